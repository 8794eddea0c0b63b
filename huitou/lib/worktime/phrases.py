"""placeholder"""

from datetime import datetime

from huitou.lib.worktime.calendars import Calendar
from huitou.lib.worktime.errors import WorktimeError


class UnknownPhrase(WorktimeError):
    """A phrase that names no time we know."""


def phrase_due(phrase: str, now: datetime, calendar: Calendar) -> datetime | None:
    raise UnknownPhrase(phrase)
