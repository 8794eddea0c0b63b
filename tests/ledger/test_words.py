"""Words beside an event: read back, erased for ever, and the chain still verifies."""

import pytest
from django.db import connection, transaction

from huitou.ledger import record
from huitou.ledger.chain import seal_all, verify
from huitou.ledger.models import Event, Words, words_of
from huitou.ledger.recording import erase

pytestmark = pytest.mark.django_db
SAID = "那个师傅把我家地板弄坏了,还骂人"


@pytest.fixture
def told() -> Event:
    with transaction.atomic():
        event = record("case.stepped_back", "case:7", by="user:3", words={"reason": SAID, "note": ""}, step=3)
    return Event.objects.get(pk=event.pk)


def test_words_are_read_back_but_do_not_stand_in_the_event(told: Event):
    assert told.words("reason") == SAID
    assert told.words("note") is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_event")
        row = str(cursor.fetchall())
    assert not any(character in row for character in SAID if ord(character) > 127)
    assert told.data["step"] == 3


def test_the_same_words_hash_differently_each_time(told: Event):
    with transaction.atomic():
        again = record("case.stepped_back", "case:7", by="user:3", words={"reason": SAID})
    assert again.data["reason"]["hash"] != told.data["reason"]["hash"]


def test_the_words_of_many_events_come_with_one_query(told: Event, django_assert_num_queries):
    with transaction.atomic():
        plain = record("case.closed", "case:7", by="user:3")
    with django_assert_num_queries(1):
        assert words_of([told, plain]) == {told.pk: {"reason": SAID}, plain.pk: {}}


def test_erased_words_are_gone_with_their_salt_and_the_chain_verifies(told: Event):
    seal_all()
    assert erase(Words.objects.get(), by="user:9") == 1
    assert not Words.objects.exists()
    assert told.words("reason") is None
    assert verify().ok
    seal_all()
    assert verify().ok
    erasure = Event.objects.latest("id")
    assert (erasure.kind, erasure.subject, erasure.actor) == ("words.erased", "case:7", "user:9")


def test_all_words_about_a_subject_are_erased_at_once(told: Event):
    with transaction.atomic():
        record("case.closed", "case:7", by="user:3", words={"reason": "x", "note": "y"})
        other = record("case.closed", "case:8", by="user:3", words={"reason": "z"})
    assert erase(Words.objects.filter(subject="case:7")) == 3
    assert other.words("reason") == "z"
    assert verify().ok


def test_words_that_were_changed_are_named(told: Event):
    seal_all()
    Words.objects.update(text="nothing happened")
    finding = verify().finding
    assert finding
    assert (finding.why, finding.event) == ("words-changed", told.pk)


def test_words_that_vanished_without_an_erasure_are_named(told: Event):
    seal_all()
    Words.objects.all().delete()
    finding = verify().finding
    assert finding
    assert (finding.why, finding.event) == ("words-missing", told.pk)
