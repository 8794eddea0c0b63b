"""What the ledger may ask about `file:…`."""

from typing import Any

from django.urls import reverse

from huitou.files.models import File
from huitou.ledger import subjects


def title(file_id: str) -> str:
    return File.objects.get(pk=file_id).display_name


def url(file_id: str) -> str:
    return reverse("files:file", args=[file_id])


def visible_to(user: Any, file_id: str) -> bool:
    """Whoever may see what it belongs to; a subject that nobody answers for is nobody's to see."""
    file = File.objects.filter(pk=file_id).first()
    try:
        return file is not None and subjects.visible_to(user, subjects.current(file.subject))
    except LookupError:
        return False


def register() -> None:
    subjects.register("file", title=title, url=url, visible_to=visible_to)
