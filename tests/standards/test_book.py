"""The book of standards: what ships, what is in force, and how rarely the database is asked."""

from datetime import UTC, date, datetime

import pytest

from huitou.lib import worktime
from huitou.standards import book, clocks, seed
from huitou.standards.models import Calendar, Standard

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def test_what_ships() -> None:
    assert {row.code: row.within for row in Standard.objects.all()} == {
        "first-answer": "2 working hours",
        "first-answer-serious": "60 working minutes",
        "first-answer-grave": "15 working minutes",
        "decision": "1 working day",
        "solution": "5 working days",
        "look-at": "3 working days",
    }
    shipped = Calendar.objects.get()
    assert (shipped.code, shipped.version, shipped.published) == ("cn", 1, list(range(2018, 2027)))
    assert shipped.plain() == worktime.load("cn") == book.get_calendar()


def test_planting_again_changes_nothing() -> None:
    Standard.objects.filter(code="decision").update(within="2 working days")
    seed.plant(Calendar, Standard)
    assert Standard.objects.get(code="decision").within == "2 working days"
    assert (Standard.objects.count(), Calendar.objects.count()) == (6, 1)


def test_an_emptied_database_gets_them_again() -> None:
    Standard.objects.all().delete()
    Calendar.objects.all().delete()
    assert clocks.start("case:1", "decision", NOW).due_at == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert (Standard.objects.count(), Calendar.objects.count()) == (6, 1)


def test_the_newest_row_in_force_counts() -> None:
    Standard.objects.create(code="decision", within="4 working hours", in_force_from=date(2026, 11, 24))
    Standard.objects.create(code="decision", within="1 working hour", in_force_from=date(2026, 12, 1))
    days = {"2026-11-23": "1 working day", "2026-11-24": "4 working hours", "2027-01-01": "1 working hour"}
    for day, within in days.items():
        assert book.get_standard("decision", datetime.fromisoformat(f"{day}T12:00:00+08:00")).within == within


def test_a_known_book_is_not_read_again(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    book.get_standard("decision", NOW)
    book.get_calendar()
    with django_assert_num_queries(0):
        book.get_standard("solution", NOW)
        book.get_calendar("cn")
        book.get_calendar("cn", 1)


def test_an_old_book_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    book.get_calendar()
    Calendar.objects.create(code="cn", version=2, data=Calendar.objects.get().data)
    assert book.get_version("cn") == 1
    monkeypatch.setattr(book, "FRESH", -1.0)
    assert book.get_version("cn") == 2


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError, match="no calendar 'xx'"):
        book.get_calendar("xx")
    with pytest.raises(LookupError, match="version 9"):
        book.get_calendar("cn", 9)
    with pytest.raises(LookupError, match="in force on 1999"):
        book.get_standard("decision", datetime(1999, 1, 1, tzinfo=UTC))
