"""B23: the first page cannot be made to mail a stranger somebody else's words."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from huitou.cases import telling
from huitou.cases.models import Case
from huitou.channels.models import Outbound
from huitou.ledger import worker
from tests.cases.building import complain
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BAIT = "WIN-A-PRIZE https://evil.example/claim"


def post(client: Client, number: int, address: str = "198.51.100.7", **more: str):
    fields = {
        "words": f"{BAIT} {number}",
        "reach": f"victim{number}@example.org",
        "name": BAIT[:40],
        "wish": BAIT,
        **more,
    }
    return client.post("/", fields, REMOTE_ADDR=address)


def mails() -> list[EmailMessage]:
    """All that went out in this run, of other tests too."""
    letters = Path(settings.DATA, "outbox").glob("*.eml")
    return [message_from_bytes(letter.read_bytes(), _class=EmailMessage, policy=policy.default) for letter in letters]


def test_a_mail_to_a_stranger_carries_only_our_words(cast: Cast, client: Client):
    assert post(client, 1).status_code == 302
    worker.drain()
    [mail] = [mail for mail in mails() if mail["To"] == "victim1@example.org"]
    parts = [
        mail["Subject"],
        mail["From"],
        *(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"),
    ]
    assert len(parts) == 4
    for part in parts:
        assert "PRIZE" not in part
        assert "evil.example" not in part
    assert "/my/" in mail.get_body(["plain"]).get_content()


def test_one_address_is_stopped_and_another_is_still_heard(cast: Cast, client: Client):
    answers = [post(client, number).status_code for number in range(25)]
    assert answers[:20] == [302] * 20
    assert set(answers[20:]) == {429}
    assert Outbound.objects.count() == 20
    genuine = client.post("/", {"words": "洗衣机漏水", "reach": "13800138000"}, REMOTE_ADDR="203.0.113.9")
    assert genuine.status_code == 302


def test_what_was_typed_is_not_lost_when_it_was_too_often(cast: Cast, client: Client):
    for number in range(20):
        post(client, number)
    page = post(client, 99, wish="换一台")
    assert page.status_code == 429
    assert f"{BAIT} 99" in page.content.decode()
    assert "换一台" in page.content.decode()


def test_what_was_confirmed_for_one_case_lets_no_stranger_write_by_another(cast: Cast, client: Client):
    case = complain(cast, reach="chen.li@example.com")
    link = telling.link_for(case, case.contact)
    client.post(f"/my/{link.token}/message/", {"words": "谢谢，我在"}, REMOTE_ADDR="203.0.113.9")
    case.reply(by=cast.mei, words="师傅下午三点到。")
    assert "师傅下午三点到" in Outbound.objects.get(family="reply").body_text
    assert post(client, 2, reach="chen.li@example.com").status_code == 302
    other = Case.objects.latest("pk")
    assert other.contact == case.contact
    other.reply(by=cast.mei, words="您好，您的事我来办。")
    for piece in Outbound.objects.filter(about=other.key):
        assert not any(words in piece.subject + piece.body_text for words in ("PRIZE", "evil.example", "我来办"))


def test_a_confirmed_address_is_not_flooded(cast: Cast, client: Client):
    case = complain(cast, reach="chen.li@example.com")
    telling.trust(case, telling.link_for(case, case.contact))
    for number in range(15):
        assert post(client, number, reach="chen.li@example.com").status_code == 302
    worker.drain()
    assert Outbound.objects.filter(to_value="chen.li@example.com", state="sent").count() == 5
    assert Outbound.objects.filter(to_value="chen.li@example.com", state="held").count() == 11
