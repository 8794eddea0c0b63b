"""Everything that goes out: one row, one key, one state."""

from django.db import models

WAITING, SENDING, SENT, FAILED, HELD, DONE = "waiting", "sending", "sent", "failed", "held", "done"
EMAIL, CALL = "email", "call"


class Outbound(models.Model):
    """One piece for one person: a mail that is delivered, or a call that somebody makes."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10)
    family = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True, db_index=True)
    to_kind = models.CharField(max_length=10)
    to_value = models.CharField(max_length=254)
    is_capped = models.BooleanField(default=True)
    is_automatic = models.BooleanField(default=True)
    subject = models.CharField(max_length=200, blank=True)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    state = models.CharField(max_length=10, default=WAITING)
    # What staff read beside a piece that did not go out: a code, and what the other server said.
    error_code = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=200, blank=True)
    result_code = models.CharField(max_length=40, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    admitted_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("state", "id"), name="outbound_queue"),
            models.Index(fields=("to_value", "admitted_at"), name="outbound_by_address"),
            models.Index(fields=("admitted_at",), name="outbound_by_hour"),
        )

    def __str__(self) -> str:
        return self.ledger_key

    @property
    def ledger_key(self) -> str:
        """How the ledger names it; `key` is what makes it once for ever."""
        return f"outbound:{self.pk}"
