"""Times are said as people say them, in the language and the time zone that are active."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import engines
from django.utils import timezone, translation

from huitou.lib import clock, say

NOW = datetime(2026, 11, 22, 6, 40, tzinfo=UTC)  # Sunday 14:40 in Shanghai


@pytest.fixture(autouse=True)
def at_noon_in_shanghai() -> Iterator[None]:
    with clock.at(NOW), timezone.override("Asia/Shanghai"), translation.override("zh-hans"):
        yield


def shanghai(month: int, day: int, hour: int, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=timezone.get_current_timezone())


TIMES = [
    (shanghai, (11, 22, 15), "今天 15:00", "today 15:00"),
    (shanghai, (11, 23, 9, 30), "明天 09:30", "tomorrow 09:30"),
    (shanghai, (11, 21, 23, 59), "昨天 23:59", "yesterday 23:59"),
    (shanghai, (11, 26, 18), "11月26日 周四 18:00", "Thu 26 Nov 18:00"),
    (shanghai, (11, 20, 8, 5), "11月20日 周五 08:05", "Fri 20 Nov 08:05"),
]


@pytest.mark.parametrize(("make", "when", "zh", "en"), TIMES)
def test_a_time_is_said_from_today(make, when, zh, en):
    assert say.say_time(make(*when)) == zh
    with translation.override("en"):
        assert say.say_time(make(*when)) == en


def test_another_year_is_named():
    assert say.say_time(shanghai(1, 4, 9, year=2027)) == "2027年1月4日 09:00"
    with translation.override("en"):
        assert say.say_time(shanghai(1, 4, 9, year=2027)) == "4 Jan 2027 09:00"


def test_a_bare_date_has_no_time_of_day():
    assert say.say_time(date(2026, 11, 23)) == "明天"
    assert say.say_time(date(2026, 11, 26)) == "11月26日 周四"


def test_the_day_is_that_of_the_active_time_zone():
    late_in_the_evening_in_utc = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert say.say_time(late_in_the_evening_in_utc) == "明天 00:30"
    with timezone.override("UTC"):
        assert say.say_time(late_in_the_evening_in_utc) == "今天 16:30"


def test_a_day_is_short_where_there_is_little_room():
    days = [shanghai(11, 22, 9), shanghai(11, 18, 9), shanghai(1, 4, 9, year=2027)]
    assert [say.say_day(day) for day in days] == ["今天", "11月18日", "2027年1月4日"]
    with translation.override("en"):
        assert [say.say_day(day) for day in days] == ["today", "18 Nov", "4 Jan 2027"]


def test_a_date_for_the_record_is_whole():
    assert say.say_date(shanghai(11, 23, 9)) == "2026年11月23日"
    with translation.override("en"):
        assert say.say_date(date(2026, 11, 23)) == "23 November 2026"


LENGTHS = [
    (timedelta(minutes=80), "还剩1小时20分", "1 h 20 min left"),
    (timedelta(minutes=-15), "已超15分", "15 min over"),
    (timedelta(hours=1), "还剩1小时", "1 h left"),
    (timedelta(days=2, hours=3, minutes=59), "还剩2天3小时", "2 d 3 h left"),
    (timedelta(days=1, minutes=5), "还剩1天", "1 d left"),
    (timedelta(seconds=59), "还剩不到1分", "less than 1 min left"),
    (timedelta(0), "刚到时限", "just due"),
    (timedelta(seconds=-59), "刚到时限", "just due"),
    (timedelta(seconds=-60), "已超1分", "1 min over"),
]


@pytest.mark.parametrize(("left", "zh", "en"), LENGTHS)
def test_what_is_left_or_over(left, zh, en):
    assert say.say_left(left) == zh
    assert say.say_left(NOW + left) == zh
    with translation.override("en"):
        assert say.say_left(NOW + left) == en


AGOS = [
    (timedelta(seconds=20), "刚刚", "just now"),
    (timedelta(minutes=5), "5分钟前", "5 min ago"),
    (timedelta(hours=3, minutes=59), "3小时前", "3 h ago"),
    (timedelta(days=2, hours=3), "2天前", "2 d ago"),
    (timedelta(days=31), "10月22日 周四", "Thu 22 Oct"),
]


@pytest.mark.parametrize(("gone", "zh", "en"), AGOS)
def test_how_long_ago(gone, zh, en):
    assert say.say_ago(NOW - gone) == zh
    with translation.override("en"):
        assert say.say_ago(NOW - gone) == en


def test_a_clock_is_ahead_soon_late_kept_or_missed():
    assert say.clock_state(NOW + timedelta(hours=2)) == "ahead"
    assert say.clock_state(NOW + timedelta(hours=1)) == "soon"
    assert say.clock_state(NOW) == "late"
    assert say.clock_state(NOW, NOW) == "kept"
    assert say.clock_state(NOW, NOW + timedelta(seconds=1)) == "missed"


def test_a_moment_shows_the_exact_instant():
    page = engines["django"].from_string("{% moment when %}|{% moment when 'left' %}|{% moment nothing %}")
    shown = page.render({"when": shanghai(11, 22, 15), "nothing": None})
    exact = 'datetime="2026-11-22T15:00:00+08:00" title="2026-11-22 15:00:00+08:00"'
    assert shown == f'<time {exact}>今天 15:00</time>|<time {exact} data-said="left">还剩20分</time>|'


def test_a_moment_may_be_a_bare_date():
    page = engines["django"].from_string("{% moment when %}")
    assert page.render({"when": date(2026, 11, 26)}) == (
        '<time datetime="2026-11-26" title="2026-11-26">11月26日 周四</time>'
    )


def test_nothing_is_said_of_nothing():
    filters = (
        say.say_time,
        say.say_clock,
        say.say_day,
        say.say_date,
        say.say_length,
        say.say_left,
        say.say_ago,
        say.say_exactly,
    )
    assert {said(None) for said in filters} == {""}


def test_a_picture_of_nobody_is_an_initial_in_a_steady_colour():
    assert (say.initial("李敏"), say.initial("anna"), say.initial(" ")) == ("李", "A", "?")
    assert say.hue("李敏") == say.hue("李敏")
    assert say.hue("李敏") in range(6)
