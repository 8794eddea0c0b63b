"""When a limit is up and how much working time has passed; instants come in any zone and go out in UTC."""

from datetime import UTC, date, datetime, timedelta

from huitou.lib.worktime.calendars import DAY, Calendar
from huitou.lib.worktime.errors import WorktimeError
from huitou.lib.worktime.opening import NOTHING, of_day, year_of
from huitou.lib.worktime.within import Within, parse_within

# A limit that has not ended after so many years is a mistake in the calendar or in the limit.
FAR = 60
FIRST_YEAR, LAST_YEAR = 1900, 9900


def due(start: datetime, within: Within | str, calendar: Calendar) -> datetime:
    """The moment by which something started then must be done.

    Working hours and minutes count open time only; N working days leave out the day of start and end at the close of
    business of the Nth; days keep the time on the wall; hours and minutes simply pass.
    """
    limit = parse_within(within) if isinstance(within, str) else within
    begin = instant(start)
    try:
        if limit.unit == "days":
            return _after_days(begin, limit, calendar)
        return _after_open(begin, limit.span, calendar) if limit.working else begin + limit.span
    except OverflowError as error:
        raise WorktimeError(f"{limit} from {start.isoformat()} is further away than a calendar goes") from error


def elapsed(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """The open time between two moments; never negative."""
    begin, finish = instant(start), instant(end)
    if finish <= begin:
        return NOTHING
    if finish.year - begin.year > FAR:
        raise WorktimeError(f"more than {FAR} years lie between the two moments")
    whole = sum((year_of(calendar, year).total for year in range(begin.year, finish.year)), NOTHING)
    return whole + year_of(calendar, finish.year).until(finish) - year_of(calendar, begin.year).until(begin)


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether a date has any open time."""
    return _close_of(day, calendar) is not None


def unpublished_years(start: datetime, end: datetime, calendar: Calendar) -> tuple[int, ...]:
    """The local years between two moments whose days off are not published, so that a due time may still move."""
    if calendar.published is None:
        return ()
    first, last = (instant(moment).astimezone(calendar.zone).year for moment in (start, end))
    return tuple(year for year in range(first, last + 1) if year not in calendar.published)


def instant(moment: datetime) -> datetime:
    """A moment in UTC; raises for one without a time zone or beyond reason."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise WorktimeError(f"{moment.isoformat()} has no time zone")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise WorktimeError(f"{moment.isoformat()} is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return moment.astimezone(UTC)


def _after_open(begin: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """The earliest moment by which so much open time has passed."""
    wanted = amount + year_of(calendar, begin.year).until(begin)
    for year in range(begin.year, begin.year + FAR):
        table = year_of(calendar, year)
        if wanted <= table.total:
            return table.at(wanted)
        wanted -= table.total
    raise _never(calendar)


def _after_days(begin: datetime, limit: Within, calendar: Calendar) -> datetime:
    local = begin.astimezone(calendar.zone)
    if not limit.working:
        # The same time on the wall: in a repeated hour the first, in a skipped one as the old clock would say.
        return (local + DAY * limit.amount).astimezone(UTC)
    day, left = local.date(), limit.amount
    for _ in range(FAR * 366):
        day += DAY
        close = _close_of(day, calendar)
        left -= close is not None
        if close is not None and left == 0:
            return close
    raise _never(calendar)


def _close_of(day: date, calendar: Calendar) -> datetime | None:
    return max((closes for _, closes in of_day(calendar, day)), default=None)


def _never(calendar: Calendar) -> WorktimeError:
    return WorktimeError(f"the limit does not end within {FAR} years of the calendar ({calendar.zone.key})")
