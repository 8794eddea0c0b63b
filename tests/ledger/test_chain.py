"""B73: sealing numbers what is committed; a byte flipped, a row dropped, two swapped: verify names the row."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F

from huitou.ledger import chain, guards, record
from huitou.ledger.models import Chain, Event
from huitou.lib import clock

pytestmark = pytest.mark.django_db


def write(count: int) -> list[Event]:
    with transaction.atomic():
        return [record("case.opened", f"case:{n}", by="user:1", step=n % 7) for n in range(1, count + 1)]


@pytest.fixture
def sealed() -> list[Event]:
    write(8)
    chain.seal_all()
    return list(Event.objects.order_by("position"))


def found() -> tuple[int, int | None, str] | None:
    finding = chain.verify().finding
    return finding and (finding.position, finding.event, finding.why)


def test_an_empty_chain_is_whole():
    assert chain.verify() == chain.Report(sealed=0, head="", unsealed=0, words=0, finding=None)


def test_the_unsealed_tail_is_counted_until_it_is_sealed():
    write(3)
    assert (chain.verify().sealed, chain.verify().unsealed) == (0, 3)
    assert chain.seal_all() == 3
    write(2)
    report = chain.verify()
    assert (report.sealed, report.unsealed, report.ok) == (3, 2, True)
    assert report.head == Event.objects.get(position=3).hash


def test_positions_follow_one_another_over_several_rounds():
    for count in (1, 4, 2):
        write(count)
        chain.seal_all()
    assert list(Event.objects.sealed_after(0).values_list("position", flat=True)) == list(range(1, 8))
    assert list(Event.objects.sealed_after(5).values_list("position", flat=True)) == [6, 7]


def test_a_long_tail_is_sealed_a_page_at_a_time_and_verified_over_pages(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(chain, "PAGE", 3)
    write(8)
    assert [chain.seal() for _ in range(4)] == [3, 3, 2, 0]
    assert chain.verify().sealed == 8


def test_an_event_that_commits_late_gets_a_late_position():
    """Ids are handed out before they commit; here the first id is held back as another transaction would."""
    first, second = write(2)
    Chain.objects.get_or_create(pk=1)
    with guards.lifted(connection):
        Event.objects.filter(pk=first.pk).update(position=-1)
        chain.seal()
        Event.objects.filter(pk=first.pk).update(position=None)
    chain.seal()
    assert list(Event.objects.sealed_after(0).values_list("pk", flat=True)) == [second.pk, first.pk]
    assert chain.verify().ok


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "case.opened2"},
        {"subject": "case:44"},
        {"actor": "user:2"},
        {"data": {"step": 6}},
        {"data": {"step": 4, "more": None}},
        {"at": F("at") + timedelta(microseconds=1)},
        {"hash": "0" * 64},
    ],
    ids=str,
)
def test_a_changed_row_is_named(sealed: list[Event], change: dict):
    with guards.lifted(connection):
        Event.objects.filter(pk=sealed[3].pk).update(**change)
    assert found() == (4, sealed[3].pk, "changed")


def test_a_row_that_cannot_even_be_read_is_named(sealed: list[Event]):
    """SQLite keeps any bytes; PostgreSQL refuses such text, so there the data is of a wrong shape."""
    breaking, why = {
        "sqlite": ("kind = CAST(x'63ff' AS TEXT)", "unreadable"),
        "postgresql": ("data = '[4]'", "changed"),
    }[connection.vendor]
    with guards.lifted(connection), connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_event SET {breaking} WHERE position = 4")
    assert found() == (4, sealed[3].pk, why)


@pytest.mark.parametrize("place", [1, 4, 8])
def test_a_dropped_row_is_named(sealed: list[Event], place: int):
    with guards.lifted(connection):
        Event.objects.filter(position=place).delete()
    assert found() == (place, None, "missing")


def test_dropped_rows_with_the_others_moved_up_are_found(sealed: list[Event]):
    with guards.lifted(connection):
        Event.objects.filter(position=4).delete()
        for event in sealed[4:]:
            Event.objects.filter(pk=event.pk).update(position=F("position") - 1)
    assert found() == (4, sealed[4].pk, "changed")


@pytest.mark.parametrize("with_hashes", [False, True])
def test_two_swapped_rows_are_named(sealed: list[Event], with_hashes: bool):
    one, two = sealed[2], sealed[5]
    with guards.lifted(connection):
        Event.objects.filter(pk=one.pk).update(position=None)
        for event, place in ((two, one), (one, two)):
            new_hash = place.hash if with_hashes else event.hash
            Event.objects.filter(pk=event.pk).update(position=place.position, hash=new_hash)
    assert found() == (3, two.pk, "changed")


def test_a_row_put_in_later_breaks_the_head(sealed: list[Event]):
    with guards.lifted(connection):
        last = sealed[-1]
        forged = Event(at=clock.now(), kind="case.closed", subject="case:1", actor="user:1", position=9)
        forged.pk = last.pk + 1
        forged.hash = chain.digest(last.hash, 9, forged)
        forged.save(force_insert=True)
    assert found() == (9, None, "head")


def test_a_chain_rewritten_as_a_whole_shows_by_the_head_kept_elsewhere(sealed: list[Event]):
    kept = chain.verify().head
    with guards.lifted(connection):
        Event.objects.update(position=None, hash="")
        Event.objects.filter(pk=sealed[0].pk).update(actor="user:2")
        Chain.objects.all().delete()
        chain.seal_all()
    assert chain.verify().ok
    assert chain.verify().head != kept
