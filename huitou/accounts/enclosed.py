"""What a letter encloses: a secret address, of which the letter holds a reference until it goes over the wire.

Letters lie in the database while they wait, and when they failed; whoever reads it there finds no address that opens
anything.
"""

from collections.abc import Callable
from typing import Final

from django.core.exceptions import ObjectDoesNotExist

# A line of its own in the words of a letter.
MARK: Final = "{link}"
# From the number in a reference and the address to which the letter goes.
Maker = Callable[[int, str], str]

_makers: dict[str, Maker] = {}


class Gone(LookupError):
    """What the letter wanted to enclose opens nothing any more."""


def register(kind: str, maker: Maker) -> None:
    """Say who makes the addresses of a kind; the maker raises LookupError or DoesNotExist where nothing is to open."""
    _makers[kind] = maker


def filled(text: str, reference: str, *, to: str) -> str:
    """The words as their reader gets them; `reference` is such as case-link:17, or nothing."""
    if not reference:
        return text
    kind, _, number = reference.partition(":")
    maker = _makers[kind]
    try:
        address = maker(int(number), to)
    except (LookupError, ObjectDoesNotExist) as reason:
        raise Gone from reason
    return "\n".join(address if line == MARK else line for line in text.split("\n"))
