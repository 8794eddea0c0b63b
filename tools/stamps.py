"""Remembers what a step was made from, so that the next start skips what has not changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
STAMPS = BUILD / "stamps"


def digest(*sources: Path | str) -> str:
    """One hash over the content of files and folders and over plain words."""
    made = hashlib.sha256()
    for source in sources:
        for part in _parts(source):
            made.update(part)
            made.update(b"\0")
    return made.hexdigest()


def _parts(source: Path | str) -> Iterable[bytes]:
    if isinstance(source, str):
        yield source.encode()
        return
    for file in sorted(source.rglob("*")) if source.is_dir() else [source]:
        if file.is_file():
            yield str(file.relative_to(ROOT)).encode()
            yield file.read_bytes()


def is_current(step: str, made_from: str) -> bool:
    """Whether the step was done from just these sources."""
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text(encoding="ascii") == made_from


def mark(step: str, made_from: str) -> None:
    """Remember that the step is done."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(made_from, encoding="ascii")
