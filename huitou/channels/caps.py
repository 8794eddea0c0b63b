"""So many mails and no more: neither one address nor the world is flooded from here."""

from typing import Final

from django.conf import settings

from huitou.accounts import throttle
from huitou.channels.models import Outbound

ACCOUNT = "account"
_ALL: Final = "mails"
ADDRESS_FULL, HOUR_FULL = "address-full", "hour-full"


def admit(piece: Outbound) -> str:
    """Count the mail; the code of the cap that is full, or nothing. In the transaction of what is done about it."""
    if piece.family == ACCOUNT:
        # Sign-in mails have limits of their own, and a flood of the portal must not lock staff out.
        return ""
    full = is_full(piece)
    if full:
        return full
    if piece.is_capped and not throttle.count(_bucket(piece), limit=settings.MAILS_A_DAY, per=throttle.DAY):
        return ADDRESS_FULL
    return "" if throttle.count(_ALL, limit=settings.MAILS_AN_HOUR, per=throttle.HOUR) else HOUR_FULL


def is_full(piece: Outbound) -> str:
    """Which cap stands in the way now; looking does not count."""
    if throttle.is_over(_ALL, limit=settings.MAILS_AN_HOUR):
        return HOUR_FULL
    if piece.is_capped and throttle.is_over(_bucket(piece), limit=settings.MAILS_A_DAY):
        return ADDRESS_FULL
    return ""


def _bucket(piece: Outbound) -> str:
    return f"mails-to:{piece.to_value}"
