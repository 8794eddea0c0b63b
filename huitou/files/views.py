"""A file for staff, behind the door of what it belongs to."""

import logging
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huitou.files.models import File
from huitou.files.serving import serve
from huitou.ledger import subjects

log = logging.getLogger(__name__)


@require_safe
def file(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The file as it came, for those who may see its subject; for all others there is none."""
    found = get_object_or_404(File, pk=file_id)
    if not subjects.visible_to(request.user, found.key):
        log.warning("refused %s of %s", found.key, found.subject)
        raise Http404
    return serve(request, found)
