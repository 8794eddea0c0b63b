"""What an event may hold, and when it may be written."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from hypothesis import given
from hypothesis import strategies as st

from huitou.ledger import record
from huitou.ledger.codes import key_of, plain
from huitou.ledger.models import Event
from huitou.lib import clock

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CODES = {
    "kind": "complaint",
    "closed_as": "no_answer",
    "category": "rude-service",
    "owner": "user:12",
    "file": "file:6f9619ff-8b86-d011-b42d-00c04fc964ff",
    "old": None,
    "severe": True,
    "step": 3,
    "due": "2026-03-02T17:30:00+08:00",
    "on": "2026-03-02",
    "teams": ["team:3", "team:4"],
    "digest": "0" * 64,
}
WORDS = [
    "Wang Qiang",
    "王强",
    "chen@example.org",
    "13800138000",
    "+8613800138000",
    "the pump is broken",
    "Refund",
    "",
    "a\nb",
    "rude-service\n",
    1.5,
    {"a": 1},
    [["a"]],
    b"code",
    2**64,
    datetime(2026, 3, 2, 9, 30),
]


@pytest.mark.django_db
def test_an_event_says_what_happened_to_whom_by_whom_and_when():
    with clock.at(MOMENT), transaction.atomic():
        made = record("case.opened", SimpleNamespace(key="case:4711"), by=SimpleNamespace(key="user:12"), **CODES)
    event = Event.objects.get(pk=made.pk)
    assert (event.kind, event.subject, event.actor, event.at) == ("case.opened", "case:4711", "user:12", MOMENT)
    assert event.data == CODES
    assert event.position is None


@pytest.mark.django_db
def test_an_event_outside_the_transaction_of_its_fact_is_refused():
    with pytest.raises(TransactionManagementError):
        record("case.opened", "case:1", by="system")


@pytest.mark.django_db(transaction=True)
def test_an_event_in_autocommit_is_refused():
    with pytest.raises(TransactionManagementError):
        record("case.opened", "case:1", by="system")


@pytest.mark.django_db
def test_an_event_goes_when_its_fact_goes():
    with transaction.atomic():
        record("case.opened", "case:1", by="system")
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.parametrize("value", WORDS, ids=repr)
def test_words_names_and_addresses_are_refused_and_not_repeated(value: object):
    with pytest.raises(ValueError, match=r"^(why must be|a moment)") as refusal:
        plain({"why": value})
    assert not value or str(value) not in str(refusal.value)


@given(st.text(alphabet=st.characters(min_codepoint=0x80), min_size=1))
def test_no_letter_beyond_ascii_gets_in(text: str):
    with pytest.raises(ValueError, match="must be a code"):
        plain({"why": text})


def test_dates_moments_and_file_ids_are_written_out():
    values = {"at": MOMENT, "on": date(2026, 3, 2), "file": UUID("6f9619ff-8b86-d011-b42d-00c04fc964ff")}
    assert plain(values) == {
        "at": "2026-03-02T09:30:00+00:00",
        "on": "2026-03-02",
        "file": "6f9619ff-8b86-d011-b42d-00c04fc964ff",
    }


@pytest.mark.parametrize("key", ["", "case", "case:", "Case:1", "case:1 ", "case:a b", "chen@example.org", ":1"])
def test_a_subject_is_a_key(key: str):
    with pytest.raises(ValueError, match="is a key"):
        key_of(key)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["opened", "Case.opened", "case.", "case opened", ""])
def test_a_kind_names_an_app_and_an_act(kind: str):
    with transaction.atomic(), pytest.raises(ValueError, match="is not a kind"):
        record(kind, "case:1", by="system")
