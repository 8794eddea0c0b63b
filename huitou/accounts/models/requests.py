"""What keeps the same request from counting twice."""

from django.db import models


class Receipt(models.Model):
    """One request of one sender by its key, and the subject that it became; `accounts/receipts.py` makes it."""

    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    became = models.CharField(max_length=60, default="")
    kept_until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scope", "key"], name="receipt_once"),)

    def __str__(self) -> str:
        return f"{self.scope}: {self.became}"

    def keep(self, became: str) -> None:
        """Write down what the request became, in the transaction that made it."""
        self.became = became
        self.save(update_fields=["became"])
