"""Times as a promise names them in Chinese: 明天下午, 三点前, 下周一之前, 三个工作日内."""

import re
from datetime import date, datetime, timedelta

from huitou.lib.worktime import moments, numbers
from huitou.lib.worktime.calendars import DAY
from huitou.lib.worktime.moments import AFTERNOON, EVENING, NOON, Days, Now, UnknownPhrase
from huitou.lib.worktime.reckoning import due
from huitou.lib.worktime.within import Unit, Within

SOMETIME = frozenset(
    [
        *(
            "尽快",
            "尽早",
            "早日",
            "尽量快",
            "尽可能快",
            "尽速",
            "火速",
            "抓紧",
            "及时",
            "第一时间",
            "马上",
            "立刻",
            "立即",
            "即刻",
        ),
        *(
            "立马",
            "稍后",
            "稍候",
            "待会",
            "待会儿",
            "等会",
            "等会儿",
            "一会",
            "一会儿",
            "过会儿",
            "回头",
            "随后",
            "之后",
            "不久",
        ),
        *("近期", "近日", "这几天", "过两天", "过几天", "改天", "改日"),
    ]
)

_N = rf"(?:\d{{1,4}}|{numbers.CHINESE}{{1,4}})"
_LEAD = re.compile("^(?:在|于|最迟|最晚|至迟|不晚于|预计|争取|到)+")
_LENGTH = re.compile(
    rf"(?:{_N}个?(?:-|~|到|至))?(?P<amount>{_N}|半)个?(?P<half>半)?"
    r"(?P<unit>工作日|工作小时|秒钟?|分钟|小时|钟头|刻钟|天|日|周|星期|礼拜|月)(?P<bound>之内|以内|内|之后|以后|后)?"
)
_DAY = "|".join(
    [
        rf"(?:(?P<year>\d{{4}})年)?(?P<month>{_N})月(?P<day>{_N})[日号]",
        r"(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2})",
        rf"(?P<whose>本月|这个?月|当月|下个?月)?(?P<number>{_N})[日号]",
        "(?P<near>[今当本明][天日]|[今明]儿|大?后[天日]|[今明](?=早|晚|夜|上午|中午|下午))",
        "(?P<week>本周|这个?周|[本这]个?(?:星期|礼拜)|下*下个?(?:周|星期|礼拜)|周|星期|礼拜)(?P<weekday>[一二三四五六日天末1-6])",
        "(?P<end>(?:本|这个?|下个?)?月[底末]|[今本明]?年[底末])",
        "(?P<span>本周|这个?周|[本这]个?(?:星期|礼拜)|下*下个?(?:周|星期|礼拜)|本月|这个?月|当月|下个?月|[今本明]年)",
    ]
)
_PART = "(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|晚|夜)"
_CLOCK = (
    rf"(?P<hour>{_N})(?:[点时](?P<minute>半|一刻|三刻|{_N})?[分整钟]?|:(?P<digits>\d\d))|(?P<close>下班)(?:时|的时候)?"
)
_BOUND = "(?P<bound>之前|以前|前|之内|以内|内|里|左右)?"
_MOMENT = re.compile(f"(?:{_DAY})?的?{_PART}?(?:{_CLOCK})?{_BOUND}")

_UNITS: dict[str, tuple[Unit, int]] = {
    "秒": ("seconds", 1),
    "秒钟": ("seconds", 1),
    "分钟": ("minutes", 1),
    "刻钟": ("minutes", 15),
    "小时": ("hours", 1),
    "钟头": ("hours", 1),
    "工作小时": ("hours", 1),
    "天": ("days", 1),
    "日": ("days", 1),
    "工作日": ("days", 1),
    "周": ("days", 7),
    "星期": ("days", 7),
    "礼拜": ("days", 7),
}
_NEAR = {"今": 0, "当": 0, "本": 0, "明": 1, "后": 2, "大": 3}
_WEEKDAYS = "一二三四五六日"
_MINUTES = {None: 0, "半": 30, "一刻": 15, "三刻": 45}
# By the first sign of a part of the day: its time, and the half in which its hours lie.
_PARTS = {
    "凌": (timedelta(hours=6), "am"),
    "清": (NOON, "am"),
    "早": (NOON, "am"),
    "上": (NOON, "am"),
    "中": (NOON, "noon"),
    "正": (NOON, "noon"),
    "下": (AFTERNOON, "pm"),
    "午": (AFTERNOON, "pm"),
    "傍": (AFTERNOON, "pm"),
    "晚": (EVENING, "night"),
    "夜": (EVENING, "night"),
}


def find_due(phrase: str, now: Now) -> datetime | None:
    """The due time of a phrase, None for one without a time; raises UnknownPhrase."""
    text = _LEAD.sub("", re.sub(r"\s", "", phrase)).removesuffix("地")
    if text in SOMETIME:
        return None
    length = _LENGTH.fullmatch(text)
    # 3日 and 3月 alone are dates; with 内 or 后 they are lengths.
    if length and (length["bound"] or length["unit"] not in {"日", "月"}):
        return _after(length, now)
    named = _MOMENT.fullmatch(text)
    if not text or not named:
        raise UnknownPhrase(f"{phrase!r} names no time we know")
    before = named["bound"] in {"之前", "以前", "前"}
    days = _days(named, now.today)
    if named["close"]:
        return moments.close_of_business(now, days)
    at, bare = _time_of_day(named)
    return moments.resolve(now, days, at, before=before, bare=bare)


def _after(length: re.Match[str], now: Now) -> datetime:
    """N 小时内, N 个工作日内, from now on."""
    unit, half = length["unit"], bool(length["half"]) or length["amount"] == "半"
    amount = 0 if length["amount"] == "半" else numbers.chinese(length["amount"])
    if unit == "月" and amount and not half:
        return moments.months_later(now, amount)
    if unit not in _UNITS or (half and _UNITS[unit][0] != "hours") or not (amount or half):
        raise UnknownPhrase(f"{length[0]!r} says no length of time we know")
    kind, times = _UNITS[unit]
    working = unit.startswith("工作")
    within = Within(amount * 60 + 30, "minutes", working) if half else Within(amount * times, kind, working)
    return due(now.local, within, now.calendar)


def _days(named: re.Match[str], today: date) -> Days | None:
    if named["near"]:
        return moments.one_day(today + DAY * _NEAR[named["near"][0]])
    if named["week"]:
        return _weekday(named["week"], named["weekday"], today)
    if named["end"]:
        return moments.end_of(_span(named["end"], today))
    return _span(named["span"], today) if named["span"] else _date(named, today)


def _date(named: re.Match[str], today: date) -> Days | None:
    if named["iso"]:
        year, month, day = map(int, re.split("[-/]", named["iso"]))
        return moments.day_of_year(today, month, day, year)
    if named["month"]:
        said = int(named["year"]) if named["year"] else None
        return moments.day_of_year(today, numbers.chinese(named["month"]), numbers.chinese(named["day"]), said)
    if named["number"]:
        ahead = _ahead(named["whose"]) if named["whose"] else None
        return moments.day_of_month(today, numbers.chinese(named["number"]), ahead)
    return None


def _weekday(week: str, name: str, today: date) -> Days:
    bare = week in {"周", "星期", "礼拜"}
    if name == "末":
        weekend = moments.weekend_of(today + DAY * 7 * _ahead(week))
        return weekend if bare else Days(weekend.first, weekend.last)
    number = int(name) - 1 if name.isdecimal() else _WEEKDAYS.index(name.replace("天", "日"))
    if bare:
        return moments.coming_weekday(today, number)
    return moments.one_day(moments.week_of(today, _ahead(week)).first + DAY * number)


def _span(words: str, today: date) -> Days:
    """本周, 下个月, 月底, 年底."""
    if "年" in words:
        return moments.year_of(today, int(words.startswith("明")))
    if "月" in words:
        return moments.month_of(today, _ahead(words))
    return moments.week_of(today, _ahead(words))


def _ahead(words: str) -> int:
    return words.count("下")


def _time_of_day(named: re.Match[str]) -> tuple[timedelta | None, bool]:
    part, half = _PARTS[named["part"][0]] if named["part"] else (None, None)
    if not named["hour"]:
        return part, False
    minute = int(named["digits"]) if named["digits"] else _minute(named["minute"])
    exact = named["hour"].startswith("0")
    return moments.time_said(numbers.chinese(named["hour"]), minute, half, exact=exact)


def _minute(words: str | None) -> int:
    return _MINUTES[words] if words in _MINUTES else numbers.chinese(words or "")
