"""When a calendar is open, as stretches of UTC; a year at a time, kept, so that no reckoning walks minutes."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from huitou.lib.worktime.calendars import DAY, Calendar

# A shift may last a day past its own, and no zone is further than a day from UTC.
MARGIN = 4 * DAY
NOTHING = timedelta()

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Year:
    """The open stretches of one UTC year and the open time gathered by the end of each."""

    opens: tuple[datetime, ...]
    closes: tuple[datetime, ...]
    gathered: tuple[timedelta, ...]

    @property
    def total(self) -> timedelta:
        return self.gathered[-1] if self.gathered else NOTHING

    def until(self, moment: datetime) -> timedelta:
        """Open time of this year before a moment."""
        n = bisect_right(self.opens, moment) - 1
        return self.gathered[n] - max(self.closes[n] - moment, NOTHING) if n >= 0 else NOTHING

    def at(self, amount: timedelta) -> datetime:
        """The earliest moment by which so much of this year was open; more than nothing, at most the total."""
        n = bisect_left(self.gathered, amount)
        return self.closes[n] - (self.gathered[n] - amount)


@lru_cache(maxsize=512)
def year_of(calendar: Calendar, year: int) -> Year:
    """The open stretches of a UTC year, cut at its ends."""
    begin, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    first = (begin - MARGIN).date()
    days = (first + DAY * n for n in range((end - begin).days + 2 * MARGIN.days))
    stretches = _joined(sorted(stretch for day in days for stretch in of_day(calendar, day)))
    cut = [(max(opens, begin), min(closes, end)) for opens, closes in stretches if opens < end and closes > begin]
    gathered = accumulate(closes - opens for opens, closes in cut)
    return Year(tuple(opens for opens, _ in cut), tuple(closes for _, closes in cut), tuple(gathered))


def of_day(calendar: Calendar, day: date) -> Iterator[Stretch]:
    """The stretches in which the wall clock stands within the hours of a date.

    Hours that daylight saving leaves out do not exist, hours that it repeats count twice.
    """
    hours = calendar.hours(day)
    if not hours:
        return
    midnight = datetime.combine(day, time(), UTC)
    for begin, end, offset in _offsets(calendar.zone, day.year):
        for opens, closes in hours:
            from_, to = max(midnight + opens - offset, begin), min(midnight + closes - offset, end)
            if from_ < to:
                yield from_, to


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Sorted stretches with those joined that touch or overlap (a make-up day after a night shift)."""
    joined: list[Stretch] = []
    for opens, closes in stretches:
        if joined and opens <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], closes)
        else:
            joined.append((opens, closes))
    return joined


@lru_cache(maxsize=512)
def _offsets(zone: ZoneInfo, year: int) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """The stretches of a year, and some days around it, in which a zone keeps one distance from UTC."""
    begin, end = datetime(year, 1, 1, tzinfo=UTC) - MARGIN, datetime(year + 1, 1, 1, tzinfo=UTC) + MARGIN
    found = []
    since, at = begin, begin
    while at < end:
        following = at + DAY
        if _offset(zone, following) != _offset(zone, at):
            change = _change(zone, at, following)
            found.append((since, change, _offset(zone, at)))
            since = change
        at = following
    return (*found, (since, end, _offset(zone, end)))


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or NOTHING


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second at which the distance from UTC changes; halving finds it."""
    old = _offset(zone, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    return after
