"""What can go wrong on the way, and whether another try may help."""

import smtplib
from typing import NamedTuple

from huitou.accounts import enclosed
from huitou.channels.email.letters import BadAddress
from huitou.channels.models import UNREACHABLE
from huitou.lib.text import clean_line

_FINAL = range(500, 600)
# Refused before any mail was spoken of: a setting of ours or a machine of theirs, and both are mended.
_OURS_OR_THEIRS = (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError, smtplib.SMTPHeloError)


class Trouble(NamedTuple):
    """A code, what the other server said, and whether that is its last word."""

    code: str
    words: str = ""
    is_final: bool = False


def of(fault: Exception) -> Trouble:
    """The trouble behind a fault: what lies with our sign-in or their machine passes, what lies with the mail stays."""
    if isinstance(fault, BadAddress):
        return Trouble("bad-address", is_final=True)
    if isinstance(fault, enclosed.Gone):
        return Trouble("link-ended", is_final=True)
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        ((code, words),) = list(fault.recipients.values())[:1]
        return _said("no-such-address", code, words)
    if isinstance(fault, smtplib.SMTPResponseException) and not isinstance(fault, _OURS_OR_THEIRS):
        return _said("not-accepted", fault.smtp_code, fault.smtp_error)
    return Trouble(_passing(fault), _plain(getattr(fault, "smtp_error", type(fault).__name__)))


def _passing(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return "sign-in-refused"
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return "not-supported"
    return UNREACHABLE if isinstance(fault, OSError) else "fault"


def _said(code: str, number: int, words: bytes | str) -> Trouble:
    if number in _FINAL:
        return Trouble(code, f"{number} {_plain(words)}"[:200], is_final=True)
    return Trouble("later", f"{number} {_plain(words)}"[:200])


def _plain(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return clean_line(text)[:190]
