"""Handing files out, so that no byte of theirs can act as a page of ours."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from huitou.files import pictures
from huitou.files.kinds import KNOWN_TYPES, PICTURE_TYPES
from huitou.files.models import File

log = logging.getLogger(__name__)

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Asked for each time, so that who may no longer see it does not; the tag saves the bytes.
    "Cache-Control": "private, no-cache",
}


def serve(request: HttpRequest, file: File, *, inline_images: bool = True, clean: bool = False) -> HttpResponseBase:
    """The bytes with safe headers; `clean` is the copy for customers, without place and camera.

    The caller has checked the door.
    """
    tag = f'"{file.sha256[:40]}{"-clean" if clean else ""}"'
    whole = HttpResponse(_bytes(file, clean=clean), content_type=_type(file))
    response = get_conditional_response(request, etag=tag, response=whole) or whole
    for name, value in _HEADERS.items():
        response[name] = value
    response["ETag"] = tag
    is_shown = inline_images and file.is_picture
    response["Content-Disposition"] = _disposition(file.display_name, attachment=not is_shown)
    return response


def _type(file: File) -> str:
    """Only types that we wrote ourselves; whatever a row may say, never a page."""
    return file.content_type if file.content_type in KNOWN_TYPES else "application/octet-stream"


def _disposition(name: str, *, attachment: bool) -> str:
    return content_disposition_header(as_attachment=attachment, filename=name) or "attachment"


def _bytes(file: File, *, clean: bool) -> bytes:
    try:
        data = file.read()
        return pictures.clean(file.content_type, data) if clean and file.content_type in PICTURE_TYPES else data
    except (FileNotFoundError, pictures.Broken) as fault:
        log.error("%s cannot be handed out: %s", file.key, type(fault).__name__)
        raise Http404 from fault
