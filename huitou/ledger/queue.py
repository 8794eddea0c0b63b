"""The life of a job in the database: made, claimed, kept alive, finished, failed, lost with its worker."""

import json
import random
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from huitou.ledger.models import DEAD, DONE, RUNNING, WAITING, Job, JobQuerySet
from huitou.ledger.registry import Task
from huitou.lib import clock

# Ticks of the schedule are "name@moment"; no other key may look like one, because old ticks are pruned.
TICK = "@"
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

_COLUMNS = ("name", "args", "key", "state", "run_at", "attempts", "max_attempts", "worker", "last_error", "created_at")
_MAKE_ONCE = (
    f"INSERT INTO ledger_job ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608
    " ON CONFLICT (key) DO NOTHING RETURNING id"
)
_LOOK = """
SELECT EXISTS (SELECT 1 FROM ledger_job WHERE state = 'waiting' AND run_at <= %s),
       EXISTS (SELECT 1 FROM ledger_job WHERE state = 'running' AND leased_until < %s),
       EXISTS (SELECT 1 FROM ledger_event WHERE position IS NULL)
"""


def new_job(task: Task, args: dict[str, Any], at: datetime | None = None) -> Job:
    """A job that is not saved yet."""
    now = clock.now()
    return Job(name=task.name, args=args, run_at=at or now, max_attempts=task.attempts, created_at=now)


def make_once(job: Job, key: str) -> Job | None:
    """Insert the job unless one of this key exists; whoever commits first makes it, nobody fails."""
    job.key = key
    row = [_stamp(value) if isinstance(value, datetime) else value for value in (getattr(job, c) for c in _COLUMNS)]
    row[_COLUMNS.index("args")] = json.dumps(job.args)
    with connection.cursor() as cursor:
        cursor.execute(_MAKE_ONCE, row)
        made = cursor.fetchall()
    if not made:
        return None
    job.pk = made[0][0]
    job._state.adding = False
    return job


def look() -> tuple[bool, bool, bool]:
    """Is a job due, is one lost, is an event unsealed? The one question that an idle worker asks."""
    now = _stamp(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [now, now])
        due, lost, unsealed = cursor.fetchone()
    return bool(due), bool(lost), bool(unsealed)


def claim(worker: str, lease: timedelta) -> Job | None:
    """Take the job that is due longest, for as long as the lease; it belongs to nobody else meanwhile."""
    now, until = _stamp(clock.now()), _stamp(clock.now() + lease)
    values = (now, worker, until) if connection.vendor == "postgresql" else (worker, until, now)
    with transaction.atomic():
        taken = list(Job.objects.raw(_CLAIM[connection.vendor], values))
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
        jobs = list(Job.objects.select_for_update(skip_locked=True).lost())
        for job in jobs:
            wait = min(back_off(job.attempts), _LONGEST_WAIT_AFTER_LOSS)
            fail(job, f"worker-lost {job.worker}", after=wait)
    return len(jobs)


def back_off(attempts: int) -> timedelta:
    """2, 4, 8 … seconds up to an hour, and up to half as much again so that many do not come back at once."""
    seconds = min(2.0 ** min(attempts, 20), _LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * random.uniform(1, 1.5))


def _own(job: Job) -> JobQuerySet:
    """The fence: the row, if it still belongs to this worker and this try."""
    return Job.objects.filter(pk=job.pk, state=RUNNING, worker=job.worker, attempts=job.attempts)


def _stamp(moment: datetime) -> Any:
    """A moment as this engine keeps it, for statements of our own."""
    return connection.ops.adapt_datetimefield_value(moment)
