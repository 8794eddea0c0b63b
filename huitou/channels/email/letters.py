"""The letter as it goes over the wire: exactly the headers that we mean, for exactly one reader."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.crypto import salted_hmac

from huitou.accounts import enclosed
from huitou.channels.email.html import page
from huitou.channels.models import Outbound
from huitou.lib import clock

MARK = "X-Huitou-Mark"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_PLAIN = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


class BadAddress(ValueError):
    """The row names no single address that a mail server could take."""


class Wire(EmailMessage):
    """The standard library's message, which Django's transports ask for its line ends."""

    def as_bytes(self, unixfrom: bool = False, policy: Policy | None = None, linesep: str = "\r\n") -> bytes:
        return super().as_bytes(unixfrom, (policy or self.policy).clone(linesep=linesep))


class Letter(EmailMultiAlternatives):
    """One piece as Django's transports take it."""

    def __init__(self, piece: Outbound) -> None:
        self.piece = piece
        words = enclosed.filled(piece.body_text, piece.encloses, to=piece.to_value)
        self.wire = _wire(piece, words)
        sender = parseaddr(settings.EMAIL_FROM)[1]
        super().__init__(subject=piece.subject, body=words, from_email=sender, to=[piece.to_value])

    def message(self) -> Wire:  # type: ignore[override]
        return self.wire


def mark_of(message_id: str) -> str:
    """Shows us that a mail that comes back is our own; nobody else can make it."""
    return salted_hmac("huitou.channels.mark", message_id, algorithm="sha256").hexdigest()[:32]


def _wire(piece: Outbound, words: str) -> Wire:
    # 7bit: not every server on the way takes bytes above that.
    wire = Wire(policy=SMTP.clone(cte_type="7bit"))
    wire["From"] = settings.EMAIL_FROM
    wire["To"] = _address(piece.to_value)
    wire["Subject"] = _literal(piece.subject)
    wire["Date"] = format_datetime(clock.now())
    wire["Message-ID"] = piece.message_id
    wire[MARK] = mark_of(piece.message_id)
    if piece.is_automatic:
        wire["Auto-Submitted"] = "auto-generated"
        wire["X-Auto-Response-Suppress"] = "All"
    wire.set_content(words)
    wire.add_alternative(page(piece, words), subtype="html")
    return wire


def _address(value: str) -> Address:
    """One plain address; stricter than the standard, as parsers on the way read its finer points differently."""
    if not _PLAIN.fullmatch(value) or "=?" in value:
        raise BadAddress
    return Address(addr_spec=value)


def _literal(subject: str) -> str:
    """Words that look like an encoded word must not be decoded: there may be line ends inside."""
    return subject.replace("=?", "= ?")
