"""The demonstration company and its stories as typed values, read from the content files of one language.

A story is one complaint: the words as they came and every act that followed, each with its moment. Moments count back
from the day on which the demonstration is made: `days_ago` in working days with a time of day, or, for what is fresh,
`minutes_ago` in working minutes. Texts may name a day as `{day}`, `{day+1}`, `{day-2}` (working days from the act).
"""

import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, get_origin

from huitou.demo.acts import ACTS, Act, ContentError, Story, When

LANGUAGES = ("zh", "en")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Organisation:
    name: str
    short_name: str
    phone: str
    hours: str
    duty: str


@dataclass(frozen=True, kw_only=True)
class Branch:
    code: str
    name: str
    address: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Department:
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Team:
    """A team of one branch, or of the whole company where `branch` is empty."""

    code: str
    name: str
    branch: str
    department: str


@dataclass(frozen=True, kw_only=True)
class Person:
    code: str
    name: str
    title: str
    email: str
    direct_line: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Product:
    """Something sold (`product`) or done (`service`)."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Company:
    organisation: Organisation
    branches: tuple[Branch, ...]
    departments: tuple[Department, ...]
    teams: tuple[Team, ...]
    people: tuple[Person, ...]
    products: tuple[Product, ...]


@cache
def get_company(language: str) -> Company:
    """The company in one language."""
    data = _read(f"{language}/company.toml")
    return Company(
        organisation=_build(Organisation, data["organisation"], "organisation"),
        branches=_build_all(Branch, data["branches"]),
        departments=_build_all(Department, data["departments"]),
        teams=_build_all(Team, data["teams"]),
        people=_build_all(Person, data["people"]),
        products=_build_all(Product, data["products"]),
    )


@cache
def get_stories(language: str) -> tuple[Story, ...]:
    """All stories in one language, the oldest first; the same order in every language."""
    folder = files("huitou.demo") / "content" / language / "stories"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    stories = [build_story(_read(f"{language}/stories/{name}"), name) for name in names]
    return tuple(sorted(stories, key=lambda story: (_age(story.received.when), story.code)))


def _age(when: When) -> tuple[int, int, time]:
    return -when.days_ago, -when.minutes_ago, when.at or time.max


def _read(name: str) -> dict[str, Any]:
    text = (files("huitou.demo") / "content" / name).read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{name}: {error}") from error


def build_story(data: dict[str, Any], name: str) -> Story:
    """A story from what its file says; `name` is that of the file."""
    acts = tuple(_act(row, f"{name} act {number}") for number, row in enumerate(data.get("acts", ()), 1))
    story = _build(Story, {**data, "acts": acts}, name)
    if f"{story.code}.toml" != name:
        raise ContentError(f"{name}: the file is named after its code, {story.code}")
    return story


def _act(row: dict[str, Any], place: str) -> Act:
    row = dict(row)
    kind = ACTS.get(row.pop("act", ""))
    if kind is None:
        raise ContentError(f"{place}: no such act")
    moment: dict[str, Any] = {key: row.pop(key) for key in ("days_ago", "at", "minutes_ago") if key in row}
    return _build(kind, {**row, "when": _when(moment, place)}, f"{place} ({kind.name})")


def _when(moment: dict[str, Any], place: str) -> When:
    try:
        match moment:
            case {"minutes_ago": int(minutes), **rest} if minutes > 0 and not rest:
                return When(minutes_ago=minutes)
            case {"days_ago": int(days), "at": str(at), **rest} if days > 0 and not rest:
                return When(days_ago=days, at=time.fromisoformat(at))
    except ValueError as error:
        raise ContentError(f"{place}: {error}") from error
    raise ContentError(f"{place}: a moment is days_ago (1 or more) and at, or minutes_ago (1 or more)")


def _build_all(kind: type[T], rows: list[dict[str, Any]]) -> tuple[T, ...]:
    return tuple(_build(kind, row, f"{kind.__name__} {row.get('code', '?')}") for row in rows)


def _build(kind: type[T], row: dict[str, Any], place: str) -> T:
    """A value of this kind, with nothing missing, nothing unknown and nothing of another type."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := row.keys() - known.keys():
        raise ContentError(f"{place}: unknown {', '.join(sorted(unknown))}")
    if missing := [name for name, field in known.items() if field.default is MISSING and name not in row]:
        raise ContentError(f"{place}: missing {', '.join(missing)}")
    return kind(**dict(_values(known, row, place)))


def _values(known: dict[str, Field[Any]], row: dict[str, Any], place: str) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        plain = tuple(value) if isinstance(value, list) else value
        wanted = get_origin(known[name].type) or known[name].type
        if isinstance(wanted, type) and not isinstance(plain, wanted):
            raise ContentError(f"{place}: {name} is not {wanted.__name__}")
        yield name, plain.strip() if isinstance(plain, str) else plain
