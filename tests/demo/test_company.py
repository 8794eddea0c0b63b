"""The demonstration as a whole: made once, alike each time, and known when it was not finished."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from huitou.accounts.models import Organisation, User
from huitou.cases.models import Case, Message
from huitou.channels.models import Outbound
from huitou.demo import company, content
from huitou.ledger import chain, guards
from huitou.ledger.models import Job
from huitou.lib import clock

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def make(lang: str) -> None:
    with clock.at(MONDAY):
        company.make(lang=lang)


def told() -> list[Any]:
    """What people said and did, without ids: the words of the house name the number of the case."""
    seen = ("headline", "step", "round", "closed_as", "opened_at", "owner__name")
    cases = Case.objects.order_by("id").values_list(*seen)
    words = Message.objects.exclude(sender="house").order_by("id").values_list("words", "sent_at")
    return [*cases, *words]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_thirty_complaints_stand_where_their_stories_say(lang: str) -> None:
    make(lang)
    stands = {case.voices.get().words: _stands(case) for case in Case.objects.all()}
    assert len(stands) == 30
    assert sorted(stands.values()) == sorted(story.stands for story in content.get_stories(lang))
    assert {case.customer_step for case in Case.objects.all()} == {1, 2, 3, 4, 5}
    assert chain.verify().ok
    assert not Job.objects.exclude(state="done").exists()
    assert not Outbound.objects.filter(kind="email").exclude(state="sent").exists()
    assert User.objects.count() == 10
    assert Organisation.current().is_demonstration


def test_the_same_day_makes_the_same_demonstration() -> None:
    make("zh")
    first = told()
    with guards.lifted(connection):
        call_command("flush", interactive=False, verbosity=0)
    make("zh")
    assert len(first) > 100
    assert told() == first


def _stands(case: Case) -> str:
    return "closed" if case.is_closed else "follow-up" if case.is_in_follow_up else str(case.step)


def test_a_demonstration_that_was_interrupted_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not company.is_half_made()
    monkeypatch.setattr(company, "play_all", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        make("zh")
    assert company.is_half_made()
    User.objects.create_user("boss@example.com", "a-long-enough-word", name="Boss")
    assert not company.is_half_made()


def _interrupted(*args: Any) -> None:
    raise KeyboardInterrupt
