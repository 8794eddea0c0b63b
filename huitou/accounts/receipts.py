"""The same request sent twice counts once: a unique row for the sender's own key, not a look before."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from huitou.accounts.models import Receipt
from huitou.lib import clock

DAY = timedelta(days=1)
# A form may lie open in a browser, or wait for a connection, much longer than a program tries again.
FORM_KEPT = timedelta(days=30)
CSRF_FIELD = "csrfmiddlewaretoken"
PIECE = 1 << 16


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
    files = [file for _name, sent in request.FILES.lists() for file in sent]
    digest = digest_of([request.path, *given], files)
    return (Once(who, f"{key}:{digest[:16]}", FORM_KEPT) if key else None), digest


def digest_of(given: Iterable[str], files: Iterable[File] = ()) -> str:
    """One number for all that was sent, the bytes of files included: a photo is not told by its name and size."""
    parts = [*given, *(f"{file.name}:{file.size}:{_digest_of_file(file)}" for file in files)]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _digest_of_file(file: File) -> str:
    """Read in pieces, no further than a file may be long, and ready to be read again."""
    found, left = sha256(), settings.FILES_MB_EACH << 20
    file.seek(0)
    while left > 0 and (piece := file.read(min(PIECE, left))):
        found.update(piece)
        left -= len(piece)
    file.seek(0)
    return found.hexdigest()


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
