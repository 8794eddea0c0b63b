"""Taking files in: everything is judged before anything is stored."""

from collections.abc import Iterable
from typing import Protocol

from django.core.files.uploadedfile import UploadedFile

from huitou.files.models import File


class Refused(Exception):
    """A file that we do not take, and the words for the one who sent it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Actor(Protocol):
    @property
    def key(self) -> str: ...


def check(uploads: Iterable[UploadedFile], *, by: str | Actor = "", subject: str = "") -> list[str]:
    """What to say beside the field; empty when all files may come. Nothing is stored."""
    raise NotImplementedError


def receive(upload: UploadedFile, *, subject: str, by: str | Actor) -> File:
    """Keep one file of a subject, in the caller's transaction; raises Refused."""
    raise NotImplementedError


def receive_all(uploads: Iterable[UploadedFile], *, subject: str, by: str | Actor) -> list[File]:
    """Keep the files of one message; raises Refused before the first is stored."""
    raise NotImplementedError
