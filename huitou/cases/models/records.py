"""What gathers on a case: messages, notes, asks, solutions, steps, hand-overs and follow-ups."""

from django.conf import settings
from django.db import models

from huitou.lib.clock import now


class Message(models.Model):
    """Words between the customer and us. `sender` is who wrote: customer, staff or house (automatic)."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="messages")
    sender = models.CharField(max_length=10)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    words = models.TextField()
    sent_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("id",)

    @property
    def key(self) -> str:
        return f"message:{self.pk}"


class Note(models.Model):
    """Words among colleagues; no customer ever sees them."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.TextField()
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("id",)


class Ask(models.Model):
    """What the customer wants us to do, in their words; `hot` when said at angry or above (C4)."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="asks")
    round = models.PositiveSmallIntegerField()
    words = models.TextField()
    hot = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("id",)


class Solution(models.Model):
    """What we offer: what the customer gains, what we keep or pay, and why it differs from the ask where it does."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="solutions")
    round = models.PositiveSmallIntegerField()
    words = models.TextField()
    gain = models.TextField()
    cost = models.TextField()
    differs = models.BooleanField(default=False)
    difference = models.TextField(blank=True)
    state = models.CharField(max_length=20, default="proposed")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=now)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)

    @property
    def is_open(self) -> bool:
        return self.state == "proposed"


class StepEntry(models.Model):
    """One passage through one step: who began and ended it when, how it ended, and what was decided."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="step_entries")
    step = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField()
    started_by = models.CharField(max_length=40)
    started_at = models.DateTimeField(default=now)
    finished_by = models.CharField(max_length=40, blank=True)
    finished_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=20, blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)


class HandOver(models.Model):
    """A change of owner, with the summary that spares the customer telling it all again."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="hand_overs")
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    summary = models.TextField()
    handed_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("id",)


class FollowUp(models.Model):
    """One attempt to ask whether the solution worked."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="follow_ups")
    round = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("id",)
