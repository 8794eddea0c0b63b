"""Moments of the demonstration, counted back on the Chinese calendar."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from huitou.demo.acts import When
from huitou.demo.timeline import Timeline, say_day
from huitou.lib import worktime

SHANGHAI = ZoneInfo("Asia/Shanghai")


def timeline(text: str) -> Timeline:
    return Timeline(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI), worktime.load("cn"))


def local(line: Timeline, when: When) -> str:
    return line.moment(when).astimezone(SHANGHAI).strftime("%m-%d %H:%M")


@pytest.mark.parametrize(
    ("now", "days", "expected"),
    [
        ("2026-11-25T12:00", 1, "11-24 10:20"),
        ("2026-11-23T12:00", 1, "11-20 10:20"),  # a Monday: Friday
        ("2026-11-22T12:00", 1, "11-20 10:20"),  # a Sunday: Friday too
        ("2026-10-08T12:00", 1, "09-30 10:20"),  # the National Day holiday lies between
        ("2026-10-12T12:00", 1, "10-10 10:20"),  # a Saturday that was made a working day
        ("2026-11-25T12:00", 8, "11-13 10:20"),
    ],
)
def test_days_count_back_in_working_days(now: str, days: int, expected: str) -> None:
    assert local(timeline(now), When(days_ago=days, at=time(10, 20))) == expected


@pytest.mark.parametrize(
    ("now", "minutes", "expected"),
    [
        ("2026-11-25T12:00", 25, "11-25 11:35"),
        ("2026-11-25T09:10", 25, "11-24 17:45"),
        ("2026-11-25T21:00", 25, "11-25 17:35"),
        ("2026-11-23T08:00", 25, "11-20 17:35"),
        ("2026-11-22T15:00", 25, "11-20 17:35"),
        ("2026-11-25T12:00", 600, "11-24 11:00"),
    ],
)
def test_minutes_count_back_in_open_time(now: str, minutes: int, expected: str) -> None:
    assert local(timeline(now), When(minutes_ago=minutes)) == expected


def test_a_day_in_the_words_is_the_working_day_that_far_from_the_act() -> None:
    line = timeline("2026-11-25T12:00")  # a Wednesday
    when = When(days_ago=4, at=time(9))  # the Thursday before
    assert line.fill("{day}、{day+1}、{day+2}、{day-1}", when, "zh") == (
        "11月19日（周四）、11月20日（周五）、11月23日（周一）、11月18日（周三）"
    )
    assert line.fill("on {day+2}", when, "en") == "on Monday 23 November"


def test_what_is_no_day_stays_as_it_is() -> None:
    line = timeline("2026-11-25T12:00")
    assert line.fill("{name} {day+}", When(days_ago=1, at=time(9)), "zh") == "{name} {day+}"


def test_days_are_said_in_both_languages() -> None:
    assert say_day(date(2026, 3, 1), "zh") == "3月1日（周日）"
    assert say_day(date(2026, 12, 31), "en") == "Thursday 31 December"
