"""Neither a stranger nor the world is flooded from here, and nothing that is held is lost (B14, B23, I8)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from huitou.channels.delivery import release
from huitou.channels.email.account_mail import send
from huitou.channels.models import Outbound
from huitou.ledger import worker
from huitou.ledger.models import Event
from huitou.lib import clock
from tests.channels.conftest import CHEN, STRANGER, Contact, write

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _standing() -> Iterator[None]:
    with clock.at(START):
        yield


def go_on(after: timedelta) -> int:
    """The periodic job, and what follows from it, some time later."""
    with clock.at(START + after):
        released = release()
        worker.drain()
        return released


def states() -> list[str]:
    return list(Outbound.objects.order_by("id").values_list("state", flat=True))


def test_a_stranger_gets_five_a_day_and_the_rest_later() -> None:
    for number in range(12):
        write(f"message:{number}/mail", STRANGER, subject=f"number {number}")
    write("message:12/mail", Contact("other@example.com"))
    worker.drain()
    assert states() == ["sent"] * 5 + ["held"] * 7 + ["sent"]
    assert set(Outbound.objects.held().values_list("error_code", flat=True)) == {"address-full"}
    assert Event.objects.filter(kind="outbound.held").count() == 7
    assert go_on(timedelta(hours=23)) == 0
    assert go_on(timedelta(hours=25)) == 5
    assert go_on(timedelta(hours=26)) == 0
    assert go_on(timedelta(hours=50)) == 2
    assert states() == ["sent"] * 13
    said = [letter.subject for letter in mail.outbox if letter.to == [STRANGER.value]]
    assert said == [f"number {number}" for number in range(12)]


def test_a_persons_letters_to_whoever_showed_that_the_address_is_theirs_are_not_counted() -> None:
    for number in range(12):
        write(f"message:{number}/mail", CHEN, automatic=False, trusted=True)
    worker.drain()
    assert states() == ["sent"] * 12


@pytest.mark.parametrize(("automatic", "trusted"), [(True, True), (True, False), (False, False)])
def test_all_others_are(automatic: bool, trusted: bool) -> None:
    for number in range(7):
        write(f"message:{number}/mail", CHEN, automatic=automatic, trusted=trusted)
    worker.drain()
    assert states() == ["sent"] * 5 + ["held"] * 2


def test_the_world_gets_so_many_an_hour(settings: Settings) -> None:
    settings.MAILS_AN_HOUR = 20
    for number in range(50):
        write(f"message:{number}/mail", Contact(f"reader{number}@example.com"), trusted=bool(number % 2))
    worker.drain()
    assert len(mail.outbox) == 20
    assert states() == ["sent"] * 20 + ["held"] * 30
    assert go_on(timedelta(minutes=30)) == 0
    assert go_on(timedelta(minutes=61)) == 20
    assert go_on(timedelta(minutes=123)) == 10
    assert [letter.to[0] for letter in mail.outbox] == [f"reader{number}@example.com" for number in range(50)]


def test_a_flood_does_not_lock_colleagues_out(settings: Settings) -> None:
    settings.MAILS_AN_HOUR = 3
    for number in range(9):
        write(f"message:{number}/mail", Contact(f"reader{number}@example.com"))
    piece = send("mei@example.com", "Choose a new password", "here")
    worker.drain()
    piece.refresh_from_db()
    assert (piece.family, piece.state) == ("account", "sent")


def test_a_second_try_is_not_counted_again(settings: Settings) -> None:
    settings.MAILS_A_DAY = 1
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    piece = write(to=STRANGER)
    for minute in range(4):
        with clock.at(START + timedelta(minutes=minute)):
            worker.drain()
    settings.EMAIL_URL = "memory:"
    with clock.at(START + timedelta(minutes=9)):
        worker.drain()
    piece.refresh_from_db()
    assert piece.attempts > 2
    assert piece.state == "sent"


def test_one_flooded_address_does_not_keep_others_held(settings: Settings) -> None:
    settings.MAILS_AN_HOUR = 1
    for number in range(8):
        write(f"message:{number}/mail", STRANGER)
    write("message:8/mail", CHEN)
    worker.drain()
    settings.MAILS_AN_HOUR = 500
    go_on(timedelta(hours=2))
    assert states() == ["sent"] * 5 + ["held"] * 3 + ["sent"]
