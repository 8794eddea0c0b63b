"""Whatever is recorded, sealed and erased, in any order, verifies; whatever else touches one row does not."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitou.ledger import chain, guards, record
from huitou.ledger.models import Event, Words
from huitou.ledger.recording import erase

pytestmark = pytest.mark.django_db

values = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True),
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        st.sampled_from(["rude-service", "user:12", "2026-03-02"]),
        st.lists(st.integers(0, 9), max_size=3),
    ),
    max_size=4,
)
writing = st.tuples(
    st.just("write"), values, st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=9)
)
acts = st.lists(
    st.one_of(writing, st.tuples(st.just("seal")), st.tuples(st.just("erase"), st.integers(0, 9))), max_size=12
)
histories = st.tuples(writing, acts).map(lambda parts: [parts[0], *parts[1]])
HOWS = ["drop", "swap", "kind", "subject", "actor", "data", "hash"]
few = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def undone() -> Iterator[None]:
    """One example after another on an empty ledger."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def perform(history: list[tuple]) -> None:
    for name, *given_values in history:
        if name == "write":
            data, text = given_values
            with transaction.atomic():
                record(
                    "case.noted",
                    "case:1",
                    by="user:1",
                    words={"words_held": text},
                    **{f"v_{k}": v for k, v in data.items()},
                )
        elif name == "seal":
            chain.seal(2)
        else:
            erase(Words.objects.filter(pk__in=list(Words.objects.values_list("pk", flat=True)[: given_values[0]])))


@few
@given(histories)
def test_every_honest_history_verifies(history: list[tuple]):
    with undone():
        perform(history)
        before = chain.verify()
        assert before.ok
        assert before.sealed + before.unsealed == Event.objects.count()
        chain.seal_all()
        after = chain.verify()
        assert after.ok
        assert (after.sealed, after.unsealed, after.words) == (Event.objects.count(), 0, Words.objects.count())


@few
@given(histories, st.data())
def test_no_single_change_goes_unseen(history: list[tuple], data: st.DataObject):
    with undone():
        perform(history)
        chain.seal_all()
        place = data.draw(st.integers(1, Event.objects.count()), label="place")
        tamper(place, data.draw(st.sampled_from(HOWS), label="how"))
        finding = chain.verify().finding
        assert finding is not None
        assert finding.position <= place


def tamper(place: int, how: str) -> None:
    row = Event.objects.filter(position=place)
    changes = {
        "kind": {"kind": "case.closed"},
        "subject": {"subject": "case:2"},
        "actor": {"actor": "user:2"},
        "data": {"data": {"other": 1}},
        "hash": {"hash": "f" * 64},
    }
    with guards.lifted(connection):
        if how == "drop":
            row.delete()
        elif how == "swap":
            swap(place, place % Event.objects.count() + 1)
        else:
            row.update(**changes[how])


def swap(one: int, two: int) -> None:
    """With its only neighbour being itself, a row is moved out of the chain instead."""
    if one == two:
        Event.objects.filter(position=one).update(position=one + 1)
        return
    Event.objects.filter(position=one).update(position=0)
    Event.objects.filter(position=two).update(position=one)
    Event.objects.filter(position=0).update(position=two)
