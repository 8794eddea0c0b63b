"""Why things go wrong: the causes that staff choose from in the fourth step."""

from functools import cache
from typing import NamedTuple

from huitou.method import content


class Cause(NamedTuple):
    """A cause by its code."""

    code: str
    name: str


@cache
def all(lang: str) -> tuple[Cause, ...]:
    """Every cause, the common ones first."""
    return tuple(Cause(code, name) for code, name in content.load("causes", lang).items())


def find(code: str, lang: str) -> Cause | None:
    """A cause by its code."""
    return next((cause for cause in all(lang) if cause.code == code), None)
