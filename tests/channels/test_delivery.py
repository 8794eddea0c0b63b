"""A mail goes out once as far as anybody can make sure, and what did not go out says why (B68 reduced)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from pytest_django.fixtures import Settings

from huitou.accounts import enclosed
from huitou.channels import delivery, outbound
from huitou.channels.models import Outbound
from huitou.ledger import Again, worker
from huitou.ledger.models import Event, Job
from huitou.lib import clock
from tests.channels.conftest import CHEN, STRANGER, Contact, write
from tests.channels.peer import HANG_UP, Peer

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 1, tzinfo=UTC)


def drain(after: timedelta = timedelta()) -> None:
    with clock.at(START + after):
        worker.drain()


def drain_for(length: timedelta, step: timedelta = timedelta(seconds=30)) -> None:
    """Work on, moment by moment."""
    moment = timedelta()
    while moment <= length:
        drain(moment)
        moment += step


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


@pytest.fixture(autouse=True)
def _standing() -> Iterator[None]:
    with clock.at(START):
        yield


def test_a_mail_goes_out_and_says_so(peer: Peer) -> None:
    piece = write()
    assert (piece.state, peer.taken) == ("waiting", [])
    drain()
    piece.refresh_from_db()
    assert (piece.state, piece.sent_at, piece.attempts) == ("sent", START, 1)
    (taken,) = peer.taken
    assert (taken.sender, taken.recipients) == ("care@dawn.example", ["chen@example.com"])
    assert taken.message["Message-ID"] == piece.message_id
    event = Event.objects.get()
    assert (event.kind, event.subject) == ("outbound.sent", f"outbound:{piece.pk}")
    assert event.data == {"about": "case:12", "family": "reply", "attempts": 1}


def test_asked_twice_it_is_one_mail(peer: Peer) -> None:
    first, second = write(), write(subject="other", text="other")
    assert first == second
    drain()
    assert write().state == "sent"
    drain()
    assert len(peer.taken) == 1
    assert Job.objects.filter(name="channels.deliver").count() == 1


def test_what_is_taken_back_is_not_sent(peer: Peer) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(text=str(1 // 0))
    drain()
    assert not peer.taken


def test_the_server_is_down_then_busy_then_well(peer: Peer, settings: Settings) -> None:
    """Two hours nobody answers, then 451, then all is well: everything arrives once and in order."""
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    for number in range(6):
        write(f"message:{number}/mail", Contact(f"reader{number % 3}@example.com"), subject=f"number {number}")
    drain_for(timedelta(hours=2), timedelta(minutes=5))
    assert Outbound.objects.filter(state="waiting", error_code="unreachable").exists()
    assert Outbound.objects.underway().count() == 6
    settings.EMAIL_URL = peer.url
    peer.answers.extend(["451 try later"] * 3)
    for minute in range(121, 150):
        drain(timedelta(minutes=minute))
    assert not Outbound.objects.exclude(state="sent").exists()
    assert sorted(peer.ids) == sorted(Outbound.objects.values_list("message_id", flat=True))
    for reader in range(3):
        said = [taken.message["Subject"] for taken in peer.taken if taken.recipients == [f"reader{reader}@example.com"]]
        assert said == [f"number {reader}", f"number {reader + 3}"]
    assert kinds() == ["outbound.sent"] * 6


def test_one_silent_server_does_not_hold_up_the_worker_for_each_mail(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def nobody(address: str) -> None:
        tried.append(address)
        raise TimeoutError

    monkeypatch.setattr(delivery, "open_transport", nobody)
    for number in range(20):
        write(f"message:{number}/mail", Contact(f"reader{number}@example.com"))
    drain()
    assert len(tried) == 1


def test_a_later_mail_waits_for_an_earlier_one_to_the_same_reader(peer: Peer) -> None:
    peer.answers.append("451 greylisted")
    write("message:1/mail", subject="first")
    write("message:2/mail", subject="second")
    write("message:3/mail", Contact("other@example.com"), subject="other")
    drain()
    assert [taken.message["Subject"] for taken in peer.taken] == ["other"]
    drain_for(timedelta(minutes=1), timedelta(seconds=5))
    assert [taken.message["Subject"] for taken in peer.taken] == ["other", "first", "second"]


def test_an_earlier_mail_whose_job_is_lost_is_not_waited_for_for_ever(peer: Peer) -> None:
    write("message:1/mail")
    Job.objects.all().delete()
    write("message:2/mail")
    drain()
    assert not peer.taken
    drain(timedelta(minutes=11))
    assert len(peer.taken) == 1


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        ("550 no such person", "no-such-address", "550 no such person"),
        ("554 5.7.1 spam", "no-such-address", "554 5.7.1 spam"),
    ],
)
def test_an_address_that_is_refused_fails_with_the_reason(peer: Peer, answer: str, code: str, words: str) -> None:
    peer.refused[CHEN.value] = answer
    piece = write()
    drain()
    piece.refresh_from_db()
    assert (piece.state, piece.error_code, piece.error) == ("failed", code, words)
    assert Event.objects.get().data == {"about": "case:12", "family": "reply", "code": code, "attempts": 1}
    assert not Job.objects.filter(state="waiting").exists()


def test_words_that_are_refused_fail_and_a_person_may_try_again(peer: Peer) -> None:
    peer.answers.append("552 too big")
    piece = write()
    drain()
    piece.refresh_from_db()
    assert (piece.state, piece.error_code) == ("failed", "not-accepted")
    outbound.retry(piece, by="user:12")
    outbound.retry(piece, by="user:12")
    drain()
    assert peer.ids == [piece.message_id]
    assert kinds() == ["outbound.failed", "outbound.retried", "outbound.sent"]


def test_a_sign_in_that_is_refused_is_our_trouble_not_the_mails(settings: Settings, peer: Peer) -> None:
    settings.EMAIL_URL = peer.url.replace("//", "//care:secret@")
    piece = write()
    drain()
    piece.refresh_from_db()
    assert piece.state == "waiting"
    settings.EMAIL_URL = peer.url
    drain(timedelta(minutes=5))
    assert len(peer.taken) == 1


def test_it_is_given_up_in_the_end(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "MOST_TRIES", 3)
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    piece = write()
    drain_for(timedelta(minutes=10))
    piece.refresh_from_db()
    assert (piece.state, piece.attempts, piece.error_code) == ("failed", 3, "unreachable")


def test_cut_off_between_250_and_commit_it_goes_again_under_the_same_id(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    piece = write()
    monkeypatch.setattr(delivery, "_sent", lambda _piece: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        drain()
    monkeypatch.undo()
    drain(timedelta(minutes=2))
    drain(timedelta(minutes=4))
    piece.refresh_from_db()
    assert peer.ids == [piece.message_id, piece.message_id]
    assert (piece.state, piece.attempts) == ("sent", 2)
    assert kinds() == ["outbound.sent"]


def test_a_server_that_dies_while_answering_may_get_it_twice_under_one_id(peer: Peer) -> None:
    peer.answers.append(HANG_UP)
    piece = write()
    drain_for(timedelta(minutes=1))
    assert peer.ids == [piece.message_id, piece.message_id]
    assert kinds() == ["outbound.sent"]


def test_a_try_that_was_taken_over_cannot_undo_what_is_sent(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    piece = write()
    send = delivery._send

    def slow(late: Outbound) -> None:
        monkeypatch.setattr(delivery, "_send", send)
        delivery.deliver(piece.pk)
        raise TimeoutError

    monkeypatch.setattr(delivery, "_send", slow)
    with pytest.raises(Again):
        delivery.deliver(piece.pk)
    piece.refresh_from_db()
    assert piece.state == "sent"
    assert kinds() == ["outbound.sent"]


def test_two_that_both_sent_it_say_so_once(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    piece = write()
    send = delivery._send

    def slow(late: Outbound) -> None:
        monkeypatch.setattr(delivery, "_send", send)
        delivery.deliver(piece.pk)
        send(late)

    monkeypatch.setattr(delivery, "_send", slow)
    delivery.deliver(piece.pk)
    assert peer.ids == [piece.message_id] * 2
    assert kinds() == ["outbound.sent"]


def test_a_server_that_ends_the_talk_badly_after_250_has_the_mail(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    def rude(_self: EmailBackend) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(EmailBackend, "close", rude)
    piece = write()
    drain()
    piece.refresh_from_db()
    assert piece.state == "sent"


def secret_of(number: int, address: str) -> str:
    if number != 17 or address != CHEN.value:
        raise LookupError
    return "https://care.dawn.example/my/sEcReT-token/"


def test_a_private_link_is_put_in_on_the_wire_and_nowhere_else(peer: Peer) -> None:
    enclosed.register("test-link", secret_of)
    write(text="您好{link}。\n\n{link}\n\n李敏", encloses="test-link:17")
    waiting = str(Outbound.objects.values())
    drain()
    message = peer.taken[0].message
    plain, page = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert plain.split() == ["您好{link}。", "https://care.dawn.example/my/sEcReT-token/", "李敏"]
    assert '<a href="https://care.dawn.example/my/sEcReT-token/" style="display:inline-block' in page
    assert Outbound.objects.get().state == "sent"
    assert "sEcReT" not in waiting + str(Outbound.objects.values()) + str(Job.objects.values())


@pytest.mark.parametrize(("number", "to"), [(18, CHEN), (17, STRANGER)])
def test_a_letter_whose_link_has_ended_does_not_go(peer: Peer, number: int, to: Contact) -> None:
    enclosed.register("test-link", secret_of)
    piece = write(text="{link}", to=to, encloses=f"test-link:{number}")
    drain()
    piece.refresh_from_db()
    assert (piece.state, piece.error_code, peer.taken) == ("failed", "link-ended", [])


def test_a_call_is_open_until_somebody_reached_the_customer() -> None:
    call = outbound.ask_for_call(
        key="message:1/call", to=Contact("13812345678", kind="phone"), text="您好", about="case:12"
    )
    assert outbound.ask_for_call(key="message:1/call", to=STRANGER, text="", about="") == call
    drain()
    assert list(outbound.open_calls("case:12")) == [call]
    assert outbound.called(call, by="user:12", result="not-reached").state == "waiting"
    assert outbound.called(call, by="user:12", result="reached").state == "done"
    assert outbound.called(call, by="user:13", result="reached").attempts == 2
    assert not outbound.open_calls("case:12").exists()
    assert [event.data["result"] for event in Event.objects.order_by("id")] == ["not-reached", "reached"]


def test_three_calls_in_vain_are_enough() -> None:
    call = outbound.ask_for_call(key="k", to=Contact("13812345678", kind="phone"), text="您好", about="case:12")
    for _ in range(3):
        call = outbound.called(call, by="user:12", result="not-reached")
    assert (call.state, call.result_code) == ("done", "not-reached")


def test_a_mail_goes_to_no_phone() -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        write(to=Contact("13812345678", kind="phone"))
