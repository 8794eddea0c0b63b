"""What keeps the same request from counting twice."""

from django.db import models

from huitou.lib.clock import now


class Receipt(models.Model):
    """One request of one sender by the key it carried, and the voice it became."""

    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    body_digest = models.CharField(max_length=64)
    voice = models.ForeignKey("cases.Voice", models.CASCADE, null=True, related_name="+")
    received_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scope", "key"], name="receipt_once"),)
