"""The worker: rounds of sealing, ticks and jobs; it stops politely and outlives its database."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections, transaction

from huitou.ledger import chain, job, later, record, worker
from huitou.ledger.models import Job
from huitou.ledger.periodic import Periodic

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PATIENCE = 20
SWEEP = Periodic("test.sweep", every=timedelta(days=1), why="a test")


@pytest.fixture
def handlers():
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def ran() -> list[str]:
    ran: list[str] = []

    @job("test.note")
    def note(word: str) -> None:
        ran.append(word)

    @job("test.sweep")
    def sweep() -> None:
        ran.append("sweep")

    return ran


def rounds() -> worker.Rounds:
    return worker.Rounds([], timedelta(seconds=30))


def test_it_works_until_it_is_asked_to_stop_and_finishes_the_job_at_hand(ran: list[str], handlers):
    @job("test.stop")
    def stop() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        ran.append("stop")

    with transaction.atomic():
        record("case.opened", "case:1", by="system")
    later("test.note", word="first")
    later("test.stop")
    later("test.note", word="after")
    worker.run([SWEEP])
    assert ran == ["sweep", "first", "stop"]
    assert list(Job.objects.filter(state="waiting").values_list("args", flat=True)) == [{"word": "after"}]
    assert chain.verify().sealed == 1


def test_a_round_without_work_asks_one_question(django_assert_num_queries):
    idle = rounds()
    idle.turn()
    with django_assert_num_queries(1):
        assert idle.turn() is False


def test_a_round_seals_but_not_after_every_job(ran: list[str]):
    busy = rounds()
    for number in range(3):
        with transaction.atomic():
            record("case.opened", f"case:{number}", by="system")
        later("test.note", word="x")
        assert busy.turn() is True
    assert len(ran) == 3
    assert chain.verify().unsealed == 2


def test_a_long_tail_is_sealed_without_rest(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(chain, "PAGE", 2)
    with transaction.atomic():
        for number in range(5):
            record("case.opened", f"case:{number}", by="system")
    sealing = rounds()
    assert [sealing.turn() for _ in range(4)] == [True, True, False, False]
    assert chain.verify().sealed == 5


def test_a_round_takes_back_what_a_lost_worker_held(ran: list[str]):
    later("test.note", word="again")
    Job.objects.update(state="running", worker="gone", attempts=1, leased_until=LONG_AGO)
    rounds().turn()
    assert Job.objects.get().last_error == "worker-lost gone"
    Job.objects.update(run_at=LONG_AGO)
    rounds().turn()
    assert ran == ["again"]


def test_the_heart_beats_while_a_long_job_runs():
    seen = []

    @job("test.long", atomic=False)
    def long() -> None:
        first = Job.objects.get().leased_until
        end = time.monotonic() + PATIENCE
        while Job.objects.get().leased_until == first and time.monotonic() < end:
            time.sleep(0.01)
        seen.append(Job.objects.get().leased_until != first)

    later("test.long")
    worker.Rounds([], timedelta(milliseconds=300)).turn()
    assert seen == [True]
    assert Job.objects.get().state == "done"


def test_it_outlives_a_connection_that_breaks(ran: list[str]):
    steady = rounds()
    assert steady.turn() is False
    later("test.note", word="x")
    break_connection()
    assert steady.turn() is False
    assert steady.pause > worker._PAUSE
    assert steady.turn() is True
    assert steady.pause == worker._PAUSE
    assert ran == ["x"]


def test_a_job_whose_database_goes_away_is_run_again_after_its_lease(ran: list[str]):
    @job("test.cut", atomic=False)
    def cut() -> None:
        if not ran:
            ran.append("cut")
            break_connection()
            Job.objects.count()
        ran.append("whole")

    later("test.cut")
    steady = rounds()
    assert steady.turn() is False
    assert Job.objects.get().state == "running"
    Job.objects.update(leased_until=LONG_AGO)
    steady.turn()
    Job.objects.update(run_at=LONG_AGO)
    steady.turn()
    assert ran == ["cut", "whole"]
    assert Job.objects.get().state == "done"


def break_connection() -> None:
    """As if the server had gone: the next statement on this connection fails."""
    connection.ensure_connection()
    connection.connection.close()


@pytest.fixture(autouse=True)
def _connected():
    yield
    connections.close_all()
