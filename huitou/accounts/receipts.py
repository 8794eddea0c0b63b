"""The same request sent twice counts once: a unique row for the sender's own key, not a look before."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction

from huitou.accounts.models import Receipt
from huitou.lib import clock

DAY = timedelta(days=1)
# A form may lie open in a browser, or wait for a connection, much longer than a program tries again.
FORM_KEPT = timedelta(days=30)


class AlreadyUsed(Exception):
    """The key came before with something else."""


@dataclass(frozen=True)
class Once:
    """A sender's own key for one request, and how long the same key means the same request."""

    scope: str
    key: str
    kept: timedelta = DAY


def claim(once: Once | None, digest: str) -> Receipt | None:
    """The receipt of this request, in the caller's transaction; `became` is set when it was done before.

    A second request with the same key waits until the first has committed. Raises `AlreadyUsed` when the key stands
    for another request.
    """
    if once is None:
        return None
    try:
        with transaction.atomic():
            until = clock.now() + once.kept
            return Receipt.objects.create(scope=once.scope, key=once.key, digest=digest, kept_until=until)
    except IntegrityError:
        # The other request has committed: its unique row is what made this insert fail.
        first = Receipt.objects.get(scope=once.scope, key=once.key)
    if first.digest != digest or not first.became:
        raise AlreadyUsed
    return first


def prune() -> int:
    """Forget what nobody will send again."""
    return Receipt.objects.filter(kept_until__lte=clock.now()).delete()[0]
