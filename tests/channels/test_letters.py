"""Exactly the headers and the one reader that we mean, whatever stands in the row (B32)."""

from email import message_from_bytes
from email.policy import default

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from huitou.channels.email.letters import BadAddress, Letter, mark_of
from huitou.channels.models import Outbound
from huitou.ledger import worker
from tests.cast import make_organisation
from tests.channels.conftest import Contact, write
from tests.channels.peer import Peer

HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "X-Huitou-Mark", "Auto-Submitted", "X-Auto-Response-Suppress",
    "MIME-Version", "Content-Type",
]  # fmt: skip
EVIL = [
    "Hello\r\nBcc: victim@example.com",
    "Hello\nBcc: victim@example.com",
    "Hello\rBcc: victim@example.com",
    "Hello\x0bBcc: victim@example.com",
    "Hello\x0cBcc: victim@example.com",
    "Hello\x1cBcc: victim@example.com",
    "Hello\x85Bcc: victim@example.com",
    "Hello\u2028Bcc: victim@example.com",
    "Hello\u2029\u2029Bcc: victim@example.com\u2029\u2029body",
    "=?utf-8?q?Hello=0D=0ABcc:=20victim@example.com?=",
    "=?utf-8?b?SGVsbG8NCkJjYzogdmljdGltQGV4YW1wbGUuY29t?=",
    "=?utf-8?q?Hello?=\r\n =?utf-8?q?=0ABcc: victim@example.com?=",
    "您好=?utf-8?q?=0ABcc:=20victim@example.com?=您好" * 4,
    "a, b; c: d <victim@example.com>",
    "x" * 5000,
    "图" * 5000,
    "\x00\u202e👨‍👩‍👧",
]


@pytest.mark.django_db
@pytest.mark.parametrize("evil", EVIL)
def test_a_subject_is_one_header_and_nothing_else(evil: str, peer: Peer) -> None:
    piece = write(subject=evil, text=f"before\r\n.\r\nMAIL FROM:<x@y>\n{evil}\n.\nafter")
    worker.drain()
    (taken,) = peer.taken
    assert taken.recipients == ["chen@example.com"]
    assert taken.message.keys() == HEADERS
    assert taken.message["To"] == "chen@example.com"
    assert taken.message["Subject"] == piece.subject.replace("=?", "= ?")
    assert len(taken.message["Subject"].splitlines()) == 1
    assert taken.raw.isascii()
    assert max(map(len, taken.raw.split(b"\r\n"))) <= 998


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "chen@example.com, victim@example.com",
        "chen@example.com;victim@example.com",
        "chen@example.com\r\nBcc: victim@example.com",
        "chen@example.com\u2028victim@example.com",
        "chen@example.com\x0bvictim@example.com",
        "Chen <chen@example.com>",
        "<chen@example.com>",
        '"a b"@example.com',
        "chen@example.com(victim@example.com)",
        "=?utf-8?q?chen=40example.com=0A?=@example.com",
        "friends: a@example.com, b@example.com;",
        "chen@[127.0.0.1]",
        "陈@example.com",
        "@example.com",
        "chen@",
        "chen",
        "",
    ],
)
def test_an_address_is_one_address_or_none(address: str, peer: Peer) -> None:
    piece = write(to=Contact(address))
    worker.drain(strict=False)
    piece.refresh_from_db()
    assert peer.taken == []
    assert (piece.state, piece.error_code) == ("failed", "bad-address")


@pytest.mark.django_db
@given(subject=st.text(max_size=120), text=st.text(max_size=300))
def test_any_words_make_a_letter_with_our_headers_only(subject: str, text: str) -> None:
    piece = Outbound(to_value="chen@example.com", subject=subject, body_text=text, message_id="<a.b@dawn.example>")
    try:
        raw = Letter(piece).message().as_bytes()
    except (ValueError, UnicodeError):
        # Words that did not come through send_email: a line end or half a character is refused outright.
        return
    assert message_from_bytes(raw, policy=default).keys() == HEADERS


@pytest.mark.django_db
def test_a_letter_has_words_and_a_page_in_the_readers_language(peer: Peer) -> None:
    make_organisation()
    text = "陈女士，您好。\n我是李敏。\n\nhttps://care.dawn.example/my/abc/\n\nsee https://elsewhere.example/ & <b>"
    write(text=text, language="zh")
    with translation.override("zh-hans"):
        write("message:2/mail", text=text, language="en")
    worker.drain()
    chinese, english = (taken.message for taken in peer.taken)
    assert chinese.get_body(("plain",)).get_content().split() == text.split()  # type: ignore[union-attr]
    page = chinese.get_body(("html",)).get_content().replace("\r\n", "\n")  # type: ignore[union-attr]
    assert '<html lang="zh-Hans">' in page
    assert page.count("display:inline-block") == 1
    assert '<a href="https://care.dawn.example/my/abc/" style="display:inline-block' in page
    assert "<bdi>陈女士，您好。</bdi><br>\n<bdi>我是李敏。</bdi>" in page
    assert "&amp; &lt;b&gt;" in page
    assert "晨光家电" in page
    assert not any(mark in page for mark in ("<img", "<script", "<link", "url(", "<table", "@import"))
    other = english.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert '<html lang="en">' in other
    assert "Open this page" in other
    assert "Dawn Appliances" in other


@pytest.mark.django_db
def test_only_what_a_machine_wrote_says_that_a_machine_wrote_it(peer: Peer) -> None:
    write("message:1/mail", automatic=True)
    write("message:2/mail", automatic=False)
    worker.drain()
    automatic, personal = (taken.message for taken in peer.taken)
    assert automatic["Auto-Submitted"] == "auto-generated"
    assert "Auto-Submitted" not in personal
    for message in (automatic, personal):
        assert message["X-Huitou-Mark"] == mark_of(message["Message-ID"])
    assert automatic["X-Huitou-Mark"] != personal["X-Huitou-Mark"]


@pytest.mark.django_db
def test_a_message_id_stays_whole_under_a_long_domain(peer: Peer, settings: Settings) -> None:
    settings.EMAIL_FROM = f"晨光家电客户关怀中心 <care@{'long-' * 11}domain.example>"
    piece = write(key="message:" + "9" * 100)
    worker.drain()
    (taken,) = peer.taken
    assert f"Message-ID: {piece.message_id}".encode() in taken.raw.replace(b"\r\n ", b" ")
    assert taken.message["From"] == settings.EMAIL_FROM


def test_a_row_without_a_single_address_is_refused() -> None:
    with pytest.raises(BadAddress):
        Letter(Outbound(to_value="a@b.example,c@d.example", message_id="<a@b>"))
