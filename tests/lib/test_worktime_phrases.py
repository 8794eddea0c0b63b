"""What time phrases of promises mean: on Monday 23 November 2026 at ten in Shanghai, unless another time is given."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.lib import worktime
from huitou.lib.worktime import UnknownPhrase, WorktimeError

CN = worktime.load("cn")
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)


def said(phrase: str, now: datetime = MONDAY_TEN) -> str | None:
    due = worktime.phrase_due(phrase, now, CN)
    return due.astimezone(SHANGHAI).strftime("%m-%d %H:%M:%S") if due else None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        # The table that binds.
        ("上午", "11-23 12:00:00"),
        ("中午", "11-23 12:00:00"),
        ("下午", "11-23 18:00:00"),
        ("晚上", "11-23 21:00:00"),
        ("今天内", "11-23 23:59:59"),
        ("三点前", "11-23 15:00:00"),
        ("28日前", "11-28 00:00:00"),
        ("周五前", "11-27 00:00:00"),
        ("下周一之前", "11-30 00:00:00"),
        ("月底前", "11-30 23:59:59"),
        ("24小时内", "11-24 10:00:00"),
        ("三个工作日内", "11-26 18:00:00"),
        # Days.
        ("今天", "11-23 23:59:59"),
        ("今天之前", "11-23 23:59:59"),
        ("明天内", "11-24 23:59:59"),
        ("明天之前", "11-24 00:00:00"),
        ("大后天", "11-26 23:59:59"),
        ("周五", "11-27 23:59:59"),
        ("周一前", "11-30 00:00:00"),
        ("礼拜天", "11-29 23:59:59"),
        ("下下周二", "12-08 23:59:59"),
        ("周末前", "11-28 00:00:00"),
        ("下周末", "12-06 23:59:59"),
        ("本周内", "11-29 23:59:59"),
        ("下周前", "11-30 00:00:00"),
        ("下个月底", "12-31 23:59:59"),
        ("年底前", "12-31 23:59:59"),
        ("15日前", "12-15 00:00:00"),
        ("下个月15号前", "12-15 00:00:00"),
        ("十二月一日前", "12-01 00:00:00"),
        ("2026年12月15日之前", "12-15 00:00:00"),
        ("2026-12-15前", "12-15 00:00:00"),
        # Times of day.
        ("明天下午前", "11-24 18:00:00"),
        ("明天上午10:30之前", "11-24 10:30:00"),
        ("明早九点", "11-24 09:00:00"),
        ("今晚八点前", "11-23 20:00:00"),
        ("下周三下午三点半前", "12-02 15:30:00"),
        ("下午三点一刻", "11-23 15:15:00"),
        ("八点前", "11-23 20:00:00"),
        ("08:00前", "11-24 08:00:00"),
        ("１５：００前", "11-23 15:00:00"),
        ("晚上12点前", "11-24 00:00:00"),
        ("凌晨一点", "11-24 01:00:00"),
        ("最迟明天中午", "11-24 12:00:00"),
        ("下班前", "11-23 18:00:00"),
        ("明天下班前", "11-24 18:00:00"),
        # Lengths.
        ("半小时内", "11-23 10:30:00"),
        ("一个半小时内", "11-23 11:30:00"),
        ("90分钟内", "11-23 11:30:00"),
        ("两个工作小时内", "11-23 12:00:00"),
        ("3-5个工作日内", "11-30 18:00:00"),
        ("三五天内", "11-28 10:00:00"),
        ("3日内", "11-26 10:00:00"),
        ("二十四小时之内", "11-24 10:00:00"),
        ("一周内", "11-30 10:00:00"),
        ("一个月内", "12-23 10:00:00"),
    ],
)
def test_chinese(phrase: str, expected: str) -> None:
    assert said(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("this morning", "11-23 12:00:00"),
        ("by noon", "11-23 12:00:00"),
        ("this afternoon", "11-23 18:00:00"),
        ("tonight", "11-23 21:00:00"),
        ("today", "11-23 23:59:59"),
        ("by the end of the day", "11-23 23:59:59"),
        ("by close of business", "11-23 18:00:00"),
        ("by 3 pm", "11-23 15:00:00"),
        ("by 3", "11-23 15:00:00"),
        ("by 15:00", "11-23 15:00:00"),
        ("by 8 o'clock", "11-23 20:00:00"),
        ("by midnight", "11-24 00:00:00"),
        ("tomorrow", "11-24 23:59:59"),
        ("by tomorrow", "11-24 00:00:00"),
        ("tomorrow morning", "11-24 12:00:00"),
        ("tomorrow at 10:30 a.m.", "11-24 10:30:00"),
        ("3 pm the day after tomorrow", "11-25 15:00:00"),
        ("before Friday", "11-27 00:00:00"),
        ("by Friday", "11-27 00:00:00"),
        ("on Friday", "11-27 23:59:59"),
        ("by the end of Friday", "11-27 23:59:59"),
        ("no later than Friday 5pm", "11-27 17:00:00"),
        ("by next Monday", "11-30 00:00:00"),
        ("by the end of the week", "11-29 23:59:59"),
        ("by the end of the month", "11-30 23:59:59"),
        ("by month end", "11-30 23:59:59"),
        ("by the 15th of next month", "12-15 00:00:00"),
        ("by 15 December", "12-15 00:00:00"),
        ("before December 15th, 2026", "12-15 00:00:00"),
        ("by Dec 3 at 4pm", "12-03 16:00:00"),
        ("by 2026-12-15", "12-15 00:00:00"),
        ("within 24 hours", "11-24 10:00:00"),
        ("in half an hour", "11-23 10:30:00"),
        ("within three working days", "11-26 18:00:00"),
        ("within 3 to 5 business days", "11-30 18:00:00"),
        ("within a week", "11-30 10:00:00"),
        ("in a month", "12-23 10:00:00"),
        ("in two weeks' time", "12-07 10:00:00"),
    ],
)
def test_english(phrase: str, expected: str) -> None:
    assert said(phrase) == expected


@pytest.mark.parametrize(
    "phrase", ["尽快", "马上", "第一时间", "稍后", "过几天", "as soon as possible", "ASAP", "Shortly."]
)
def test_a_promise_without_a_time(phrase: str) -> None:
    assert said(phrase) is None


@pytest.mark.parametrize(
    ("now", "phrase", "expected"),
    [
        ("2026-11-23 19:00", "下午", "11-24 18:00:00"),
        ("2026-11-23 16:00", "三点前", "11-24 15:00:00"),
        ("2026-11-23 19:00", "下班前", "11-24 18:00:00"),
        ("2026-11-27 10:00", "周五", "11-27 23:59:59"),
        ("2026-11-27 10:00", "周五前", "12-04 00:00:00"),
        ("2026-11-28 10:00", "周末", "11-29 23:59:59"),
        ("2026-11-28 10:00", "下班前", "11-28 18:00:00"),
        ("2026-09-30 10:00", "三个工作日内", "10-10 18:00:00"),
        ("2026-12-31 10:00", "1月3日前", "01-03 00:00:00"),
        ("2027-01-31 10:00", "一个月内", "02-28 10:00:00"),
        ("2027-12-01 10:00", "2月29日前", "02-29 00:00:00"),
        ("2026-11-24 01:00", "31号前", "12-31 00:00:00"),
        ("2026-11-23 16:00", "by 3 pm", "11-24 15:00:00"),
        ("2026-11-30 10:00", "月底前", "11-30 23:59:59"),
    ],
)
def test_a_promise_lies_ahead(now: str, phrase: str, expected: str) -> None:
    assert said(phrase, datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        *("", "您好", "昨天", "三天前", "半天内", "0天内", "25点前", "三点70分", "二月三十日前", "本周三点", "前"),
        *("我们会在三个工作日内给您答复" * 5, "9999年12月31日24点前"),
        *("hello", "by", "5", "by 25:00", "within 0 days", "yesterday", "half a week"),
    ],
)
def test_what_names_no_time_is_refused(phrase: str) -> None:
    with pytest.raises(WorktimeError):
        worktime.phrase_due(phrase, MONDAY_TEN, CN)


def test_hours_are_those_of_the_calendar() -> None:
    berlin = worktime.from_data({"timezone": "Europe/Berlin", "week": {"mon": [["08:00", "16:00"]]}})
    assert worktime.phrase_due("今天下班前", MONDAY_TEN, berlin) == datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert worktime.phrase_due("by noon", MONDAY_TEN, berlin) == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


PIECES = [
    *"今明后天下周一五末上午晚点三十半前内之日号月底年个",
    *("工作", "小时", "分钟", "12", ":", "9", "by", "next", "friday", "at", "pm", "the", "of", "end", "in"),
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
def test_any_phrase_has_a_due_time_or_is_refused(pieces: list[str]) -> None:
    for phrase in ("".join(pieces), " ".join(pieces)):
        try:
            due = worktime.phrase_due(phrase, MONDAY_TEN, CN)
        except UnknownPhrase:
            continue
        assert due is None or due.tzinfo is UTC
