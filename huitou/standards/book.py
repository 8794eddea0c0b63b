"""The standards and calendars in force, kept in each process so that starting a clock asks the database for neither.

The book is read again, with two small queries, when it is older than FRESH seconds; the days of a calendar are read
only when its version is new. An act that changes a standard or a calendar calls `forget()` and so sees its own change;
another process sees it at most FRESH seconds later, and until then starts its clocks by the former rule.
"""

import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Max
from django.utils import timezone

from huitou.lib import worktime
from huitou.standards import seed
from huitou.standards.models import Calendar, Standard

FRESH = 5.0


@dataclass(frozen=True)
class Book:
    """What was in the two tables at one moment."""

    read_at: float
    standards: dict[str, list[Standard]]
    versions: dict[str, int]

    def is_complete(self) -> bool:
        return bool(self.standards) and seed.CALENDAR in self.versions


_kept: Book | None = None


def get_standard(code: str, at: datetime) -> Standard:
    """The standard of this code in force at a moment; raises LookupError."""
    day: date = timezone.localdate(at)
    for standard in reversed(_book().standards.get(code, [])):
        if standard.in_force_from <= day:
            return standard
    raise LookupError(f"no standard {code!r} is in force on {day}")


def get_version(calendar_code: str) -> int:
    """The newest version of a calendar; raises LookupError."""
    try:
        return _book().versions[calendar_code]
    except KeyError:
        raise LookupError(f"there is no calendar {calendar_code!r}") from None


def get_calendar(code: str = seed.CALENDAR, version: int | None = None) -> worktime.Calendar:
    """A calendar as a plain value, the newest version unless another is asked for; raises LookupError."""
    return _calendar(code, get_version(code) if version is None else version)


def forget() -> None:
    """Read everything anew next time."""
    global _kept  # noqa: PLW0603 - one book per process is the point
    _kept = None
    _calendar.cache_clear()


def _book() -> Book:
    global _kept  # noqa: PLW0603
    if _kept is None or time.monotonic() - _kept.read_at > FRESH:
        _kept = _read()
    return _kept


def _read() -> Book:
    book = _rows()
    if not book.is_complete():
        seed.plant(Calendar, Standard)
        book = _rows()
    return book


def _rows() -> Book:
    standards: dict[str, list[Standard]] = {}
    for standard in Standard.objects.order_by("code", "in_force_from"):
        standards.setdefault(standard.code, []).append(standard)
    versions = dict(Calendar.objects.values_list("code").annotate(Max("version")))
    return Book(time.monotonic(), standards, versions)


@lru_cache(maxsize=64)
def _calendar(code: str, version: int) -> worktime.Calendar:
    row = Calendar.objects.filter(code=code, version=version).first()
    if row is None:
        raise LookupError(f"there is no calendar {code!r} of version {version}")
    return row.plain()
