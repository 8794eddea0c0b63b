"""A limit such as `16 working hours`, read from its words."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from huitou.lib.worktime.errors import WorktimeError

Unit = Literal["seconds", "minutes", "hours", "days"]

_ENGLISH = re.compile(r"(\d{1,7}) ?(?:(working|business)|calendar)? ?(second|minute|hour|day|week)s?", re.I | re.ASCII)
_CHINESE = re.compile(r"(\d{1,7}) ?个? ?(工作)? ?(秒|分钟|小时|日|天|周|星期)", re.ASCII)
_UNITS: dict[str, tuple[Unit, int]] = {
    "second": ("seconds", 1),
    "minute": ("minutes", 1),
    "hour": ("hours", 1),
    "day": ("days", 1),
    "week": ("days", 7),
    "秒": ("seconds", 1),
    "分钟": ("minutes", 1),
    "小时": ("hours", 1),
    "日": ("days", 1),
    "天": ("days", 1),
    "周": ("days", 7),
    "星期": ("days", 7),
}


@dataclass(frozen=True)
class Within:
    """An amount of working or plain time."""

    amount: int
    unit: Unit
    working: bool = False

    @property
    def span(self) -> timedelta:
        """The amount as time; a working day has no length of its own."""
        return timedelta(**{self.unit: self.amount})

    def __str__(self) -> str:
        unit = self.unit if self.amount != 1 else self.unit[:-1]
        return f"{self.amount} working {unit}" if self.working else f"{self.amount} {unit}"


def parse_within(text: str) -> Within:
    """`90 working minutes`, `16 working hours`, `7 working days`, `24 hours`, `3 days`; `7个工作日` too."""
    words = " ".join(text.split())
    match = _ENGLISH.fullmatch(words) or _CHINESE.fullmatch(words)
    if not match or int(match[1]) == 0 or (match[2] and match[3].lower() in {"week", "周", "星期"}):
        raise WorktimeError(f'{text!r} is no limit; write "90 working minutes", "7 working days", "24 hours", "3 days"')
    unit, times = _UNITS[match[3].lower()]
    return Within(int(match[1]) * times, unit, bool(match[2]))
