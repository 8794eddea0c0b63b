"""The moments of a story on a real calendar: working days and minutes back from the day the demonstration is made."""

import re
from datetime import UTC, date, datetime, time, timedelta

from huitou.demo.acts import When
from huitou.lib.worktime import Calendar, is_working_day

DAY = timedelta(days=1)
_NAMED_DAY = re.compile(r"\{day([+-]\d+)?\}")
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Timeline:
    """Stands at one moment and counts from there; the same moment always gives the same times."""

    def __init__(self, now: datetime, calendar: Calendar) -> None:
        self.now = now.astimezone(calendar.zone)
        self.calendar = calendar

    def moment(self, when: When) -> datetime:
        """When an act happened, in UTC."""
        if when.at is None:
            return self._minutes_back(when.minutes_ago).astimezone(UTC)
        return self._on(self.working_day(self.now.date(), -when.days_ago), when.at).astimezone(UTC)

    def fill(self, words: str, when: When, language: str) -> str:
        """The words of an act with the days that they name."""
        today = self.moment(when).astimezone(self.calendar.zone).date()
        return _NAMED_DAY.sub(lambda match: say_day(self.working_day(today, int(match[1] or 0)), language), words)

    def working_day(self, start: date, steps: int) -> date:
        """The working day so many working days before or after a date; the date itself for none."""
        day, left = start, abs(steps)
        while left:
            day += DAY if steps > 0 else -DAY
            left -= is_working_day(day, self.calendar)
        return day

    def _minutes_back(self, minutes: int) -> datetime:
        """So many minutes of open time before now."""
        left, day = timedelta(minutes=minutes), self.now.date()
        while True:
            midnight = self._on(day, time())
            for opens, closes in reversed(self.calendar.hours(day)):
                end = min(midnight + closes, self.now)
                if (open_time := end - (midnight + opens)) >= left:
                    return end - left
                left -= max(open_time, timedelta())
            day -= DAY

    def _on(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.calendar.zone)


def say_day(day: date, language: str) -> str:
    """11月26日（周四）, Thursday 26 November."""
    if language == "zh":
        return f"{day.month}月{day.day}日（周{_WEEKDAYS_ZH[day.weekday()]}）"
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
