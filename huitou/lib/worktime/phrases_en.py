"""Times as a promise names them in English: tomorrow afternoon, by 3 pm, before next Monday, within 3 working days."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from huitou.lib.worktime import moments, numbers
from huitou.lib.worktime.calendars import DAY
from huitou.lib.worktime.moments import AFTERNOON, EVENING, NOON, Days, Now, UnknownPhrase
from huitou.lib.worktime.reckoning import due
from huitou.lib.worktime.within import Within

SOMETIME = frozenset(
    {
        "as quickly as possible",
        "as soon as possible",
        "as soon as we can",
        "asap",
        "at once",
        "immediately",
        "in a moment",
        "in a while",
        "in due course",
        "later",
        "promptly",
        "quickly",
        "right away",
        "right now",
        "shortly",
        "soon",
        "straight away",
        "very soon",
        "without delay",
    }
)

_N = rf"(?:\d{{1,4}}|{numbers.ENGLISH})"
_LENGTH = re.compile(
    rf"(?:(?:with)?in (?:the next |under |less than )?)?(?:{_N} ?(?:-|to|or) ?)?(?P<amount>half an?|{_N})"
    r"[ -]?(?P<working>working|business)? ?(?P<unit>second|minute|hour|day|week|month)s?(?:['’]? time| from now)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})(?:s|nes|rs|ur|urs)?(?:day)?"
_NTH = "(?:st|nd|rd|th)"
_DAY = re.compile(
    "|".join(
        [
            r"\b(?P<iso>\d{4}-\d{1,2}-\d{1,2})\b",
            rf"(?:\bthe )?\b(?P<day>\d{{1,2}}){_NTH}?(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?(?![a-z\d])",
            rf"\b(?P<month_>{_MONTH}) (?:the )?(?P<day_>\d{{1,2}}){_NTH}?(?:,? (?P<year_>\d{{4}}))?(?![a-z\d:.])",
            rf"\bthe (?P<number>\d{{1,2}}){_NTH}(?: of (?P<whose>this|next) month)?\b",
            r"\b(?P<near>today|the day after tomorrow|tomorrow)\b",
            r"\b(?:(?P<which>this|next|the) )?(?P<span>weekend|week|month|year)\b",
            rf"\b(?:(?P<week>this|next|coming) )?(?P<weekday>{_WEEKDAY})\b",
        ]
    )
)
_PART = re.compile(r"\b(?P<part>morning|noon|midday|afternoon|evening|night|midnight|tonight)\b")
_CLOCK = re.compile(
    r"(?:\b(?P<bound>by|before|until|till|at) )?\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?"
    r"(?P<half> ?[ap]\.?m\b\.?)?(?P<sharp> ?o['’]?clock)?(?![a-z\d])"
)
_CLOSE = re.compile(r"\b(?:close|end) of (?:business|work|play)\b|\bcob\b|\bclosing time\b")
_END = re.compile(r"\bend of (?:the )?day\b|\beod\b|\bend of\b|(?<=month|.week)(?:['’]s)?[ -]end\b")
_FILLERS = frozenset(
    (
        "by",
        "before",
        "until",
        "till",
        "no",
        "not",
        "later",
        "than",
        "at",
        "the",
        "latest",
        "on",
        "in",
        "of",
        "this",
        "day",
    )
)
_BEFORE = frozenset({"by", "before", "until", "till", "latest", "later"})
_PARTS = {
    "morning": (NOON, "am"),
    "noon": (NOON, "noon"),
    "midday": (NOON, "noon"),
    "afternoon": (AFTERNOON, "pm"),
    "evening": (EVENING, "night"),
    "night": (EVENING, "night"),
    "tonight": (EVENING, "night"),
    "midnight": (timedelta(hours=24), "night"),
}
_NEAR = {"today": 0, "tomorrow": 1, "the day after tomorrow": 2}


@dataclass
class Words:
    """What is left of a phrase while its parts are taken out of it."""

    left: str

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.left)
        if found:
            self.left = f"{self.left[: found.start()]} {self.left[found.end() :]}"
        return found


def find_due(phrase: str, now: Now) -> datetime | None:
    """The due time of a phrase, None for one without a time; raises UnknownPhrase."""
    text = " ".join(phrase.lower().split()).strip(" .,!")
    if text in SOMETIME:
        return None
    if length := _LENGTH.fullmatch(text):
        return _after(length, now)
    words = Words(text)
    close, end = words.take(_CLOSE), words.take(_END)
    day, part = words.take(_DAY), words.take(_PART)
    clock = words.take(_CLOCK)
    left = words.left.split()
    if not set(left) <= _FILLERS or not (close or end or day or part or clock):
        raise UnknownPhrase(f"{phrase!r} names no time we know")
    days = _days(day, now.today) if day else _today(now) if end or (part and part["part"] == "tonight") else None
    if close:
        return moments.close_of_business(now, days)
    at, bare = _time_of_day(part["part"] if part else "", clock)
    days = moments.end_of(days) if end and days else days
    return moments.resolve(now, days, at, before=bool(_BEFORE & set(left)), bare=bare)


def _today(now: Now) -> Days:
    return moments.one_day(now.today)


def _after(length: re.Match[str], now: Now) -> datetime:
    """Within N hours, in N working days, from now on."""
    unit, working = length["unit"], bool(length["working"])
    if length["amount"].startswith("half"):
        if unit != "hour":
            raise UnknownPhrase(f"{length[0]!r} says no length of time we know")
        return due(now.local, Within(30, "minutes", working), now.calendar)
    amount = numbers.english(length["amount"])
    if unit == "month" and amount and not working:
        return moments.months_later(now, amount)
    return due(now.local, f"{amount} {'working ' if working else ''}{unit}s", now.calendar)


def _days(named: re.Match[str], today: date) -> Days:
    if named["iso"]:
        year, month, day = map(int, named["iso"].split("-"))
        return moments.day_of_year(today, month, day, year)
    if name := named["month"] or named["month_"]:
        said = named["year"] or named["year_"]
        number, day = _MONTHS.index(name[:3]) + 1, int(named["day"] or named["day_"])
        return moments.day_of_year(today, number, day, int(said) if said else None)
    if named["number"]:
        ahead = int(named["whose"] == "next") if named["whose"] else None
        return moments.day_of_month(today, int(named["number"]), ahead)
    if named["near"]:
        return moments.one_day(today + DAY * _NEAR[named["near"]])
    return _span(named["span"], named["which"], today) if named["span"] else _weekday(named, today)


def _weekday(named: re.Match[str], today: date) -> Days:
    number = _WEEKDAYS.index(named["weekday"][:3])
    if named["week"] == "next":
        return moments.one_day(moments.week_of(today, 1).first + DAY * number)
    return moments.coming_weekday(today, number)


def _span(span: str, which: str | None, today: date) -> Days:
    ahead = int(which == "next")
    if span == "weekend":
        return moments.weekend_of(today + DAY * 7 * ahead)
    spans = {"week": moments.week_of, "month": moments.month_of, "year": moments.year_of}
    return spans[span](today, ahead)


def _time_of_day(part: str, clock: re.Match[str] | None) -> tuple[timedelta | None, bool]:
    at, half = _PARTS.get(part, (None, None))
    if not clock:
        return at, False
    if not any(clock[name] for name in ("minute", "half", "sharp", "bound")):
        raise UnknownPhrase(f"{clock[0].strip()!r} is no time of day")
    said = f"{clock['half'].strip()[0]}m" if clock["half"] else half
    exact = clock["hour"].startswith("0")
    return moments.time_said(int(clock["hour"]), int(clock["minute"] or 0), said, exact=exact)
