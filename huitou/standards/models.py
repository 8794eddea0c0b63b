"""Calendars, the standards measured by them, and the clocks that run."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from huitou.lib import clock, worktime
from huitou.standards.names import name_of


class Calendar(models.Model):
    """One version of a calendar of working time; the newest is in force, older ones stay for their clocks."""

    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    data = models.JSONField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["code", "version"], name="standards_calendar_version"),)

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    def plain(self) -> worktime.Calendar:
        """The calendar as a value that rules can reckon with."""
        return worktime.from_data(self.data)

    @property
    def published(self) -> list[int]:
        """The years whose days off are known."""
        return list(self.data.get("published", []))


class Standard(models.Model):
    """How soon something must be done, from a day on; a change is a new row, so that running clocks keep theirs."""

    code = models.CharField(max_length=40)
    within = models.CharField(max_length=40)
    calendar_code = models.CharField(max_length=40, default="cn")
    in_force_from = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["code", "in_force_from"], name="standards_standard_from"),)

    def __str__(self) -> str:
        return f"{self.code}: {self.within}"

    @property
    def name(self) -> str:
        return name_of(self.code)

    @property
    def limit(self) -> worktime.Within:
        return worktime.parse_within(self.within)


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> Self:
        return self.filter(stopped_at=None)

    def of(self, *subjects: str) -> Self:
        return self.filter(subject__in=subjects)

    def overdue(self, now: datetime) -> Self:
        """Running past its due time; a clock that is due this very moment is still in time."""
        return self.running().filter(due_at__lt=now)

    def unmarked(self) -> Self:
        return self.filter(breached_at=None)


class Clock(models.Model):
    """A standard running on something. The limit and the calendar version are those it was reckoned by."""

    subject = models.CharField(max_length=100)
    standard_code = models.CharField(max_length=40)
    round = models.PositiveIntegerField(default=1)
    within = models.CharField(max_length=40)
    calendar_code = models.CharField(max_length=40)
    calendar_version = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["subject", "standard_code", "round"], name="standards_clock_round"),
            models.UniqueConstraint(
                fields=["subject", "standard_code"], name="standards_clock_running", condition=Q(stopped_at=None)
            ),
        )
        indexes = (
            # The sweep reads its beginning only: a breached or stopped clock leaves the index.
            models.Index(
                fields=["due_at", "id"], name="standards_clock_due", condition=Q(stopped_at=None, breached_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard_code} on {self.subject}"

    @property
    def name(self) -> str:
        return name_of(self.standard_code)

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None

    def is_late(self, now: datetime | None = None) -> bool:
        """Past its due time when it was stopped, or now."""
        return self.left(now) < timedelta()

    def left(self, now: datetime | None = None) -> timedelta:
        """Time on the wall until it is due, negative when over; a stopped clock stands still."""
        return self.due_at - (self.stopped_at or now or clock.now())

    def data(self) -> dict[str, Any]:
        """What an event says about this clock."""
        return {"clock": self.pk, "standard": self.standard_code, "round": self.round, "due_at": self.due_at}


def late(at: datetime) -> Any:
    """The breach time of a clock that is stopped at a moment: its due time if that has passed, else what it had."""
    return models.Case(models.When(breached_at=None, due_at__lt=at, then=F("due_at")), default=F("breached_at"))
