"""The database itself refuses to change, delete or replace an event, sealed or not."""

import pytest
from django.db import Error, connection, transaction

from huitou.ledger import guards, record
from huitou.ledger.chain import seal_all, verify
from huitou.ledger.models import Event

pytestmark = pytest.mark.django_db
CHANGES = [
    "UPDATE ledger_event SET kind = 'case.closed'",
    "UPDATE ledger_event SET subject = 'case:2'",
    "UPDATE ledger_event SET actor = 'user:2'",
    "UPDATE ledger_event SET data = '{}'",
    "UPDATE ledger_event SET id = id + 100",
    "UPDATE ledger_event SET at = '2020-01-01'",
    "UPDATE ledger_event SET kind = 'case.closed', position = 9, hash = 'x'",
    "UPDATE ledger_event SET position = 9",
    "UPDATE ledger_event SET hash = 'x'",
    "DELETE FROM ledger_event",
]
REPLACING = (
    "INSERT OR REPLACE INTO ledger_event (id, at, kind, subject, actor, data, hash)"
    " SELECT id, at, 'case.closed', subject, actor, data, '' FROM ledger_event"
)
ENGINE_ONLY = {"sqlite": [REPLACING], "postgresql": ["TRUNCATE ledger_event"]}


def write_one() -> Event:
    with transaction.atomic():
        return record("case.opened", "case:1", by="user:1", step=1)


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except Error:
        return True
    return False


@pytest.mark.parametrize("statement", [*CHANGES, "only this engine's"])
@pytest.mark.parametrize("sealed", [False, True])
def test_an_event_cannot_be_changed_or_deleted(statement: str, sealed: bool):
    write_one()
    if sealed:
        seal_all()
    before = list(Event.objects.values())
    for change in ENGINE_ONLY[connection.vendor] if statement not in CHANGES else [statement]:
        assert refused(change)
    assert list(Event.objects.values()) == before


def test_sealing_is_the_one_change_and_happens_once():
    write_one()
    sealing = "UPDATE ledger_event SET position = 1, hash = 'x'"
    assert not refused(sealing)
    assert refused(sealing)


def test_every_trigger_is_in_place_and_missed_when_it_is_not():
    assert guards.missing(connection) == []
    with guards.lifted(connection):
        assert guards.missing(connection)
        write_one()
        assert not refused("DELETE FROM ledger_event")
    assert guards.missing(connection) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", [1, 2])
def test_a_transactional_test_is_emptied_in_spite_of_them(_round: int):
    assert not Event.objects.exists()
    write_one()
    assert guards.missing(connection) == []
    assert verify().unsealed == 1
