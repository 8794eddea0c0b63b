"""Running one claimed job: its effects, the fence, the heartbeat, and what is kept of a failure."""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connections, transaction

from huitou.ledger import queue
from huitou.ledger.codes import is_code
from huitou.ledger.models import Event, Job
from huitou.ledger.registry import Again, Task, get_task

log = logging.getLogger(__name__)

_BEATS_PER_LEASE = 3


class Fenced(Exception):
    """The lease ran out and the job is another worker's: nothing that this try did may commit."""


def execute(job: Job, *, beat: timedelta | None = None) -> Exception | None:
    """Run the job and write down how it went; gives back what went wrong. With `beat` its lease is kept alive."""
    try:
        task = get_task(job.name)
    except LookupError as unknown:
        queue.bury(job, "unknown-job")
        log.error("job %s: no code has the name %s", job.pk, job.name)
        return unknown
    try:
        with _beating(job, beat):
            _run(task, job)
    except Fenced as lost:
        log.warning("job %s %s: try %s was taken over and took back its effects", job.pk, job.name, job.attempts)
        return lost
    except Exception as failure:
        _failed(job, failure)
        return failure
    return None


def describe(failure: Exception) -> str:
    """Kind and place of a failure. Its message stays out: it may hold somebody's words or address."""
    code = getattr(failure, "code", None)
    named = f"{type(failure).__name__} {code}" if is_code(code) else type(failure).__name__
    frames = [frame for frame in traceback.extract_tb(failure.__traceback__) if "/huitou/" in frame.filename]
    if not frames:
        return named
    place = frames[-1]
    return f"{named} at {place.filename.rpartition('/huitou/')[2]}:{place.lineno} in {place.name}"


def _run(task: Task, job: Job) -> None:
    if not task.atomic:
        _call(task, job)
        _finish(job)
        return
    with transaction.atomic():
        _call(task, job)
        _finish(job)


def _call(task: Task, job: Job) -> None:
    if task.kinds:
        task.run(Event.objects.get(pk=job.args["event"]))
    else:
        task.run(**job.args)


def _finish(job: Job) -> None:
    if not queue.finish(job):
        raise Fenced(job.name)


def _failed(job: Job, failure: Exception) -> None:
    after = failure.after if isinstance(failure, Again) else None
    queue.fail(job, describe(failure), after=after)
    last = " for the last time" if job.attempts >= job.max_attempts else ""
    log.warning("job %s %s failed%s: %s", job.pk, job.name, last, describe(failure))


@contextmanager
def _beating(job: Job, lease: timedelta | None) -> Iterator[None]:
    """Keep the lease alive from a thread of its own; a job that ends before the first beat costs no connection."""
    if lease is None:
        yield
        return
    over = threading.Event()
    threading.Thread(target=_beat, args=(job, lease, over), name=f"heart of job {job.pk}", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _beat(job: Job, lease: timedelta, over: threading.Event) -> None:
    while not over.wait(lease.total_seconds() / _BEATS_PER_LEASE):
        try:
            if not queue.extend(job, lease):
                break
        except Error:
            connections.close_all()
    connections.close_all()
