"""Everything that goes out: one row, one key, one state."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

WAITING, SENDING, SENT, FAILED, HELD, DONE = "waiting", "sending", "sent", "failed", "held", "done"
EMAIL, CALL = "email", "call"
UNREACHABLE = "unreachable"
# Longer than any pause between two tries: an earlier mail that was not tried for so long is waited for no more.
PATIENCE = timedelta(minutes=10)


class OutboundQuerySet(models.QuerySet["Outbound"]):
    def open_calls(self, about: str) -> "OutboundQuerySet":
        """The calls that somebody still has to make."""
        return self.filter(kind=CALL, state=WAITING, about=about).order_by("id")

    def underway(self) -> "OutboundQuerySet":
        """Mails that are neither out nor given up."""
        return self.filter(kind=EMAIL, state__in=(WAITING, SENDING)).order_by("id")

    def before(self, piece: "Outbound", now: datetime) -> "OutboundQuerySet":
        """Earlier mails to the same address that still may go: people read in the order in which we wrote."""
        earlier = self.underway().filter(to_value=piece.to_value, pk__lt=piece.pk)
        return earlier.alias(moved_at=Coalesce("tried_at", "created_at")).filter(moved_at__gt=now - PATIENCE)

    def held(self) -> "OutboundQuerySet":
        return self.filter(state=HELD).order_by("id")

    def failed(self) -> "OutboundQuerySet":
        """What staff should know did not arrive, newest first."""
        return self.filter(state=FAILED).order_by("-id")


class Outbound(models.Model):
    """One piece for one person: a mail that is delivered, or a call that somebody makes."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10)
    family = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True, db_index=True)
    to_kind = models.CharField(max_length=10)
    to_value = models.CharField(max_length=254)
    language = models.CharField(max_length=5, default="zh")
    is_capped = models.BooleanField(default=True)
    is_automatic = models.BooleanField(default=True)
    subject = models.CharField(max_length=200, blank=True)
    # Never a secret address: `encloses` names it, and it is put in when the piece goes over the wire.
    body_text = models.TextField()
    encloses = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, default=WAITING)
    # What staff read beside a piece that did not go out: a code, and what the other server said.
    error_code = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=200, blank=True)
    result_code = models.CharField(max_length=40, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    # When it was counted against the caps; a second try is not counted again.
    admitted_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutboundQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="outbound_held", condition=Q(state="held")),
            models.Index(fields=["id"], name="outbound_failed", condition=Q(state="failed")),
            models.Index(
                fields=["to_value", "id"], name="outbound_underway", condition=Q(state__in=["waiting", "sending"])
            ),
        ]

    def __str__(self) -> str:
        return self.ledger_key

    @property
    def ledger_key(self) -> str:
        """How the ledger names it; `key` is what makes it once for ever."""
        return f"outbound:{self.pk}"
