"""What may stand in an event or a job: codes, numbers, dates, keys and hashes; never words, names or addresses."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Protocol
from uuid import UUID

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
KIND = re.compile(r"[a-z][a-z0-9_]*(?:[.-][a-z0-9_]+)+")
KEY = re.compile(r"[a-z][a-z_-]{0,29}:[a-z0-9][a-z0-9-]{0,63}|system")
_CODE = re.compile(r"[a-z](?:[a-z0-9]|[._-](?=[a-z0-9])){0,79}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?")
_SHAPES = (_CODE, KEY, _UUID, _DIGEST, _DATE)
_BIGGEST = 2**63


class Keyed(Protocol):
    """Whatever the ledger can name: a person, a case, an order."""

    @property
    def key(self) -> str: ...


def key_of(thing: "str | Keyed") -> str:
    """The text key of a thing that has one, or of a key itself."""
    key = thing if isinstance(thing, str) else thing.key
    if not KEY.fullmatch(key):
        raise ValueError("a subject or actor is a key such as case:4711 or user:12, or system")
    return key


def is_code(value: object) -> bool:
    """Whether it is a short lower-case code."""
    return isinstance(value, str) and bool(_CODE.fullmatch(value))


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON can hold them; raises ValueError, without repeating the value, where one could be words."""
    return {_named(name): _value(name, value) for name, value in values.items()}


def _named(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError("the name of a value is a short lower-case word")
    return name


def _value(name: str, value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_single(name, item) for item in value]
    return _single(name, value)


def _single(name: str, value: Any) -> int | str | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and -_BIGGEST <= value < _BIGGEST:
        return int(value)
    if isinstance(value, str) and any(shape.fullmatch(value) for shape in _SHAPES):
        return str(value)
    if isinstance(value, (date, UUID)):
        return _written(value)
    raise ValueError(f"{name} must be a code, number, date or key; words belong in words={{…}}")


def _written(value: date | UUID) -> str:
    if not isinstance(value, datetime):
        return str(value) if isinstance(value, UUID) else value.isoformat()
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return value.astimezone(UTC).isoformat()
