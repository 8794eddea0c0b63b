"""/healthz: whether this process can do its work, for whoever watches it."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huitou import __version__
from huitou.config import fitness

log = logging.getLogger(__name__)
_known: set[str] = set()


@never_cache
@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has our schema, else 503; nothing that a stranger should not know."""
    database, migrations = True, False
    try:
        migrations = _is_migrated()
    except Error:
        log.exception("the database does not answer")
        database = False
    well = database and migrations
    said = {"ok": well, "database": database, "migrations": migrations, "version": __version__}
    return JsonResponse(said, status=200 if well else 503)


def _is_migrated() -> bool:
    """Reads the migrations' files only until all are applied; afterwards asks the database one cheap question."""
    if "migrated" in _known:
        fitness.weaknesses()
        return True
    if not fitness.unapplied():
        _known.add("migrated")
        return True
    return False
