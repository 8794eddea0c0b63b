"""Putting something in the way out, inside the caller's transaction; once per key, however often it is asked."""

from typing import Protocol

from huitou.channels.models import Outbound


class Reachable(Protocol):
    """What we need to know of a contact point."""

    kind: str
    value: str

    @property
    def is_trusted(self) -> bool: ...


def send_email(
    *,
    key: str,
    to: Reachable,
    subject: str,
    text: str,
    about: str = "",
    family: str,
    language: str = "zh",
    automatic: bool = True,
) -> Outbound:
    """One mail to one person; a paragraph that is only our link becomes a button."""
    raise NotImplementedError


def ask_for_call(*, key: str, to: Reachable, text: str, about: str) -> Outbound:
    """Ask staff to call this person and say this; done by `outbound.called`."""
    raise NotImplementedError
