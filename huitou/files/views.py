"""A file for staff, behind the door of what it belongs to."""

from typing import NoReturn
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huitou.files.models import File
from huitou.files.serving import serve
from huitou.ledger import record, subjects


@require_safe
def file(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The file as it came, for those who may see its subject; for all others there is none."""
    found = get_object_or_404(File, pk=file_id)
    if not subjects.visible_to(request.user, found.key):
        refuse(found, by=str(getattr(request.user, "key", "system")))
    return serve(request, found)


def refuse(file: File, *, by: str) -> NoReturn:
    """Somebody reached for a file that is not theirs: auditors see it, whoever reached sees nothing."""
    with transaction.atomic():
        record("file.refused", file.key, by=by, of=file.subject)
    raise Http404
