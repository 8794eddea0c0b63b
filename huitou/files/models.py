"""A file that somebody gave us: its row; the bytes lie under a generated name."""

import uuid
from collections.abc import Collection
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Sum

# What every browser shows as a picture and none runs.
SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})


class FileQuerySet(models.QuerySet["File"]):
    def by_subject(self, subjects: Collection[str]) -> "dict[str, list[File]]":
        """The files of many subjects by their key, in the order they came, with one query."""
        found: dict[str, list[File]] = {}
        for file in self.filter(subject__in=subjects).order_by("created_at", "id"):
            found.setdefault(file.subject, []).append(file)
        return found

    def bytes_of(self, subjects: Collection[str]) -> int:
        """How much these subjects hold together."""
        return self.filter(subject__in=subjects).aggregate(sum=Sum("size"))["sum"] or 0


class File(models.Model):
    """One file of one subject; `display_name` is what people see, `path` what the disk knows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(max_length=80, db_index=True)
    display_name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=80, unique=True)
    made_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    objects = FileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.display_name

    @property
    def key(self) -> str:
        return f"file:{self.pk}"

    @property
    def is_picture(self) -> bool:
        """Whether a page may show it with <img>."""
        return self.content_type in SHOWN_INLINE

    @property
    def where(self) -> Path:
        return Path(settings.FILES_ROOT) / self.path

    def read(self) -> bytes:
        """The bytes as they came."""
        return self.where.read_bytes()
