"""Writing down what happened and what must follow, in the caller's transaction."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from huitou.ledger.codes import KIND, Keyed, key_of, plain
from huitou.ledger.models import Event, Job, Words
from huitou.ledger.queue import TICK, make_once, new_job
from huitou.ledger.registry import get_task, reactions_to
from huitou.lib import clock


def record(
    kind: str,
    subject: str | Keyed,
    /,
    *,
    by: str | Keyed,
    words: Mapping[str, str] | None = None,
    **data: Any,
) -> Event:
    """An event and a job for each reaction to it. `data` holds codes, ids and numbers; `words` can be erased later."""
    _check_transaction()
    if not KIND.fullmatch(kind):
        raise ValueError(f"{kind!r} is not a kind like case.closed")
    key = key_of(subject)
    held = plain(data) | _kept(key, plain(dict.fromkeys(words or {})), words or {})
    event = Event.objects.create(at=clock.now(), kind=kind, subject=key, actor=key_of(by), data=held)
    tasks = reactions_to(kind)
    if tasks:
        Job.objects.bulk_create([new_job(task, {"event": event.pk}) for task in tasks])
    return event


def later(name: str, *, key: str | None = None, at: datetime | None = None, **args: Any) -> Job | None:
    """A job for the worker; with a key it is made once for ever, and None says that it was there before."""
    job = new_job(get_task(name), plain(args), at)
    if key is None:
        job.save(force_insert=True)
        return job
    if TICK in key:
        raise ValueError("the key of a job has no @ in it")
    return make_once(job, key)


def erase(words: Words | QuerySet[Words], *, by: str | Keyed = "system") -> int:
    """Delete words with their salts for ever; the events keep a hash that nothing can be tried against any more."""
    rows = Words.objects.filter(pk=words.pk) if isinstance(words, Words) else words
    with transaction.atomic():
        gone: dict[str, list[int]] = {}
        for row in rows.select_for_update().order_by("pk"):
            gone.setdefault(row.subject, []).append(row.pk)
        for subject, ids in gone.items():
            record("words.erased", subject, by=by, rows=ids)
            Words.objects.filter(pk__in=ids).delete()
    return sum(len(ids) for ids in gone.values())


def digest_of_words(salt: str, text: str) -> str:
    """The hash that an event keeps of its words."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def _kept(subject: str, names: Mapping[str, None], words: Mapping[str, str]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for name in names:
        if not words[name]:
            continue
        salt = secrets.token_hex(16)
        row = Words.objects.create(subject=subject, text=words[name], salt=salt)
        held[name] = {"words": row.pk, "hash": digest_of_words(salt, words[name])}
    return held


def _check_transaction() -> None:
    """A fact must commit with the rows it tells of; the transaction that a test wraps around itself does not count."""
    blocks = connection.atomic_blocks
    if not blocks or getattr(blocks[-1], "_from_testcase", False):
        raise transaction.TransactionManagementError("record() belongs inside the transaction of what it records")
