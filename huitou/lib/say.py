"""Template words for times, as people say them: 今天 15:00, 还剩1小时20分; tomorrow 09:30, 15 min over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zlib import crc32

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from huitou.lib import clock
from huitou.lib.language import page_language

register = template.Library()

Moment = datetime | date
SOON = timedelta(hours=1)


@dataclass(frozen=True)
class Speech:
    """How one language puts days, times and lengths. Patterns live here, not in gettext: word order is the matter."""

    near: dict[int, str]  # days from today → word
    weekdays: tuple[str, ...]  # Monday first
    months: tuple[str, ...]
    this_year: str
    other_year: str
    short: str
    full: str
    at: str  # a day and a time of day
    units: tuple[str, str, str]  # days, hours, minutes
    join: str
    under_a_minute: str
    left: str
    over: str
    due_now: str
    ago: tuple[str, str, str]
    just_now: str


ZH = Speech(
    near={-1: "昨天", 0: "今天", 1: "明天"},
    weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    months=tuple(str(month) for month in range(1, 13)),
    this_year="{month}月{day}日 {weekday}",
    other_year="{year}年{month}月{day}日",
    short="{month}月{day}日",
    full="{year}年{month}月{day}日",
    at="{day} {time}",
    units=("{}天", "{}小时", "{}分"),
    join="",
    under_a_minute="不到1分",
    left="还剩{}",
    over="已超{}",
    due_now="刚到时限",
    ago=("{}天前", "{}小时前", "{}分钟前"),
    just_now="刚刚",
)
EN = Speech(
    near={-1: "yesterday", 0: "today", 1: "tomorrow"},
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    this_year="{weekday} {day} {short_month}",
    other_year="{day} {short_month} {year}",
    short="{day} {short_month}",
    full="{day} {month} {year}",
    at="{day} {time}",
    units=("{} d", "{} h", "{} min"),
    join=" ",
    under_a_minute="less than 1 min",
    left="{} left",
    over="{} over",
    due_now="just due",
    ago=("{} d ago", "{} h ago", "{} min ago"),
    just_now="just now",
)


def speech() -> Speech:
    """The patterns of the language that is active now."""
    return EN if page_language() == "en" else ZH


def _day(value: Moment) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _put(pattern: str, day: date) -> str:
    month = speech().months[day.month - 1]
    weekday = speech().weekdays[day.weekday()]
    return pattern.format(year=day.year, month=month, short_month=month[:3], day=day.day, weekday=weekday)


def _near(day: date) -> str:
    """A day as one would say it today."""
    today = timezone.localtime(clock.now()).date()
    word = speech().near.get((day - today).days)
    return word or _put(speech().this_year if day.year == today.year else speech().other_year, day)


@register.filter
def say_time(value: Moment | None) -> str:
    """今天 15:00 · 11月26日 周四 09:30 · 2025年11月26日 09:30; a bare date goes without the time."""
    if value is None:
        return ""
    day = _near(_day(value))
    if not isinstance(value, datetime):
        return day
    return speech().at.format(day=day, time=f"{timezone.localtime(value):%H:%M}")


@register.filter
def say_clock(value: datetime | None) -> str:
    """Only the time of day, for lines that stand under a day already named."""
    return f"{timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def say_day(value: Moment | None) -> str:
    """今天 · 11月20日 · 2025年11月26日: as short as a day can be said, where there is little room."""
    if value is None:
        return ""
    day, today = _day(value), timezone.localtime(clock.now()).date()
    pattern = speech().short if day.year == today.year else speech().other_year
    return speech().near.get((day - today).days) or _put(pattern, day)


@register.filter
def say_date(value: Moment | None) -> str:
    """2026年11月23日, whatever today is: for paper and records."""
    return _put(speech().full, _day(value)) if value else ""


@register.filter
def say_length(length: timedelta | None) -> str:
    """The two largest units of a length, cut off, never rounded up: 2天3小时 · 1小时20分 · 15分."""
    if length is None:
        return ""
    minutes = int(abs(length).total_seconds() // 60)
    parts = (minutes // 1440, minutes // 60 % 24, minutes % 60)
    first = next((place for place, part in enumerate(parts) if part), None)
    if first is None:
        return speech().under_a_minute
    said = [speech().units[place].format(parts[place]) for place in range(first, min(first + 2, 3)) if parts[place]]
    return speech().join.join(said)


@register.filter
def say_left(value: datetime | timedelta | None) -> str:
    """还剩1小时20分 or 已超15分, from a due moment or from the time that is left (working time, say)."""
    if value is None:
        return ""
    left = value - clock.now() if isinstance(value, datetime) else value
    if timedelta(minutes=-1) < left <= timedelta(0):
        return speech().due_now
    return (speech().left if left > timedelta(0) else speech().over).format(say_length(left))


@register.filter
def say_ago(value: datetime | None) -> str:
    """刚刚 · 5分钟前 · 3小时前 · 2天前; after thirty days the date."""
    if value is None:
        return ""
    minutes = int((clock.now() - value).total_seconds() // 60)
    if minutes < 1:
        return speech().just_now
    if minutes > 30 * 1440:
        return _near(_day(value))
    parts = (minutes // 1440, minutes // 60, minutes)
    return next(pattern.format(part) for pattern, part in zip(speech().ago, parts, strict=True) if part)


@register.filter
def say_exactly(value: Moment | None, sep: str = " ") -> str:
    """The instant to the second with its offset (a bare date as it is), for the title of a time."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(sep=sep, timespec="seconds")
    return value.isoformat() if value else ""


SAID: dict[str, Callable[[Any], str]] = {
    "time": say_time,
    "clock": say_clock,
    "day": say_day,
    "date": say_date,
    "left": say_left,
    "ago": say_ago,
}


@register.simple_tag
def moment(value: Moment | None, how: str = "time") -> str:
    """A <time> that says it for people, carries it for machines, and shows the exact instant on hover."""
    if value is None:
        return ""
    mark: SafeString | str = format_html(' data-said="{}"', how) if how in ("left", "ago") else ""
    return format_html(
        '<time datetime="{}" title="{}"{}>{}</time>',
        say_exactly(value, "T"),
        say_exactly(value),
        mark,
        SAID[how](value),
    )


@register.filter
def clock_state(due: datetime, stopped: datetime | None = None) -> str:
    """kept · missed for a clock that was stopped; late · soon (within the hour) · ahead for one that runs."""
    if stopped:
        return "kept" if stopped <= due else "missed"
    left = due - clock.now()
    if left <= timedelta(0):
        return "late"
    return "soon" if left <= SOON else "ahead"


@register.filter
def initial(name: str) -> str:
    """What stands in a round picture when there is none."""
    return name.strip()[:1].upper() or "?"


@register.filter
def hue(name: str) -> int:
    """One of six quiet colours, always the same for the same name."""
    return crc32(name.encode()) % 6
