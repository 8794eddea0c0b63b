"""The work of files that nobody waits for: bytes that no row names are removed."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from huitou.files import storing
from huitou.files.models import File
from huitou.ledger import job
from huitou.lib import clock

# Longer than any transaction lasts: younger bytes may belong to a row that has not committed yet.
GRACE = timedelta(days=1)
_BATCH = 500


@job("files.sweep", atomic=False)
def sweep() -> None:
    """Remove what was written for a row that never came, or whose row was erased."""
    paths = storing.lying(before=clock.now() - GRACE)
    while batch := list(islice(paths, _BATCH)):
        _sweep(batch)


def _sweep(paths: Iterable[str]) -> None:
    named = set(File.objects.filter(path__in=paths).values_list("path", flat=True))
    for path in paths:
        if path not in named:
            storing.remove(path)
