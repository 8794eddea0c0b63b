"""What proves a right without a password, and what slows down guessing; only hashes are kept."""

import base64
import hmac
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.db import models

from huitou.lib import clock


class ApiToken(models.Model):
    """A person's key for programs; `accounts/tokens.py` makes and finds it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"token:{self.pk}"


class PublicLink(models.Model):
    """A private address for one purpose on one subject; `accounts/links.py` makes and finds it."""

    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    contact = models.CharField(max_length=254, default="")
    nonce = models.CharField(max_length=43, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    # When somebody first acted by it: whoever holds the contact has shown that the subject is their affair.
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "purpose"], name="link_by_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"

    @property
    def token(self) -> str:
        """The secret of the address, computed again: the rows alone cannot tell it."""
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            token = self.token_under(str(secret))
            if hmac.compare_digest(digest_of(token), self.digest):
                return token
        raise LookupError("the key that made this link is gone")

    def token_under(self, secret: str) -> str:
        text = f"huitou.link\0{self.purpose}\0{self.subject}\0{self.nonce}".encode()
        whole = hmac.new(secret.encode(), text, sha256).digest()
        return base64.urlsafe_b64encode(whole[:24]).decode("ascii")

    def is_open(self, at: datetime | None = None) -> bool:
        return self.revoked_at is None and self.expires_at > (at or clock.now())


def digest_of(token: str) -> str:
    """What is kept of a secret with 128 random bits or more: nothing to guess, so no slow hash."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


class Throttle(models.Model):
    """How often something was tried since its window opened."""

    bucket = models.CharField(max_length=120, primary_key=True)
    hits = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.bucket}: {self.hits}"


class SetupCode(models.Model):
    """The one code with which a new installation gets its first administrator."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(pk=1), name="setup_code_is_one_row")]

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"
