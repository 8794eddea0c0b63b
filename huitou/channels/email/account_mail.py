"""Letters about accounts: passwords, invitations, sign-in."""

import secrets
from typing import NamedTuple

from huitou.channels.caps import ACCOUNT
from huitou.channels.models import EMAIL, Outbound
from huitou.channels.outbound import send_email
from huitou.lib.language import page_language


class _Address(NamedTuple):
    """A colleague's address; an administrator entered it."""

    value: str
    kind: str = EMAIL


def send(address: str, subject: str, text: str, encloses: str = "") -> Outbound:
    """One letter in the caller's transaction, in the language that is active."""
    key = f"{ACCOUNT}/{secrets.token_hex(16)}"
    return send_email(
        key=key,
        to=_Address(address),
        subject=subject,
        text=text,
        encloses=encloses,
        family=ACCOUNT,
        language=page_language(),
    )
