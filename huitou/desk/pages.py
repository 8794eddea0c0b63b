"""From page to page of a list, newest first: by where one stands, never by counting what lies before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
LARGEST_ID = 2**62


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of one page, and where the pages on either side begin (0 where there is none)."""

    rows: list[M]
    newer: int = 0
    older: int = 0


def of(found: QuerySet[M], asked: Mapping[str, str], size: int) -> Page[M]:
    """The page that `before` or `after` in the address asks for; the newest one for anything else."""
    if after := _id(asked.get("after", "")):
        # One more than a page tells whether something follows, without counting all.
        rows = list(found.filter(pk__gt=after).order_by("pk")[: size + 1])
        if len(rows) > size:
            return _page(rows[size - 1 :: -1], has_newer=True, has_older=True)
        # Less than a page is newer: the newest page shows it whole.
        return _newest(found, 0, size)
    return _newest(found, _id(asked.get("before", "")), size)


def _newest(found: QuerySet[M], before: int, size: int) -> Page[M]:
    rows = list((found.filter(pk__lt=before) if before else found).order_by("-pk")[: size + 1])
    return _page(rows[:size], has_newer=bool(before), has_older=len(rows) > size)


def _page(rows: list[M], *, has_newer: bool, has_older: bool) -> Page[M]:
    ends: tuple[Any, Any] = (rows[0].pk, rows[-1].pk) if rows else (0, 0)
    return Page(rows, ends[0] if has_newer else 0, ends[1] if has_older else 0)


def _id(text: str) -> int:
    """An id as our links carry it; anything else is none."""
    is_id = text.isascii() and text.isdigit() and len(text) < 20
    return int(text) if is_id and int(text) <= LARGEST_ID else 0
