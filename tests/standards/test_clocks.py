"""Clocks start, stop and begin again; each change is one fact, and a closed clock never moves."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from huitou.ledger.models import Event
from huitou.lib import clock
from huitou.standards import book, clocks
from huitou.standards.models import Calendar, Clock, Standard

pytestmark = pytest.mark.django_db

COMPLAINT = ["first-answer", "decision", "solution"]
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


MONDAY = at("2026-11-23 10:00")


def kinds(subject: str) -> list[str]:
    return list(Event.objects.about(subject).values_list("kind", flat=True))


def test_three_clocks_start_with_a_complaint() -> None:
    started = clocks.start_many("case:1", COMPLAINT, MONDAY)
    assert {row.standard_code: row.due_at for row in started} == {
        "first-answer": at("2026-11-23 12:00"),
        "decision": at("2026-11-24 18:00"),
        "solution": at("2026-11-30 18:00"),
    }
    event = Event.objects.about("case:1").get()
    assert (event.kind, event.actor) == ("clock.started", "system")
    assert event.data["clocks"] == [row.pk for row in started]
    assert event.data["standards"] == COMPLAINT


def test_a_grumble_is_looked_at_within_three_working_days() -> None:
    assert clocks.start("voice:3", "look-at", MONDAY).due_at == at("2026-11-26 18:00")


def test_starting_asks_little_of_the_database(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    """It stands on the path of every complaint: what runs already, the clocks, the event."""
    clocks.start_many("case:1", COMPLAINT, MONDAY)
    with transaction.atomic(), django_assert_num_queries(3):
        clocks.start_many("case:2", COMPLAINT, MONDAY)


def test_a_clock_that_runs_is_not_started_again() -> None:
    first = clocks.start("case:1", "decision", MONDAY)
    second = clocks.start("case:1", "decision", MONDAY + timedelta(hours=3))
    assert (second.pk, second.due_at) == (first.pk, first.due_at)
    assert kinds("case:1") == ["clock.started"]


def test_now_is_the_clock_of_the_house() -> None:
    with clock.at(MONDAY):
        row = clocks.start("case:1", "decision")
    assert row.started_at == MONDAY


def test_stopped_in_time_even_at_the_last_moment() -> None:
    due = clocks.start("case:1", "first-answer", MONDAY).due_at
    stopped = clocks.stop("case:1", "first-answer", due)
    assert stopped
    assert (stopped.stopped_at, stopped.breached_at) == (due, None)
    stopped.refresh_from_db()
    assert (stopped.stopped_at, stopped.breached_at) == (due, None)
    assert kinds("case:1") == ["clock.started", "clock.stopped"]


def test_stopped_late_counts_as_breached_at_its_due_time() -> None:
    due = clocks.start("case:1", "first-answer", MONDAY).due_at
    stopped = clocks.stop("case:1", "first-answer", due + timedelta(seconds=1))
    assert stopped
    assert stopped.breached_at == due
    stopped.refresh_from_db()
    assert stopped.breached_at == due
    assert kinds("case:1") == ["clock.started", "clock.breached", "clock.stopped"]


def test_what_does_not_run_cannot_be_stopped() -> None:
    clocks.start("case:1", "decision", MONDAY)
    clocks.stop("case:1", "decision", MONDAY)
    assert clocks.stop("case:1", "decision", MONDAY + timedelta(hours=1)) is None
    assert clocks.stop("case:1", "solution", MONDAY) is None
    assert Clock.objects.get().stopped_at == MONDAY


def test_a_restart_opens_a_new_round_and_leaves_the_old_one() -> None:
    clocks.start("case:1", "solution", MONDAY)
    clocks.stop("case:1", "solution", MONDAY + timedelta(hours=1))
    again = clocks.restart("case:1", "solution", MONDAY + timedelta(days=3))
    assert (again.round, again.due_at) == (2, at("2026-12-03 18:00"))
    first = Clock.objects.get(round=1)
    assert (first.stopped_at, first.due_at) == (MONDAY + timedelta(hours=1), at("2026-11-30 18:00"))


def test_a_restart_stops_the_round_that_runs() -> None:
    clocks.start("case:1", "solution", MONDAY)
    clocks.restart("case:1", "solution", at("2026-12-01 09:00"))
    first, second = Clock.objects.order_by("round")
    assert (first.stopped_at, first.breached_at) == (at("2026-12-01 09:00"), at("2026-11-30 18:00"))
    assert second.is_running
    assert kinds("case:1") == ["clock.started", "clock.breached", "clock.stopped", "clock.started"]


def test_closing_stops_everything_that_runs() -> None:
    clocks.start_many("case:1", COMPLAINT, MONDAY)
    clocks.start("case:2", "decision", MONDAY)
    assert len(clocks.stop_all("case:1", MONDAY)) == 3
    assert clocks.running("case:1") == {}
    assert list(clocks.running("case:2")) == ["decision"]


def test_the_database_keeps_two_clocks_of_one_standard_from_running() -> None:
    row = clocks.start("case:1", "decision", MONDAY)
    row.pk, row.round = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_clocks_of_many_subjects_come_with_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    clocks.start_many("case:1", COMPLAINT, MONDAY)
    clocks.restart("case:1", "first-answer", at("2026-11-24 10:00"))
    clocks.start("case:2", "decision", MONDAY)
    with django_assert_num_queries(1):
        found = clocks.for_subjects(["case:1", "case:2", "case:3"])
    assert {key: [(row.standard_code, row.round) for row in rows] for key, rows in found.items()} == {
        "case:1": [("first-answer", 2), ("decision", 1), ("solution", 1)],
        "case:2": [("decision", 1)],
    }


def test_time_left_on_the_wall_and_in_working_time() -> None:
    row = clocks.start("case:1", "decision", MONDAY)
    left = clocks.left(row, at("2026-11-23 17:00"))
    assert (left.wall, left.working) == (timedelta(hours=25), timedelta(hours=10))
    over = clocks.left(row, at("2026-11-25 10:00"))
    assert (over.wall, over.working) == (timedelta(hours=-16), timedelta(hours=-1))
    assert row.left(at("2026-11-25 10:00")) == timedelta(hours=-16)
    assert row.is_late(at("2026-11-25 10:00"))
    assert not row.is_late(row.due_at)


def test_a_stopped_clock_stands_still() -> None:
    clocks.start("case:1", "decision", MONDAY)
    row = clocks.stop("case:1", "decision", at("2026-11-24 17:00"))
    assert row
    assert row.left(at("2026-12-24 17:00")) == timedelta(hours=1)
    assert clocks.left(row).working == timedelta(hours=1)


def test_a_new_standard_binds_new_clocks_only() -> None:
    running = clocks.start("case:1", "decision", MONDAY)
    Standard.objects.create(code="decision", within="4 working hours", in_force_from=date(2026, 11, 24))
    book.forget()
    assert clocks.start("case:2", "decision", MONDAY).due_at == running.due_at
    later = clocks.start("case:3", "decision", MONDAY + timedelta(days=1))
    assert (later.within, later.due_at) == ("4 working hours", at("2026-11-24 14:00"))
    running.refresh_from_db()
    assert running.due_at == at("2026-11-24 18:00")


def test_a_clock_keeps_the_calendar_version_it_runs_under() -> None:
    old = clocks.start("case:1", "decision", MONDAY)
    data = Calendar.objects.get(code="cn").data
    Calendar.objects.create(code="cn", version=2, data=data | {"holidays": [*data["holidays"], "2026-11-24"]})
    book.forget()
    new = clocks.start("case:2", "decision", MONDAY)
    assert (old.calendar_version, new.calendar_version) == (1, 2)
    assert new.due_at == at("2026-11-25 18:00")
    assert clocks.left(old, MONDAY).working == timedelta(hours=17)
    assert clocks.left(new, MONDAY).working == timedelta(hours=17)


def test_a_clock_that_runs_into_an_unpublished_year_says_so() -> None:
    assert clocks.unpublished_years(clocks.start("case:1", "solution", MONDAY)) == ()
    assert clocks.unpublished_years(clocks.start("case:2", "solution", at("2026-12-29 10:00"))) == (2027,)


def test_an_unknown_standard_is_refused() -> None:
    with pytest.raises(LookupError, match="no-such"):
        clocks.start("case:1", "no-such", MONDAY)


def test_names_are_in_the_readers_language() -> None:
    assert clocks.start("case:1", "first-answer", MONDAY).name
    assert Standard(code="house-own").name == "house-own"
