"""Which faults pass by themselves, and which are the last word."""

import smtplib
import ssl

import pytest

from huitou.channels.email import troubles
from huitou.channels.email.letters import BadAddress


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (ConnectionRefusedError(), ("unreachable", "ConnectionRefusedError", False)),
        (TimeoutError(), ("unreachable", "TimeoutError", False)),
        (ssl.SSLCertVerificationError(), ("unreachable", "SSLCertVerificationError", False)),
        (smtplib.SMTPServerDisconnected("gone"), ("unreachable", "SMTPServerDisconnected", False)),
        (smtplib.SMTPConnectError(554, b"no service"), ("unreachable", "no service", False)),
        (smtplib.SMTPHeloError(550, b"who?"), ("unreachable", "who?", False)),
        (smtplib.SMTPAuthenticationError(535, b"wrong"), ("sign-in-refused", "wrong", False)),
        (smtplib.SMTPNotSupportedError("AUTH"), ("not-supported", "SMTPNotSupportedError", False)),
        (smtplib.SMTPDataError(451, b"busy"), ("later", "451 busy", False)),
        (smtplib.SMTPDataError(554, b"spam"), ("not-accepted", "554 spam", True)),
        (smtplib.SMTPSenderRefused(550, b"not you", "a@b"), ("not-accepted", "550 not you", True)),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"full")}), ("later", "450 full", False)),
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"who?")}), ("no-such-address", "550 who?", True)),
        (BadAddress(), ("bad-address", "", True)),
        (ZeroDivisionError(), ("fault", "ZeroDivisionError", False)),
    ],
)
def test_a_fault_is_a_trouble(fault: Exception, expected: tuple[str, str, bool]) -> None:
    assert troubles.of(fault) == expected


def test_what_the_other_server_says_is_short_and_one_line() -> None:
    trouble = troubles.of(smtplib.SMTPDataError(554, b"no\r\n\x00\xff" + b"x" * 5000))
    assert len(trouble.words) <= 200
    assert trouble.words.isprintable()
