"""Due times and elapsed working time, by cases that a person can check on a calendar."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from huitou.lib import worktime
from huitou.lib.worktime import Calendar, Within, WorktimeError

CN = worktime.load("cn")
OFFICE = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def calendar(zone: str = "Europe/Berlin", **week: list[list[str]]) -> Calendar:
    return worktime.from_data({"timezone": zone, "week": week or OFFICE})


def at(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def due(start: str, within: str, by: Calendar = CN) -> str:
    zone = by.zone
    moment = worktime.due(at(start, zone.key), within, by)
    assert moment.tzinfo is UTC
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def hours(start: str, end: str, by: Calendar = CN) -> float:
    return worktime.elapsed(at(start, by.zone.key), at(end, by.zone.key), by) / timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # Checked against an independent library of Chinese working days.
        ("2024-02-08 16:00", "2024-02-18 11:00", 13.0),
        ("2024-09-29 10:00", "2024-10-08 10:00", 18.0),
        # New Year's Eve 2024 was a working day by law.
        ("2024-02-09 09:00", "2024-02-09 18:00", 9.0),
        ("2026-10-01 00:00", "2026-10-08 00:00", 0.0),
        ("2026-10-10 08:00", "2026-10-10 20:00", 9.0),
    ],
)
def test_elapsed_over_holidays_and_make_up_days(start: str, end: str, expected: float) -> None:
    assert hours(start, end) == expected


@pytest.mark.parametrize(
    ("start", "within", "expected"),
    [
        ("2026-11-23 10:00:07", "90 working minutes", "2026-11-23 11:30:07"),
        ("2026-11-23 17:00", "2 working hours", "2026-11-24 10:00:00"),
        ("2026-11-23 18:00", "2 working hours", "2026-11-24 11:00:00"),
        ("2026-11-23 09:00", "9 working hours", "2026-11-23 18:00:00"),
        ("2026-11-23 03:00", "30 working seconds", "2026-11-23 09:00:30"),
        ("2026-11-27 17:59:59", "16 working hours", "2026-12-01 15:59:59"),
        ("2026-11-28 12:00", "1 working hour", "2026-11-30 10:00:00"),
        # Wednesday before the week of the National Day; Saturday 10 October is worked.
        ("2026-09-30 17:00", "2 working hours", "2026-10-08 10:00:00"),
        ("2026-10-09 17:00", "2 working hours", "2026-10-10 10:00:00"),
        ("2026-09-30 17:00", "3 working days", "2026-10-10 18:00:00"),
        ("2026-11-23 08:00", "1 working day", "2026-11-24 18:00:00"),
        ("2026-11-23 23:00", "1 working day", "2026-11-24 18:00:00"),
        ("2026-11-27 10:00", "7 working days", "2026-12-08 18:00:00"),
        ("2026-11-28 10:00", "1 working day", "2026-11-30 18:00:00"),
        ("2026-11-27 22:10:05", "24 hours", "2026-11-28 22:10:05"),
        ("2026-11-27 22:10:05", "3 days", "2026-11-30 22:10:05"),
        ("2026-12-31 23:59:59", "1 second", "2027-01-01 00:00:00"),
    ],
)
def test_due_on_the_chinese_calendar(start: str, within: str, expected: str) -> None:
    assert due(start, within) == expected


def test_hours_that_daylight_saving_leaves_out_do_not_count() -> None:
    night = calendar(sun=[["01:00", "05:00"]])
    assert hours("2026-03-29 00:00", "2026-03-29 12:00", night) == 3
    assert due("2026-03-29 00:00", "2 working hours", night) == "2026-03-29 04:00:00"


def test_hours_that_daylight_saving_repeats_count_twice() -> None:
    night = calendar(sun=[["01:00", "05:00"]])
    assert hours("2026-10-25 00:00", "2026-10-25 12:00", night) == 5
    assert due("2026-10-25 00:00", "4 working hours", night) == "2026-10-25 04:00:00"


def test_a_day_whose_only_hour_is_skipped_is_no_working_day() -> None:
    gap = calendar(sun=[["02:00", "03:00"]])
    assert due("2026-03-28 12:00", "1 working day", gap) == "2026-04-05 03:00:00"


def test_days_keep_the_time_on_the_wall_over_a_change_of_the_clock() -> None:
    by = calendar()
    assert due("2026-03-27 15:00", "3 days", by) == "2026-03-30 15:00:00"
    assert due("2026-03-28 15:00", "24 hours", by) == "2026-03-29 16:00:00"
    # 02:30 does not exist on the 29th and comes twice on 25 October: then the first counts.
    assert due("2026-03-28 02:30", "1 day", by) == "2026-03-29 03:30:00"
    assert worktime.due(at("2026-10-24 02:30", "Europe/Berlin"), "1 day", by) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_half_an_hour_of_daylight_saving() -> None:
    by = calendar("Australia/Lord_Howe", sun=[["01:00", "04:00"]])
    assert hours("2026-04-05 00:00", "2026-04-05 12:00", by) == 3.5
    assert hours("2026-10-04 00:00", "2026-10-04 12:00", by) == 2.5


def test_a_night_shift_belongs_to_the_day_it_begins() -> None:
    by = worktime.from_data(
        {"timezone": "Asia/Shanghai", "week": {"mon": [["22:00", "06:00"]]}, "holidays": ["2026-11-24"]}
    )
    assert hours("2026-11-23 00:00", "2026-11-25 00:00", by) == 8
    assert due("2026-11-23 23:00", "4 working hours", by) == "2026-11-24 03:00:00"
    assert due("2026-11-20 12:00", "1 working day", by) == "2026-11-24 06:00:00"


def test_a_make_up_day_after_a_night_shift_counts_no_hour_twice() -> None:
    data = {"timezone": "Asia/Shanghai", "week": {"mon": [["05:00", "09:00"]], "sat": [["22:00", "06:00"]]}}
    by = worktime.from_data({**data, "workdays": ["2026-11-22"]})
    assert hours("2026-11-21 12:00", "2026-11-22 12:00", by) == 11


def test_a_skipped_calendar_day() -> None:
    # Samoa left out Friday 30 December 2011.
    by = calendar("Pacific/Apia", thu=[["09:00", "10:00"]], fri=[["09:00", "10:00"]], sat=[["09:00", "10:00"]])
    assert hours("2011-12-29 00:00", "2012-01-01 00:00", by) == 2
    assert due("2011-12-29 12:00", "1 working day", by) == "2011-12-31 10:00:00"


def test_fractions_of_a_second_are_kept() -> None:
    start = at("2026-11-23 17:59:59.750001")
    assert worktime.due(start, "1 working second", CN) == at("2026-11-24 09:00:00.750001")
    assert worktime.elapsed(start, at("2026-11-24 09:00"), CN) == timedelta(microseconds=249_999)


def test_elapsed_is_never_negative() -> None:
    assert hours("2026-11-24 12:00", "2026-11-23 12:00") == 0


def test_years_without_a_published_calendar_are_named() -> None:
    start = at("2026-12-30 10:00")
    end = worktime.due(start, "7 working days", CN)
    assert worktime.unpublished_years(start, end, CN) == (2027,)
    assert worktime.unpublished_years(at("2017-12-31 23:00"), at("2028-01-01 01:00"), CN) == (2017, 2027, 2028)
    assert worktime.unpublished_years(start, at("2026-12-31 18:00"), CN) == ()
    assert worktime.unpublished_years(start, end, calendar()) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90 working minutes", Within(90, "minutes", working=True)),
        ("16 working hours", Within(16, "hours", working=True)),
        ("1 working day", Within(1, "days", working=True)),
        ("7 Business Days", Within(7, "days", working=True)),
        ("24 hours", Within(24, "hours")),
        (" 3  days ", Within(3, "days")),
        ("2 weeks", Within(14, "days")),
        ("7个工作日", Within(7, "days", working=True)),
        ("90 工作分钟", Within(90, "minutes", working=True)),
        ("24小时", Within(24, "hours")),
    ],
)
def test_parse_within(text: str, expected: Within) -> None:
    assert worktime.parse_within(text) == expected
    assert worktime.parse_within(str(expected)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "soon", "0 days", "-1 days", "1.5 hours", "3 working weeks", "3 fortnights", "12345678 days", "٣ days", "3"],
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(WorktimeError):
        worktime.parse_within(text)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(WorktimeError, match="time zone"):
        worktime.due(datetime(2026, 1, 1), "1 working day", CN)
    with pytest.raises(WorktimeError, match="time zone"):
        worktime.elapsed(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2), CN)


@pytest.mark.parametrize("within", ["9999999 working hours", "9999999 working days", "9999999 days", "9999999 weeks"])
def test_a_limit_beyond_reason_is_refused(within: str) -> None:
    with pytest.raises(WorktimeError):
        worktime.due(at("2026-11-23 10:00"), within, CN)


@pytest.mark.parametrize("year", [1, 1899, 9901, 9999])
def test_a_moment_beyond_reason_is_refused(year: int) -> None:
    with pytest.raises(WorktimeError):
        worktime.due(datetime(year, 6, 1, tzinfo=UTC), "1 working day", CN)


def test_a_calendar_that_is_closed_for_good_ends_the_search() -> None:
    """Hours that never come: a week of holidays written out for longer than anyone plans."""
    shut = Calendar(ZoneInfo("UTC"), week=((),) * 7)
    for within in ("1 working hour", "1 working day"):
        with pytest.raises(WorktimeError, match="does not end"):
            worktime.due(at("2026-11-23 10:00"), within, shut)
