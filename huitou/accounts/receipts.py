"""The same request sent twice counts once: a unique row for the sender's own key, not a look before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from huitou.accounts.models import Receipt
from huitou.lib import clock

DAY = timedelta(days=1)
# A form may lie open in a browser, or wait for a connection, much longer than a program tries again.
FORM_KEPT = timedelta(days=30)
CSRF_FIELD = "csrfmiddlewaretoken"


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


def of_form(who: str, request: HttpRequest) -> tuple[Once | None, str]:
    """The key of a page's form and the digest of what was filled in.

    A page that comes back with other words is another request, so the digest is part of the key.
    """
    key = _uuid(request.POST.get("form_key", ""))
    fields = sorted((name, values) for name, values in request.POST.lists() if name != CSRF_FIELD)
    given = [f"{name}={value}" for name, values in fields for value in values]
    given += [f"{name}={file.name}:{file.size}" for name, files in request.FILES.lists() for file in files]
    digest = sha256("\0".join([request.path, *given]).encode()).hexdigest()
    return (Once(who, f"{key}:{digest[:16]}", FORM_KEPT) if key else None), digest


def _uuid(key: str) -> str:
    """The key as our own pages make it; anything else is none."""
    try:
        return str(UUID(key))
    except ValueError:
        return ""


def do_once(once: Once | None, digest: str, act: Callable[[], object], *, became: str) -> None:
    """Do it, unless the same request did it before: then that stands, and nothing happens again."""
    with transaction.atomic():
        receipt = claim(once, digest)
        if receipt is not None and receipt.became:
            return
        act()
        if receipt is not None:
            receipt.keep(became)
