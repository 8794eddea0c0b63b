"""What a day, a time of day and a "before" mean together; shared by the languages.

Where a phrase can be read in two ways the earlier one holds, so that nobody waits for us; but a promise lies ahead:
without a day that was named, a time that is past means the next one.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta

from huitou.lib.worktime.calendars import DAY, Calendar
from huitou.lib.worktime.errors import WorktimeError
from huitou.lib.worktime.opening import of_day
from huitou.lib.worktime.reckoning import due
from huitou.lib.worktime.within import Within

END_OF_DAY = timedelta(hours=23, minutes=59, seconds=59)
NOON, AFTERNOON, EVENING = timedelta(hours=12), timedelta(hours=18), timedelta(hours=21)
HALF_DAY = timedelta(hours=12)
# The hours that are said twelve too low in a half of the day; "early" are those nobody means in the morning.
HALF_DAYS = {"pm": range(1, 12), "night": range(5, 13), "noon": range(1, 4), "early": range(1, 7)}


class UnknownPhrase(WorktimeError):
    """A phrase that names no time we know."""


@dataclass(frozen=True)
class Now:
    """Where the speaker stands: the instant as the wall shows it, and the calendar."""

    local: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        return self.local.date()

    def at(self, day: date, time_of_day: timedelta) -> datetime:
        """A time of day on a date, in UTC."""
        wall = datetime.combine(day, time()) + time_of_day
        return wall.replace(tzinfo=self.local.tzinfo).astimezone(UTC)

    def close_of(self, day: date) -> datetime:
        """When the house closes on a date, or the end of the afternoon where it does not open."""
        return max((closes for _, closes in of_day(self.calendar, day)), default=self.at(day, AFTERNOON))

    def is_past(self, moment: datetime) -> bool:
        return moment <= self.local


@dataclass(frozen=True)
class Days:
    """The day or days that a phrase names; `again` gives the next such days where the phrase repeats (周五, 15日)."""

    first: date
    last: date
    again: "Days | None" = None
    ends: bool = False  # the end of the days is meant: 月底, the end of Friday


def one_day(day: date, again: date | None = None) -> Days:
    return Days(day, day, Days(again, again) if again else None)


def week_of(day: date, ahead: int = 0) -> Days:
    """The week, Monday to Sunday, in which a date falls, or one after it."""
    monday = day - DAY * day.weekday() + DAY * 7 * ahead
    return Days(monday, monday + DAY * 6)


def month_of(day: date, ahead: int = 0) -> Days:
    """The month in which a date falls, or one after it."""
    year, month = divmod(day.year * 12 + day.month - 1 + ahead, 12)
    return Days(date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]))


def year_of(day: date, ahead: int = 0) -> Days:
    """The year in which a date falls, or one after it."""
    return Days(date(day.year + ahead, 1, 1), date(day.year + ahead, 12, 31))


def end_of(days: Days) -> Days:
    """月底, the end of Friday: the last second is meant, with "before" or without."""
    return replace(days, first=days.last, ends=True, again=end_of(days.again) if days.again else None)


def weekend_of(today: date) -> Days:
    """The weekend that is coming or here."""
    monday = week_of(today).first
    return Days(monday + DAY * 5, monday + DAY * 6, Days(monday + DAY * 12, monday + DAY * 13))


def months_later(now: "Now", count: int) -> datetime:
    """The same day and time so many months on, or the last day of a shorter month."""
    month = month_of(now.today, count)
    day = min(now.today.day, month.last.day)
    return now.at(month.first.replace(day=day), now.local - datetime.combine(now.today, time(), now.local.tzinfo))


def coming_weekday(today: date, weekday: int) -> Days:
    """The next such weekday, today included; a week later if that is past."""
    day = today + DAY * ((weekday - today.weekday()) % 7)
    return one_day(day, day + DAY * 7)


def day_of_month(today: date, day: int, ahead: int | None = None) -> Days:
    """The 15th of a month so far ahead; where none was named, the next one that there is."""
    months = [month_of(today, ahead)] if ahead is not None else [month_of(today, n) for n in range(4)]
    found = [month.first + DAY * (day - 1) for month in months if 1 <= day <= month.last.day]
    if not found:
        raise UnknownPhrase(f"no month has a day {day}")
    return one_day(found[0], found[1] if len(found) > 1 else None)


def day_of_year(today: date, month: int, day: int, year: int | None = None) -> Days:
    """15 October: this year, or next year if it is past and no year was named."""
    years = [year] if year is not None else [today.year, today.year + 1]
    found = [date(each, month, day) for each in years if _is_date(each, month, day)]
    if not found:
        raise UnknownPhrase(f"there is no day {day} in month {month}")
    return one_day(found[0], found[1] if len(found) > 1 else None)


def _is_date(year: int, month: int, day: int) -> bool:
    return MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def time_said(hour: int, minute: int, half: str | None, *, exact: bool) -> tuple[timedelta, bool]:
    """The time for an hour as said, and whether it may also mean twelve hours later: 三点 is 15:00, 八点 either."""
    if not 0 <= hour <= 24 or not 0 <= minute <= 59:
        raise UnknownPhrase(f"{hour}:{minute:02} is no time of day")
    open_half = half is None and not exact
    shift = HALF_DAYS.get("early" if open_half else half or "", range(0))
    past_midnight = half == "night" and hour <= 4
    at = timedelta(hours=hour, minutes=minute) + (DAY if past_midnight else HALF_DAY if hour in shift else timedelta())
    return at - (HALF_DAY if half == "am" and hour == 12 else timedelta()), open_half and 6 < hour < 12


def close_of_business(now: Now, days: Days | None) -> datetime:
    """下班前: when the house closes that day; without a day, today or the next open day if that is past."""
    if days:
        return now.close_of(days.last)
    close = now.close_of(now.today)
    return due(now.local, Within(1, "days", working=True), now.calendar) if now.is_past(close) else close


def resolve(now: Now, days: Days | None, at: timedelta | None, *, before: bool, bare: bool = False) -> datetime:
    """The due time of a phrase; `bare` is an hour said without its half of the day."""
    if at is not None:
        return _at_time(now, days, at, bare)
    if days is None:
        raise UnknownPhrase("the phrase names neither a day nor a time")
    moment = _at_day(now, days, before)
    if now.is_past(moment) and days.again:
        return _at_day(now, days.again, before)
    if now.is_past(moment) and days.first <= now.today <= days.last:
        # "Before today" can only mean today.
        return now.at(days.last, END_OF_DAY)
    return moment


def _at_day(now: Now, days: Days, before: bool) -> datetime:
    return now.at(days.first, timedelta()) if before and not days.ends else now.at(days.last, END_OF_DAY)


def _at_time(now: Now, days: Days | None, at: timedelta, bare: bool) -> datetime:
    day = days.first if days else now.today
    if days and days.first != days.last:
        raise UnknownPhrase("a time needs one day")
    moment = now.at(day, at)
    if not now.is_past(moment):
        return moment
    if bare and day == now.today and not now.is_past(now.at(day, at + HALF_DAY)):
        return now.at(day, at + HALF_DAY)
    if days is None:
        return now.at(day + DAY, at)
    return now.at(days.again.first, at) if days.again else moment
