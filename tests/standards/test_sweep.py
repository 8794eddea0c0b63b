"""The sweep marks every clock that ran over, once, at its true time, whoever sweeps and however late."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections

from huitou.ledger import later, worker
from huitou.ledger.models import Event
from huitou.lib import clock
from huitou.standards import clocks
from huitou.standards.models import Clock

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def breaches(subject: str) -> list[Event]:
    return list(Event.objects.about(subject).filter(kind="clock.breached"))


@pytest.mark.django_db
def test_a_clock_is_marked_once_at_its_due_time() -> None:
    row = clocks.start("case:1", "first-answer", MONDAY)
    assert clocks.mark_breached(NOON) == 0
    assert [clocks.mark_breached(NOON + SECOND), clocks.mark_breached(NOON + 3 * SECOND)] == [1, 0]
    row.refresh_from_db()
    assert (row.breached_at, row.stopped_at) == (NOON, None)
    (event,) = breaches("case:1")
    assert (event.actor, event.data["clock"], event.data["standard"]) == ("system", row.pk, "first-answer")
    assert datetime.fromisoformat(event.data["due_at"]) == NOON


@pytest.mark.django_db
def test_after_hours_off_every_breach_is_there_with_its_true_time() -> None:
    for number in range(5):
        clocks.start_many(f"case:{number}", ["first-answer", "decision"], MONDAY + timedelta(minutes=number))
    assert clocks.mark_breached(MONDAY + timedelta(hours=5)) == 5
    marked = Clock.objects.exclude(breached_at=None).order_by("due_at")
    assert [row.breached_at for row in marked] == [NOON + timedelta(minutes=number) for number in range(5)]


@pytest.mark.django_db
def test_stopping_a_marked_clock_does_not_breach_it_again() -> None:
    clocks.start("case:1", "first-answer", MONDAY)
    clocks.mark_breached(NOON + SECOND)
    row = clocks.stop("case:1", "first-answer", NOON + timedelta(hours=1))
    assert row
    assert row.breached_at == NOON
    assert len(breaches("case:1")) == 1
    assert clocks.mark_breached(NOON + timedelta(hours=2)) == 0


@pytest.mark.django_db
def test_more_than_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "BATCH", 2)
    for number in range(5):
        clocks.start(f"case:{number}", "first-answer", MONDAY)
    assert clocks.mark_breached(NOON + SECOND) == 5
    assert Event.objects.filter(kind="clock.breached").count() == 5


@pytest.mark.django_db(transaction=True)
def test_the_job_sweeps() -> None:
    clocks.start("case:1", "first-answer", MONDAY)
    with clock.at(NOON + SECOND):
        later("standards.sweep")
        worker.drain()
    assert len(breaches("case:1")) == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_mark_each_clock_once() -> None:
    for number in range(40):
        clocks.start(f"case:{number}", "first-answer", MONDAY)
    marked = in_threads(4, lambda: clocks.mark_breached(NOON + SECOND))
    assert sum(marked) == 40
    assert Event.objects.filter(kind="clock.breached").values("subject").distinct().count() == 40
    assert Event.objects.filter(kind="clock.breached").count() == 40


@pytest.mark.django_db(transaction=True)
def test_a_sweep_and_a_late_stop_at_once_breach_once() -> None:
    for number in range(20):
        clocks.start(f"case:{number}", "first-answer", MONDAY)

    def stop_all() -> int:
        return sum(clocks.stop(f"case:{n}", "first-answer", NOON + SECOND) is not None for n in range(20))

    in_threads(3, lambda: clocks.mark_breached(NOON + SECOND), stop_all)
    assert Clock.objects.filter(breached_at=NOON, stopped_at=NOON + SECOND).count() == 20
    for kind in ("clock.breached", "clock.stopped"):
        assert Event.objects.filter(kind=kind).count() == 20


@pytest.mark.django_db
def test_the_sweep_reads_the_beginning_of_an_index() -> None:
    """The plan, not a time: with nothing due it costs the same however many clocks run."""
    overdue = Clock.objects.overdue(NOON).unmarked().order_by("due_at", "id")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Its planner would rightly read an empty table as a whole.
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "standards_clock_due" in overdue.explain()
    assert "SORT" not in overdue.explain().upper().replace("SORT KEY", "")


def in_threads(count: int, *acts: Any) -> list[Any]:
    """Every act in so many threads at once, each with its own connection."""
    gate, results = threading.Barrier(count * len(acts)), []

    def run(act: Any) -> None:
        try:
            gate.wait()
            results.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == len(threads)
    return results
