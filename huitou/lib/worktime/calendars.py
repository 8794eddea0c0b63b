"""A calendar of working time as a plain value, and the file it is read from."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from huitou.lib.worktime.errors import WorktimeError

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)
# Content stands with the method; the path is named here so that no floor is imported upward.
SHIPPED = Path(__file__).resolve().parents[2] / "method" / "content" / "calendars"

# Opening and closing, counted from local midnight; closing past 24 h is a shift over midnight.
Hours = tuple[tuple[timedelta, timedelta], ...]


class CalendarError(WorktimeError):
    """A calendar that says something impossible."""


@dataclass(frozen=True)
class Calendar:
    """Hours of each weekday, days off, make-up days, and the years whose days are known (None: they need none)."""

    zone: ZoneInfo
    week: tuple[Hours, ...]
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    published: frozenset[int] | None = None

    @cached_property
    def _hash(self) -> int:
        return hash((self.zone.key, self.week, self.holidays, self.workdays, self.published))

    def __hash__(self) -> int:
        return self._hash

    def hours(self, day: date) -> Hours:
        """The hours of a date; a make-up day has those of a Monday, a shift belongs to the day it begins."""
        if day in self.workdays:
            return self.week[0]
        return () if day in self.holidays else self.week[day.weekday()]


def from_data(data: Mapping[str, Any]) -> Calendar:
    """The calendar that a file in the form of docs/api describes; refuses what cannot be meant."""
    if not isinstance(data, Mapping):
        raise CalendarError("a calendar is an object with timezone, week, holidays and workdays")
    week = _week(data.get("week"))
    holidays, workdays = _dates(data, "holidays"), _dates(data, "workdays")
    if not any(week):
        raise CalendarError("the calendar has no working time at all: a clock would never end")
    if both := holidays & workdays:
        raise CalendarError(f"{min(both)} is both a holiday and a working day")
    return Calendar(_zone(data.get("timezone")), week, holidays, workdays, _published(data.get("published")))


def load(name: str | Path) -> Calendar:
    """A calendar that ships with Huitou, by its code ("cn"), or one in a JSON or TOML file."""
    if isinstance(name, str) and re.fullmatch(r"[a-z][a-z-]*", name) and (SHIPPED / f"{name}.toml").is_file():
        return _shipped_calendar(name)
    return from_data(_read(Path(name)))


def shipped(code: str) -> dict[str, Any]:
    """The data of a shipped calendar in the form of a calendar file."""
    source = _read(SHIPPED / f"{code}.toml")
    years: dict[str, Any] = source["years"]
    return {
        "timezone": source["timezone"],
        "week": source["week"],
        "holidays": [day for year, days in years.items() for entry in days["off"] for day in _stretch(year, entry)],
        "workdays": [day for year, days in years.items() for entry in days["work"] for day in _stretch(year, entry)],
        "published": [int(year) for year in years],
    }


@cache
def _shipped_calendar(code: str) -> Calendar:
    return from_data(shipped(code))


def _stretch(year: str, entry: str) -> list[str]:
    """`10-01/10-07` is seven days, `10-10` one."""
    first, _, last = entry.partition("/")
    begin, end = (date.fromisoformat(f"{year}-{day}") for day in (first, last or first))
    return [(begin + DAY * n).isoformat() for n in range((end - begin).days + 1)]


def _read(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CalendarError(f"the calendar {path} cannot be read") from error
    try:
        return tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CalendarError(f"the calendar {path} is not valid: {error}") from error


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else _no_zone(name)
    except (KeyError, ValueError, OSError) as error:
        raise CalendarError(f"there is no time zone {name!r}") from error


def _no_zone(name: object) -> ZoneInfo:
    raise KeyError(name)


def _week(data: object) -> tuple[Hours, ...]:
    if not isinstance(data, Mapping):
        raise CalendarError(f"week is an object with the days {', '.join(WEEK)}")
    if unknown := set(data) - set(WEEK):
        raise CalendarError(f"week has the days {', '.join(WEEK)}, not {min(map(str, unknown))}")
    week = tuple(_hours(day, data.get(day, [])) for day in WEEK)
    for n, day in enumerate(WEEK):
        overnight = week[n][-1][1] - DAY if week[n] else -DAY
        following = week[(n + 1) % 7]
        if following and following[0][0] < overnight:
            raise CalendarError(f"the hours of {day} run into those of {WEEK[(n + 1) % 7]}")
    return week


def _hours(day: str, pairs: object) -> Hours:
    if not isinstance(pairs, list | tuple):
        raise CalendarError(f'the hours of {day} are pairs such as ["09:00", "18:00"]')
    hours = sorted(_pair(day, pair) for pair in pairs)
    for (_, closes), (opens, _) in pairwise(hours):
        if opens < closes:
            raise CalendarError(f"the hours of {day} overlap")
    return tuple(hours)


def _pair(day: str, pair: object) -> tuple[timedelta, timedelta]:
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise CalendarError(f'the hours of {day} are pairs such as ["09:00", "18:00"]')
    opens, closes = (_time(day, end) for end in pair)
    if opens == closes or opens >= DAY:
        raise CalendarError(f'{day} opens and closes at once: {pair[0]}; a whole day is ["00:00", "24:00"]')
    return opens, closes if closes > opens else closes + DAY


def _time(day: str, text: object) -> timedelta:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", text, re.ASCII) if isinstance(text, str) else None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (99, 0, 0)
    at = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if at > DAY or minutes > 59 or seconds > 59:
        raise CalendarError(f"{day} has a time that is none: {text!r}")
    return at


def _dates(data: Mapping[str, Any], key: str) -> frozenset[date]:
    days = data.get(key, [])
    if not isinstance(days, list | tuple):
        raise CalendarError(f'{key} is a list of dates such as "2026-10-01"')
    return frozenset(_date(key, day) for day in days)


def _date(key: str, day: object) -> date:
    try:
        return date.fromisoformat(str(day))
    except ValueError as error:
        raise CalendarError(f"{key} has a date that is none: {day!r}") from error


def _published(years: object) -> frozenset[int] | None:
    if years is None:
        return None
    if not isinstance(years, list | tuple) or not all(isinstance(year, int) for year in years):
        raise CalendarError("published is a list of years")
    return frozenset(years)
