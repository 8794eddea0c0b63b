"""Handing files out, so that no byte of theirs can act as a page of ours."""

from django.http import HttpRequest, HttpResponse

from huitou.files.models import File


def serve(request: HttpRequest, file: File, *, inline_images: bool = True, clean: bool = False) -> HttpResponse:
    """The bytes with safe headers; `clean` is the copy without place and camera, for customers. The caller has checked the door."""
    raise NotImplementedError
