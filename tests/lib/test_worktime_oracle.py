"""Working time agrees, to the minute and to the second, with a clock that is watched all the way."""

import random
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from huitou.lib import worktime
from huitou.lib.worktime import Calendar, Within
from huitou.lib.worktime.calendars import WEEK

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
# Days on which these zones change their clocks in 2026 (China, which does not: long holidays), and a turn of the year.
CHANGES = {
    "Asia/Shanghai": [date(2026, 10, 1), date(2026, 2, 15), date(2027, 1, 1)],
    "Europe/Berlin": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/New_York": [date(2026, 3, 8), date(2026, 11, 1), date(2027, 1, 1)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4)],
}
DAY = timedelta(days=1)


@dataclass
class Watched:
    """A span watched tick by tick: how much was open before each tick, and when the shifts of each day last ended."""

    start: datetime
    tick: timedelta
    open_before: list[int]
    closes: dict[date, datetime]

    def elapsed(self, begin: int, end: int) -> timedelta:
        return self.tick * (self.open_before[end] - self.open_before[begin])

    def due(self, begin: int, ticks: int) -> datetime | None:
        n = bisect_left(self.open_before, self.open_before[begin] + ticks)
        return self.at(n) if n < len(self.open_before) else None

    def close_of_nth(self, local_day: date, count: int) -> datetime | None:
        days = sorted(day for day in self.closes if day > local_day)
        return self.closes[days[count - 1]] if len(days) >= count else None

    def at(self, n: int) -> datetime:
        return self.start + self.tick * n


def watch(calendar: Calendar, start: datetime, ticks: int, tick: timedelta) -> Watched:
    """Look at the wall at every tick; nothing here reckons with offsets or intervals of UTC."""
    marks, closes = [], {}
    moment = start
    for _ in range(ticks):
        wall = moment.astimezone(calendar.zone).replace(tzinfo=None)
        owners = list(_owners(calendar, wall))
        for day in owners:
            closes[day] = moment + tick
        marks.append(bool(owners))
        moment += tick
    return Watched(start, tick, [0, *accumulate(marks)], closes)


def _owners(calendar: Calendar, wall: datetime) -> Iterator[date]:
    """The days whose hours the wall clock stands in: today's, or a night shift of yesterday."""
    for day in (wall.date(), wall.date() - DAY):
        since_midnight = wall - datetime(day.year, day.month, day.day)
        if any(opens <= since_midnight < closes for opens, closes in calendar.hours(day)):
            yield day


def random_calendar(dice: random.Random, zone: str, around: date, *, unit: int = 60) -> Calendar:
    """Several intervals a day, night shifts, weeks with a single open day, holidays and make-up days."""
    days = dice.sample(WEEK, dice.choice([1, 1, 3, 5, 7]))
    week: dict[str, list[list[str]]] = {day: _random_hours(dice, unit) for day in days}
    if dice.random() < 0.3:
        # A single night shift can run into no other hours.
        week = {
            dice.choice(WEEK): [
                [_clock(dice.randrange(18 * 3600, 86400, unit)), _clock(dice.randrange(0, 9 * 3600, unit))]
            ]
        }
    near = [(around + DAY * n).isoformat() for n in range(-5, 6)]
    chosen = dice.sample(near, 4)
    return worktime.from_data({"timezone": zone, "week": week, "holidays": chosen[:2], "workdays": chosen[2:]})


def _random_hours(dice: random.Random, unit: int) -> list[list[str]]:
    count = dice.choice([1, 1, 2, 3])
    ends = sorted(dice.sample(range(0, 86400 + unit, unit), 2 * count))
    return [[_clock(ends[n]), _clock(ends[n + 1])] for n in range(0, 2 * count, 2)]


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def compare(dice: random.Random, calendar: Calendar, watched: Watched, unit: worktime.within.Unit) -> int:
    """One random case of each question; returns how many the span could answer."""
    last = len(watched.open_before) - 1
    begin = dice.randrange(last)
    end = dice.randrange(begin, last + 1)
    start = watched.at(begin)
    assert worktime.elapsed(start, watched.at(end), calendar) == watched.elapsed(begin, end)
    answered = 1
    amount = dice.randint(1, max(1, (watched.open_before[last] - watched.open_before[begin]) // 2))
    expected = watched.due(begin, amount)
    if expected:
        assert worktime.due(start, Within(amount, unit, working=True), calendar) == expected
        answered += 1
    count = dice.randint(1, 4)
    close = watched.close_of_nth(start.astimezone(calendar.zone).date(), count)
    if close and close < watched.at(last) - DAY:
        assert worktime.due(start, Within(count, "days", working=True), calendar) == close
        answered += 1
    return answered


@pytest.mark.parametrize("zone", ZONES)
def test_agrees_with_a_clock_watched_by_the_minute(zone: str) -> None:
    """2 500 cases a zone, each over days on which the clocks change."""
    dice = random.Random(f"worktime {zone}")
    answered = 0
    while answered < 2_500:
        change = dice.choice(CHANGES[zone])
        calendar = random_calendar(dice, zone, change)
        start = datetime(change.year, change.month, change.day, tzinfo=UTC) - 5 * DAY
        watched = watch(calendar, start, 11 * 1440, timedelta(minutes=1))
        answered += sum(compare(dice, calendar, watched, "minutes") for _ in range(30))


@pytest.mark.parametrize("zone", ZONES)
def test_agrees_with_a_clock_watched_by_the_second(zone: str) -> None:
    """Hours that open and close at odd seconds, over the night on which the clocks change."""
    dice = random.Random(f"seconds {zone}")
    change = CHANGES[zone][1]
    for _ in range(2):
        calendar = random_calendar(dice, zone, change, unit=1)
        start = datetime(change.year, change.month, change.day, tzinfo=UTC) - timedelta(hours=12)
        watched = watch(calendar, start, 24 * 3600, timedelta(seconds=1))
        assert sum(compare(dice, calendar, watched, "seconds") for _ in range(50)) >= 50


CALENDARS = st.builds(
    lambda seed, zone, day: random_calendar(random.Random(seed), zone, day),
    st.integers(0, 10_000),
    st.sampled_from(ZONES),
    st.sampled_from([day for days in CHANGES.values() for day in days]),
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))


@given(CALENDARS, MOMENTS, st.integers(1, 500_000))
def test_due_is_the_earliest_moment_by_which_the_time_has_passed(
    calendar: Calendar, start: datetime, seconds: int
) -> None:
    end = worktime.due(start, Within(seconds, "seconds", working=True), calendar)
    assert worktime.elapsed(start, end, calendar) == timedelta(seconds=seconds)
    assert worktime.elapsed(start, end - timedelta(microseconds=1), calendar) < timedelta(seconds=seconds)


@given(CALENDARS, st.lists(MOMENTS, min_size=3, max_size=3))
@example(worktime.load("cn"), [datetime(year, 1, 1, tzinfo=UTC) for year in (2018, 2022, 2027)])
def test_elapsed_time_adds_up(calendar: Calendar, moments: list[datetime]) -> None:
    first, second, third = sorted(moments)
    parts = worktime.elapsed(first, second, calendar) + worktime.elapsed(second, third, calendar)
    assert parts == worktime.elapsed(first, third, calendar) <= third - first


@given(CALENDARS, MOMENTS, MOMENTS, st.integers(1, 60), st.booleans())
def test_who_starts_later_is_not_due_earlier(
    calendar: Calendar, one: datetime, other: datetime, amount: int, days: bool
) -> None:
    within = Within(amount, "days" if days else "minutes", working=True)
    first, second = (worktime.due(start, within, calendar) for start in sorted([one, other]))
    assert first <= second
    assert first > min(one, other)
