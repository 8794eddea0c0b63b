"""The calendar that ships holds the published facts; a file that cannot be meant is refused with its reason."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from huitou.lib import worktime
from huitou.lib.worktime import CalendarError

CN = worktime.load("cn")
WEEK = {"mon": [["09:00", "12:00"], ["13:30", "18:00"]]}

# Working days of each year, and a digest of the year written as one digit a day, from the notices of the State Council.
FACTS = {
    2018: (250, "d12b2fc7483894d0"),
    2019: (250, "dc95086d91477dcc"),
    2020: (249, "2a7ad4272999783d"),
    2021: (250, "e7d978b7882f6202"),
    2022: (249, "d83b30bae42e9bf8"),
    2023: (249, "e8868c7f857df965"),
    2024: (251, "661a1167f8576d79"),
    2025: (248, "b6b20d69dbbf0872"),
    2026: (248, "1c2604d6fff32a56"),
}


@pytest.mark.parametrize("year", FACTS)
def test_every_day_of_the_published_years(year: int) -> None:
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    marks = [worktime.is_working_day(date(year, 1, 1) + timedelta(n), CN) for n in range(days)]
    digest = hashlib.sha256("".join("01"[mark] for mark in marks).encode()).hexdigest()[:16]
    assert (sum(marks), digest) == FACTS[year]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2018-12-29", True),  # a Saturday worked for New Year 2019
        ("2018-12-31", False),
        ("2020-01-31", False),  # the holiday lengthened by the epidemic
        ("2020-02-03", True),
        ("2022-10-09", True),  # a Sunday
        ("2024-02-09", True),  # New Year's Eve
        ("2025-10-08", False),
        ("2026-02-14", True),
        ("2026-02-23", False),
        ("2026-10-10", True),
        ("2026-10-11", False),
    ],
)
def test_days_that_people_remember(day: str, works: bool) -> None:
    assert worktime.is_working_day(date.fromisoformat(day), CN) is works


def test_a_make_up_day_has_the_hours_of_a_monday() -> None:
    assert CN.hours(date(2026, 10, 10)) == CN.hours(date(2026, 10, 12)) != ()


def test_the_published_years_are_known() -> None:
    assert CN.published == frozenset(range(2018, 2027))


def test_a_file_gives_the_same_calendar_as_its_data(tmp_path: Path) -> None:
    data = {"timezone": "Asia/Shanghai", "week": WEEK, "holidays": ["2026-10-01"], "workdays": ["2026-10-10"]}
    file = tmp_path / "branch.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    assert worktime.load(file) == worktime.load(str(file)) == worktime.from_data(data)
    assert hash(worktime.load(file)) == hash(worktime.from_data(data))


def test_the_shipped_data_is_a_calendar_file() -> None:
    assert worktime.from_data(json.loads(json.dumps(worktime.shipped("cn")))) == CN


def test_a_whole_day_and_a_shift_over_midnight() -> None:
    calendar = worktime.from_data(
        {"timezone": "UTC", "week": {"mon": [["00:00", "24:00"]], "tue": [["22:00", "06:30"]]}}
    )
    assert calendar.week[0] == ((timedelta(0), timedelta(hours=24)),)
    assert calendar.week[1] == ((timedelta(hours=22), timedelta(hours=30, minutes=30)),)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"timezone": "Mars/Olympus"}, "time zone"),
        ({"timezone": "../etc/passwd"}, "time zone"),
        ({"timezone": None}, "time zone"),
        ({"week": {}}, "no working time at all"),
        ({"week": {"mon": []}}, "no working time at all"),
        ({"week": []}, "week is an object"),
        ({"week": {"monday": []}}, "not monday"),
        ({"week": {"mon": [["09:00", "12:00"], ["11:59", "18:00"]]}}, "overlap"),
        ({"week": {"mon": [["22:00", "06:00"]], "tue": [["05:00", "09:00"]]}}, "run into those of tue"),
        ({"week": {"mon": [["06:00", "09:00"]], "sun": [["22:00", "06:01"]]}}, "run into those of mon"),
        ({"week": {"mon": [["09:00", "09:00"]]}}, "at once"),
        ({"week": {"mon": [["24:00", "06:00"]]}}, "at once"),
        ({"week": {"mon": [["9 am", "18:00"]]}}, "9 am"),
        ({"week": {"mon": [["09:00", "24:01"]]}}, "24:01"),
        ({"week": {"mon": [["09:60", "18:00"]]}}, "09:60"),
        ({"week": {"mon": [["09:00"]]}}, "pairs"),
        ({"week": {"mon": "09:00-18:00"}}, "pairs"),
        ({"week": {"mon": [[9, 18]]}}, "9"),
        ({"holidays": ["2026-02-30"]}, "2026-02-30"),
        ({"holidays": "2026-10-01"}, "list of dates"),
        ({"workdays": [None]}, "None"),
        ({"holidays": ["2026-10-10"], "workdays": ["2026-10-10"]}, "both"),
        ({"published": ["2026"]}, "list of years"),
    ],
)
def test_what_cannot_be_meant_is_refused(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(CalendarError, match=reason):
        worktime.from_data({"timezone": "Asia/Shanghai", "week": WEEK} | change)


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "\udc80", "[" * 100_000])
def test_a_file_that_is_no_calendar_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "broken.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(CalendarError):
        worktime.load(file)


@pytest.mark.parametrize("name", ["", "xx", "nowhere.json", "CN", "c\0n"])
def test_an_unknown_calendar_is_refused(name: str) -> None:
    with pytest.raises(CalendarError):
        worktime.load(name)
