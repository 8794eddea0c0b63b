"""Working time, exact to the second: when something is due, how much open time has passed, what a phrase means."""

from huitou.lib.worktime.calendars import Calendar, CalendarError, from_data, load, shipped
from huitou.lib.worktime.errors import WorktimeError
from huitou.lib.worktime.phrases import UnknownPhrase, phrase_due
from huitou.lib.worktime.reckoning import due, elapsed, is_working_day, unpublished_years
from huitou.lib.worktime.within import Within, parse_within

__all__ = [
    "Calendar",
    "CalendarError",
    "UnknownPhrase",
    "Within",
    "WorktimeError",
    "due",
    "elapsed",
    "from_data",
    "is_working_day",
    "load",
    "parse_within",
    "phrase_due",
    "shipped",
    "unpublished_years",
]
