"""The one registry of text keys: what `case:4711` is called, where it is shown and who may see it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Id = Any
_MERGES = 50


@dataclass(frozen=True)
class Kind:
    """What an app says about the keys of one prefix."""

    prefix: str
    title: Callable[[Id], str]
    url: Callable[[Id], str]
    visible_to: Callable[[Any, Id], bool]
    merged_into: Callable[[Id], str | None]


@dataclass(frozen=True)
class Subject:
    """A key with the answers of the app that owns it; each is asked for only when read."""

    key: str
    id: Id
    kind: Kind

    @property
    def title(self) -> str:
        return self.kind.title(self.id)

    @property
    def url(self) -> str:
        return self.kind.url(self.id)

    @property
    def merged_into(self) -> str | None:
        return self.kind.merged_into(self.id)

    def visible_to(self, user: Any) -> bool:
        return self.kind.visible_to(user, self.id)


_kinds: dict[str, Kind] = {}


def _nowhere(_id: Id) -> str:
    return ""


def _nobody(_user: Any, _id: Id) -> bool:
    return False


def _unmerged(_id: Id) -> str | None:
    return None


def register(
    prefix: str,
    *,
    title: Callable[[Id], str],
    url: Callable[[Id], str] = _nowhere,
    visible_to: Callable[[Any, Id], bool] = _nobody,
    merged_into: Callable[[Id], str | None] = _unmerged,
) -> None:
    """An app names its prefix; the functions get the id as a number where it is one, else as text."""
    if prefix in _kinds:
        raise ValueError(f"two apps claim the prefix {prefix!r}")
    _kinds[prefix] = Kind(prefix, title, url, visible_to, merged_into)


def resolve(key: str) -> Subject:
    """The subject of a key; raises LookupError for a prefix that no app has claimed."""
    prefix, _, rest = key.partition(":")
    if prefix not in _kinds:
        raise LookupError(f"no app has claimed the prefix {prefix!r}")
    return Subject(key, int(rest) if rest.isdecimal() else rest, _kinds[prefix])


def current(key: str) -> str:
    """The key under which a merged subject lives on."""
    for _ in range(_MERGES):
        onward = merged_into(key)
        if onward is None:
            return key
        key = onward
    raise LookupError(f"{key} is merged in a circle")


def title(key: str) -> str:
    """What people call it."""
    return resolve(key).title


def url(key: str) -> str:
    """Where it is shown, or nothing."""
    return resolve(key).url


def visible_to(user: Any, key: str) -> bool:
    """Whether this person may see it."""
    return resolve(key).visible_to(user)


def merged_into(key: str) -> str | None:
    """The key that took it over, if any."""
    return resolve(key).merged_into


def prefixes() -> list[str]:
    """Every prefix that an app has claimed."""
    return sorted(_kinds)
