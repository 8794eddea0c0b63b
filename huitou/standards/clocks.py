"""Starting, stopping and reading clocks; every change is recorded once, in the caller's transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from huitou.ledger import record
from huitou.lib import clock, worktime
from huitou.standards import book
from huitou.standards.models import Clock, ClockQuerySet, Standard, late

BATCH = 200


@dataclass(frozen=True)
class Left:
    """How long until a clock is due, on the wall and in working time; negative when over."""

    wall: timedelta
    working: timedelta


def start(subject: str, code: str, at: datetime | None = None) -> Clock:
    """Start a standard on a subject; one that already runs is left as it is and returned."""
    return start_many(subject, [code], at)[0]


def would_end(code: str, at: datetime | None = None) -> datetime:
    """When a standard started now would be due; asks the database for nothing that the book holds."""
    return _new("", code, at or clock.now(), None, code).due_at


@transaction.atomic(savepoint=False)
def start_many(
    subject: str, codes: Iterable[str], at: datetime | None = None, *, by: Mapping[str, str] | None = None
) -> list[Clock]:
    """Start several standards at once: three queries, however many.

    `by` names, for a clock of a grave matter, the standard that gives it its shorter time.

    Two processes that start the same clock at the same moment: the database refuses the second one's whole act.
    """
    moment = at or clock.now()
    wanted = list(dict.fromkeys(codes))
    rows = Clock.objects.of(subject).filter(standard_code__in=wanted).order_by("round")
    last = {row.standard_code: row for row in rows}
    kept = {code: row for code, row in last.items() if row.is_running}
    shorter = by or {}
    new = [_new(subject, code, moment, last.get(code), shorter.get(code, code)) for code in wanted if code not in kept]
    Clock.objects.bulk_create(new)
    if new:
        _record_started(subject, new)
    started = kept | {row.standard_code: row for row in new}
    return [started[code] for code in wanted]


def stop(subject: str, code: str, at: datetime | None = None) -> Clock | None:
    """Stop a running clock; past its due time it counts as breached at that time. None if it does not run."""
    return next(iter(_stop(Clock.objects.of(subject).filter(standard_code=code), at)), None)


def stop_all(subject: str, at: datetime | None = None) -> list[Clock]:
    """Stop whatever still runs on a subject."""
    return _stop(Clock.objects.of(subject), at)


@transaction.atomic(savepoint=False)
def restart(subject: str, code: str, at: datetime | None = None) -> Clock:
    """Begin a new round with the full time; a round that still runs is stopped first."""
    moment = at or clock.now()
    stop(subject, code, moment)
    return start(subject, code, moment)


def running(subject: str) -> dict[str, Clock]:
    """The running clocks of a subject by standard code."""
    return {row.standard_code: row for row in Clock.objects.of(subject).running()}


def for_subjects(subjects: Iterable[str]) -> dict[str, list[Clock]]:
    """The newest round of every standard on many subjects with one query; soonest due first."""
    newest: dict[tuple[str, str], Clock] = {}
    for row in Clock.objects.of(*subjects).order_by("round"):
        newest[row.subject, row.standard_code] = row
    found: dict[str, list[Clock]] = {}
    for row in sorted(newest.values(), key=lambda row: (row.due_at, row.pk)):
        found.setdefault(row.subject, []).append(row)
    return found


def left(of: Clock, now: datetime | None = None) -> Left:
    """The time left, by the calendar version that the clock runs under; a stopped clock stands still."""
    calendar = book.get_calendar(of.calendar_code, of.calendar_version)
    moment = of.stopped_at or now or clock.now()
    over = worktime.elapsed(of.due_at, moment, calendar)
    return Left(of.left(now), worktime.elapsed(moment, of.due_at, calendar) - over)


def unpublished_years(of: Clock) -> tuple[int, ...]:
    """The years this clock runs into whose days off are not announced yet, so that its due time may still move."""
    if not worktime.parse_within(of.within).working:
        return ()
    return worktime.unpublished_years(
        of.started_at, of.due_at, book.get_calendar(of.calendar_code, of.calendar_version)
    )


def mark_breached(now: datetime | None = None) -> int:
    """Mark every clock that ran past its due time, each once however many processes do this; returns how many."""
    moment, marked = now or clock.now(), 0
    while batch := _mark_some(moment):
        marked += batch
    return marked


@transaction.atomic
def _mark_some(moment: datetime) -> int:
    # Rows that another process is marking or stopping are skipped: it records them itself.
    overdue = Clock.objects.overdue(moment).unmarked().order_by("due_at", "id")
    rows = list(overdue.select_for_update(skip_locked=True)[:BATCH])
    Clock.objects.filter(pk__in=[row.pk for row in rows]).update(breached_at=F("due_at"))
    for row in rows:
        _record_breached(row)
    return len(rows)


@transaction.atomic(savepoint=False)
def _stop(clocks: ClockQuerySet, at: datetime | None) -> list[Clock]:
    moment = at or clock.now()
    rows = list(clocks.running().select_for_update().order_by("id"))
    if rows:
        Clock.objects.filter(pk__in=[row.pk for row in rows]).update(stopped_at=moment, breached_at=late(moment))
    for row in rows:
        row.stopped_at = moment
        if row.breached_at is None and row.is_late():
            _record_breached(row)
        record("clock.stopped", row.subject, by="system", **row.data())
    return rows


def _new(subject: str, code: str, moment: datetime, last: Clock | None, by: str) -> Clock:
    """`by` only ever shortens: whatever the house changes, nobody hears later than any page has promised."""
    measures = [book.get_standard(name, moment) for name in dict.fromkeys((by, code))]
    due_at, standard = min(((_due(moment, one), one) for one in measures), key=lambda found: found[0])
    return Clock(
        subject=subject,
        standard_code=code,
        round=last.round + 1 if last else 1,
        within=standard.within,
        calendar_code=standard.calendar_code,
        calendar_version=book.get_version(standard.calendar_code),
        started_at=moment,
        due_at=due_at,
    )


def _due(moment: datetime, standard: Standard) -> datetime:
    return worktime.due(moment, standard.limit, book.get_calendar(standard.calendar_code))


def _record_started(subject: str, rows: list[Clock]) -> None:
    """One event for all that start together: recording stands on the path of every complaint."""
    record(
        "clock.started",
        subject,
        by="system",
        clocks=[row.pk for row in rows],
        standards=[row.standard_code for row in rows],
        due_at=[row.due_at for row in rows],
    )


def _record_breached(row: Clock) -> None:
    row.breached_at = row.due_at
    record("clock.breached", row.subject, by="system", **row.data())
