"""The life of a job in the database: claimed, kept alive, finished, failed, lost with its worker, tried again."""

import random
from datetime import timedelta

from django.db import connection, transaction

from huitou.ledger import registry
from huitou.ledger.codes import Keyed
from huitou.ledger.models import DEAD, DONE, RUNNING, WAITING, Job, JobQuerySet
from huitou.ledger.recording import record
from huitou.lib import clock

_LONGEST_WAIT = timedelta(hours=1)
# A job whose worker was lost is not to blame as often as one that failed by itself: it runs again within a minute.
_LONGEST_WAIT_AFTER_LOSS = timedelta(seconds=30)

# State is written out, not bound: SQLite uses a partial index only if it can see the condition.
_SET = "state = 'running', worker = %s, attempts = attempts + 1, leased_until = %s"
_DUE = "SELECT id FROM ledger_job WHERE state = 'waiting' AND run_at <= %s ORDER BY run_at, id LIMIT 1"
_CLAIM = {
    # MATERIALIZED: a plan that ran the inner query twice would lock more than one row.
    "postgresql": f"WITH due AS MATERIALIZED ({_DUE} FOR UPDATE SKIP LOCKED)"  # noqa: S608 - our own words
    f" UPDATE ledger_job SET {_SET} FROM due WHERE ledger_job.id = due.id RETURNING ledger_job.*",
    "sqlite": f"UPDATE ledger_job SET {_SET} WHERE id = ({_DUE}) RETURNING *",  # noqa: S608 - our own words
}


def claim(worker: str, lease: timedelta) -> Job | None:
    """Take the job that is due longest, for as long as the lease; it belongs to nobody else meanwhile."""
    now = clock.now()
    until, moment = (connection.ops.adapt_datetimefield_value(value) for value in (now + lease, now))
    moments = (moment, worker, until) if connection.vendor == "postgresql" else (worker, until, moment)
    with transaction.atomic():
        taken = list(Job.objects.raw(_CLAIM[connection.vendor], moments))
    return taken[0] if taken else None


def extend(job: Job, lease: timedelta) -> bool:
    """The heartbeat: the worker still lives. False when the job is no longer its own."""
    return bool(_own(job).update(leased_until=clock.now() + lease))


def finish(job: Job) -> bool:
    """Done, if the job is still ours; whoever lost it meanwhile must take back what it did."""
    return bool(_own(job).update(state=DONE, worker="", leased_until=None, last_error="", finished_at=clock.now()))


def fail(job: Job, why: str, *, after: timedelta | None = None) -> bool:
    """Try again later, or never when it was the last try. The worker stays on the row of a dead job, as a trace."""
    if job.attempts >= job.max_attempts:
        return bury(job, why)
    run_at = clock.now() + (after or back_off(job.attempts))
    return bool(_own(job).update(state=WAITING, run_at=run_at, worker="", leased_until=None, last_error=why[:500]))


def bury(job: Job, why: str) -> bool:
    """Into the dead letters."""
    return bool(_own(job).update(state=DEAD, leased_until=None, last_error=why[:500], finished_at=clock.now()))


def reap() -> int:
    """Take back jobs whose worker was lost; one that was lost on every try is dead, for it may be what kills them."""
    with transaction.atomic():
        lost = Job.objects.select_for_update(skip_locked=True).extra(where=["state = 'running'"])
        jobs = list(lost.filter(leased_until__lt=clock.now()))
        for job in jobs:
            wait = min(back_off(job.attempts), _LONGEST_WAIT_AFTER_LOSS)
            fail(job, f"worker-lost {job.worker}", after=wait)
    return len(jobs)


def retry(job: Job, *, by: str | Keyed) -> Job:
    """A person sends a dead letter round again. Attempts go on counting: the fence never sees a number twice."""
    with transaction.atomic():
        fresh = Job.objects.select_for_update().get(pk=job.pk, state=DEAD)
        fresh.state, fresh.run_at, fresh.worker, fresh.finished_at = WAITING, clock.now(), "", None
        fresh.max_attempts = fresh.attempts + _attempts_of(fresh)
        fresh.save()
        record("job.retried", f"job:{fresh.pk}", by=by)
    return fresh


def back_off(attempts: int) -> timedelta:
    """2, 4, 8 … seconds up to an hour, and up to half as much again so that many do not come back at once."""
    seconds = min(2.0 ** min(attempts, 20), _LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * random.uniform(1, 1.5))


def _own(job: Job) -> JobQuerySet:
    """The fence: the row, if it still belongs to this worker and this try."""
    return Job.objects.filter(pk=job.pk, state=RUNNING, worker=job.worker, attempts=job.attempts)


def _attempts_of(job: Job) -> int:
    found = registry.tasks().get(job.name)
    return found.attempts if found else 1
