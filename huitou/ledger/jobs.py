"""The ledger's own job: forget what is done."""

from datetime import timedelta

from django.db.models import Q

from huitou.ledger.models import Job
from huitou.ledger.queue import TICK
from huitou.ledger.registry import job
from huitou.lib import clock

KEPT = timedelta(days=7)
_BATCH = 5000


@job("ledger.prune", atomic=False)
def prune() -> None:
    """Delete jobs done a week ago, a batch a transaction. A key outlives its job: it says "once for ever"."""
    old = Job.objects.done_before(clock.now() - KEPT).filter(Q(key=None) | Q(key__contains=TICK))
    while batch := list(old.values_list("pk", flat=True)[:_BATCH]):
        Job.objects.filter(pk__in=batch).delete()
