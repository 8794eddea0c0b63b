"""Typed reading of settings from the environment; `NAME_FILE` names a file that holds the value."""

import os
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """A setting as it stands, or the content of the file that `NAME_FILE` names."""
    held = os.environ.get(f"{name}_FILE")
    if held:
        return Path(held).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    """A setting that is on (1, true, yes, on) or off."""
    value = text(name)
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name)
    return int(value) if value else default


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
