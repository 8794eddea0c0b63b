"""Rows of the ledger: events, the words they may not hold themselves, the chain that seals them, and jobs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from huitou.lib import clock

WAITING, RUNNING, DONE, DEAD = "waiting", "running", "done", "dead"
_WRITTEN_OUT = {state: RawSQL(f"'{state}'", ()) for state in (WAITING, RUNNING, DONE, DEAD)}  # noqa: S611 - constants


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, subject: str) -> Self:
        return self.filter(subject=subject).order_by("id")

    def sealed_after(self, position: int) -> Self:
        """What the feed and webhooks read: ids commit out of order, positions do not."""
        return self.filter(position__gt=position).order_by("position")

    def unsealed(self) -> Self:
        return self.filter(position=None).order_by("id")


class Event(models.Model):
    """What happened; never changed, never deleted. Position and hash are set once, by the sealer."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    actor = models.CharField(max_length=100)
    data = models.JSONField(default=dict)
    position = models.BigIntegerField(null=True)
    hash = models.CharField(max_length=64, default="")

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["subject", "id"], name="ledger_event_subject"),
            models.Index(fields=["id"], name="ledger_event_unsealed", condition=Q(position=None)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["position"], name="ledger_event_position", condition=Q(position__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} #{self.pk}"

    def words(self, name: str) -> str | None:
        """The words of this name, or nothing if there are none or they were erased. For many events: `words_of`."""
        return words_of([self])[self.pk].get(name)


class Words(models.Model):
    """Words that belong to an event and may be erased; the event keeps only their salted hash."""

    subject = models.CharField(max_length=100)
    text = models.TextField()
    salt = models.CharField(max_length=32)

    class Meta:
        # Not db_index and not unique=True: on PostgreSQL they make a second index, for LIKE.
        indexes = (models.Index(fields=["subject"], name="ledger_words_subject"),)

    def __str__(self) -> str:
        return f"words #{self.pk}"


def words_of(events: Iterable[Event]) -> dict[int, dict[str, str]]:
    """The living words of many events with one query: event id → name → text."""
    links = {event.pk: links_of(event.data) for event in events}
    wanted = [row for names in links.values() for row in names.values()]
    texts = dict(Words.objects.filter(pk__in=wanted).values_list("pk", "text")) if wanted else {}
    return {event: {name: texts[row] for name, row in names.items() if row in texts} for event, names in links.items()}


def links_of(data: dict[str, Any]) -> dict[str, int]:
    """The names of an event's words and the ids of their rows."""
    return {name: value["words"] for name, value in data.items() if isinstance(value, dict)}


class Chain(models.Model):
    """One row: how far the events are sealed, and the hash of the last one. Whoever seals holds it locked."""

    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"sealed up to {self.position}"


class JobQuerySet(models.QuerySet["Job"]):
    def in_state(self, state: str) -> Self:
        """With the state written out, not bound: SQLite uses a partial index only if it can see the condition."""
        return self.filter(state=_WRITTEN_OUT[state])

    def waiting(self) -> Self:
        return self.in_state(WAITING).order_by("run_at", "id")

    def due(self) -> Self:
        return self.waiting().filter(run_at__lte=clock.now())

    def dead(self) -> Self:
        """The dead letters, newest first."""
        return self.in_state(DEAD).order_by("-finished_at", "-id")

    def lost(self) -> Self:
        """Running, but the lease has ended: the worker is gone."""
        return self.in_state(RUNNING).filter(leased_until__lt=clock.now()).order_by("leased_until")

    def done_before(self, moment: datetime) -> Self:
        return self.in_state(DONE).filter(finished_at__lt=moment).order_by("finished_at")

    def oldest_due_at(self) -> datetime | None:
        """Since when the longest waiting due job waits: the figure that alarms watch."""
        return self.due().values_list("run_at", flat=True).first()


class Job(models.Model):
    """What must follow. One that is running belongs to (worker, attempts) until its lease ends."""

    name = models.CharField(max_length=100)
    args = models.JSONField(default=dict)
    key = models.CharField(max_length=200, null=True)  # noqa: DJ001 - many jobs have none
    state = models.CharField(max_length=10, default=WAITING)
    run_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    max_attempts = models.IntegerField()
    worker = models.CharField(max_length=60, default="")
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, default="")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["run_at", "id"], name="ledger_job_waiting", condition=Q(state="waiting")),
            models.Index(fields=["leased_until"], name="ledger_job_running", condition=Q(state="running")),
            models.Index(fields=["finished_at", "id"], name="ledger_job_dead", condition=Q(state="dead")),
            models.Index(fields=["finished_at"], name="ledger_job_done", condition=Q(state="done")),
        )
        constraints = (models.UniqueConstraint(fields=["key"], name="ledger_job_key"),)

    def __str__(self) -> str:
        return f"{self.name} #{self.pk} {self.state}"
