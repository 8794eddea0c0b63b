"""What follows an event: one job for each reaction, written with it, run after it."""

import pytest
from django.db import transaction

from huitou.ledger import job, on, record, registry
from huitou.ledger.models import Event, Job
from huitou.ledger.worker import drain

pytestmark = pytest.mark.django_db


def close_case() -> Event:
    with transaction.atomic():
        return record("case.closed", "case:4711", by="user:12", closed_as="content")


def test_each_reaction_is_told_of_the_event_it_follows():
    seen = []

    @on("case.closed")
    def thank(event: Event) -> None:
        seen.append(("thank", event))

    @on("case.closed", "case.merged")
    def tidy(event: Event) -> None:
        seen.append(("tidy", event))

    @on("case.opened")
    def greet(event: Event) -> None:
        seen.append(("greet", event))

    closed = close_case()
    assert seen == []
    assert drain() == 2
    assert seen == [("thank", closed), ("tidy", closed)]
    assert seen[0][1].data == {"closed_as": "content"}


def test_a_reaction_is_written_with_its_event_or_not_at_all():
    @on("case.closed")
    def thank(event: Event) -> None: ...

    with transaction.atomic():
        close_case()
        assert Job.objects.count() == 1
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_one_reaction_that_fails_does_not_hold_up_the_others():
    seen = []

    @on("case.closed")
    def trip(event: Event) -> None:
        raise RuntimeError

    @on("case.closed")
    def thank(event: Event) -> None:
        seen.append(event)

    closed = close_case()
    drain(strict=False)
    assert seen == [closed]
    assert Job.objects.get(state="waiting").name == "tests.ledger.test_reactions.trip"


def test_reactions_may_cause_events_that_have_reactions():
    @on("case.closed")
    def thank(event: Event) -> None:
        record("case.thanked", event.subject, by="system")

    @on("case.thanked")
    def note(event: Event) -> None:
        record("case.noted", event.subject, by="system")

    close_case()
    drain()
    assert list(Event.objects.order_by("position").values_list("kind", flat=True)) == [
        "case.closed",
        "case.thanked",
        "case.noted",
    ]


def test_what_reacts_can_be_listed():
    @on("case.closed", attempts=3)
    def thank(event: Event) -> None: ...

    (task,) = (task for task in registry.reactions_to("case.closed") if task.run is thank)
    assert (task.attempts, task.kinds, task.atomic) == (3, ("case.closed",), True)
    assert registry.tasks()[task.name] is task


def test_two_jobs_cannot_share_a_name():
    @job("test.one")
    def one() -> None: ...

    with pytest.raises(ValueError, match="two jobs"):
        job("test.one")(close_case)


@pytest.mark.parametrize("name", ["one", "Test.one", "test one", ""])
def test_a_job_is_named_by_app_and_act(name: str):
    with pytest.raises(ValueError, match="is not a name"):
        job(name)(close_case)


def test_the_jobs_of_the_apps_are_found_at_start():
    assert "ledger.prune" in registry.tasks()
