"""The words and figures that ship with the product: files by language, read once, checked when read."""

import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")
# What has no language (order, severity, which rule belongs to which step) stands once, here.
SHARED = "shared"

_FOLDER = Path(__file__).with_name("content")


class ContentError(Exception):
    """A content file is missing or broken; says which file, which item and why."""


@cache
def load(name: str, lang: str) -> dict[str, Any]:
    """One content file of one language ("zh", "en") or of none ("shared")."""
    if lang not in (*LANGUAGES, SHARED):
        raise ContentError(f"{name}: no content in the language {lang!r}")
    path = _FOLDER / lang / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as reason:
        raise ContentError(f"{lang}/{name}.toml: {reason}") from reason


def shared(name: str) -> dict[str, Any]:
    """What is true in every language."""
    return load(name, SHARED)


def names(lang: str) -> list[str]:
    """Every content file of a language, without its ending."""
    return sorted(path.stem for path in (_FOLDER / lang).glob("*.toml"))


def item(name: str, lang: str, *keys: str) -> Any:
    """One item inside a file; a missing one is an error that names file and item."""
    found: Any = load(name, lang)
    for key in keys:
        try:
            found = found[key]
        except (KeyError, TypeError) as reason:
            raise ContentError(f"{lang}/{name}.toml: nothing at {'.'.join(keys)}") from reason
    return found


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence in a piece of content with the way to it: ("injury.opening.0", "…")."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from strings(inner, f"{path}.{number}")


def placeholders(text: str) -> frozenset[str]:
    """The names in braces that a sentence expects to be filled."""
    return frozenset(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)


def fill(text: str, **facts: object) -> str:
    """A sentence with its facts; a fact that is missing is an error, never an empty brace sent to a customer."""
    missing = placeholders(text) - facts.keys()
    if missing:
        raise ContentError(f"no {', '.join(sorted(missing))} for {text!r}")
    return text.format_map(facts)
