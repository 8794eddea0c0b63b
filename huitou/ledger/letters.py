"""Dead letters: jobs that nobody tries any more, and sending one round again."""

from django.db import transaction

from huitou.ledger.codes import Keyed
from huitou.ledger.models import DEAD, WAITING, Job
from huitou.ledger.recording import record
from huitou.ledger.registry import tasks
from huitou.lib import clock


def retry(job: Job, *, by: str | Keyed) -> Job:
    """Let the worker try again, as often as at first; raises Job.DoesNotExist if the job is not dead."""
    with transaction.atomic():
        fresh = Job.objects.select_for_update().get(pk=job.pk, state=DEAD)
        # Attempts go on counting: the fence must never see the same number twice.
        fresh.max_attempts = fresh.attempts + _attempts_of(fresh)
        fresh.state, fresh.run_at, fresh.worker, fresh.finished_at = WAITING, clock.now(), "", None
        fresh.save()
        record("job.retried", f"job:{fresh.pk}", by=by)
    return fresh


def _attempts_of(job: Job) -> int:
    task = tasks().get(job.name)
    return task.attempts if task else 1
