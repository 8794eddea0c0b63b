"""The seven steps and what belongs to them, as staff and customers read it."""

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from huitou.method import content

Item = TypeVar("Item")


@dataclass(frozen=True)
class Step:
    """One of the seven: `act` is its verb on a button, `what` says what to do, `entry` when it begins."""

    number: int
    code: str
    name: str
    act: str
    what: str
    entry: str


@dataclass(frozen=True)
class CustomerStep:
    """One of the five that the customer sees."""

    number: int
    code: str
    name: str
    words: str


@dataclass(frozen=True)
class Choice:
    """A code that people choose, with its name and, where it helps, a word of advice."""

    code: str
    name: str
    words: str = ""


@dataclass(frozen=True)
class Feeling:
    """How somebody feels, from 0 (calm) to 4 (furious)."""

    level: int
    code: str
    name: str


@cache
def all(lang: str) -> tuple[Step, ...]:
    """The seven in their order."""
    return tuple(Step(number=number, **item) for number, item in enumerate(_items("steps", lang), 1))


def step(number: int, lang: str) -> Step:
    """A step by its number, 1 to 7."""
    return _numbered(all(lang), number)


def rule(code: str, lang: str) -> str:
    """An exit rule of cases/workflow as a line of the checklist."""
    return str(content.item("steps", lang, "rules", code))


@cache
def customer_steps(lang: str) -> tuple[CustomerStep, ...]:
    """The five that customers see."""
    return tuple(CustomerStep(number=number, **item) for number, item in enumerate(_items("customer", lang), 1))


def customer_step(number: int, lang: str) -> CustomerStep:
    """One of the five by its number."""
    return _numbered(customer_steps(lang), number)


def closings(lang: str) -> tuple[Choice, ...]:
    """How a case may end."""
    return _choices("closings", lang)


def closing(code: str, lang: str) -> str:
    """The name of a way to end."""
    return _name(closings(lang), code)


def outcomes(lang: str) -> tuple[Choice, ...]:
    """Holds, or does not hold."""
    return _choices("outcomes", lang)


def judgements(lang: str) -> tuple[Choice, ...]:
    """The kinds of "does not hold"; for colleagues only."""
    return _choices("judgements", lang)


def judgement(code: str, lang: str) -> str:
    """The name of a kind of "does not hold"."""
    return _name(judgements(lang), code)


@cache
def feelings(lang: str) -> tuple[Feeling, ...]:
    """From calm to furious."""
    return tuple(Feeling(**item) for item in _items("feelings", lang))


@cache
def _choices(kind: str, lang: str) -> tuple[Choice, ...]:
    return tuple(Choice(**item) for item in _items(kind, lang))


def _items(kind: str, lang: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = content.item("steps", lang, kind)
    return found


def _name(choices: tuple[Choice, ...], code: str) -> str:
    for choice in choices:
        if choice.code == code:
            return choice.name
    raise content.ContentError(f"steps.toml: nothing with the code {code!r}")


def _numbered(items: tuple[Item, ...], number: int) -> Item:
    if not 1 <= number <= len(items):
        raise content.ContentError(f"steps.toml: no step {number}")
    return items[number - 1]
