"""Bytes on the disk: they are there for good before the row that names them is written."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

INCOMING = ".incoming"


def root() -> Path:
    return Path(settings.FILES_ROOT)


def path_for(name: UUID) -> str:
    """Where the bytes of this file lie below the root; two levels keep folders small."""
    return f"{name.hex[:2]}/{name.hex[2:4]}/{name.hex}"


def store(path: str, data: bytes) -> None:
    """Write durably: whoever crashes at any moment leaves the whole file under its name, or none."""
    goal = root() / path
    draft = _folder(root() / INCOMING) / goal.name
    with open(draft, "xb", opener=_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(_folder(goal.parent) / goal.name)
    _sync(goal.parent)


def lying(before: datetime) -> Iterator[str]:
    """Every path below the root, drafts included, that has lain there since before this moment."""
    for folder, _, names in os.walk(root()):
        for name in names:
            path = Path(folder, name)
            if _written_at(path) < before.timestamp():
                yield path.relative_to(root()).as_posix()


def remove(path: str) -> None:
    (root() / path).unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _folder(path: Path) -> Path:
    """The folder, made durably with its parents where it is not there yet."""
    if not path.is_dir():
        _folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
        _sync(path.parent)
    return path


def _sync(folder: Path) -> None:
    """A name is durable only when the folder that holds it is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
