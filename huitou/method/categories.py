"""The kinds of matter (V6), with the questions, first hypotheses and first remedy of each."""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from huitou.method import content


class Hypothesis(NamedTuple):
    """A cause to look for first, and the question that would confirm it."""

    code: str
    name: str
    question: str


class Questions(NamedTuple):
    """What to ask the customer: closed questions, one open one at the end (T1), never about whose fault it was."""

    closed: tuple[str, ...]
    last: str


@dataclass(frozen=True)
class Category:
    """One kind of matter; `parent` is the object of dissatisfaction it touches (T0), empty for the rest."""

    code: str
    name: str
    words: str
    parent: str
    branch: str
    synonyms: tuple[str, ...]
    questions: Questions
    causes: tuple[Hypothesis, ...]
    remedy: str


@cache
def all(lang: str) -> tuple[Category, ...]:
    """Every category in the order of the method."""
    return tuple(_category(code, lang) for code in content.shared("categories")["categories"])


def find(code: str, lang: str) -> Category | None:
    """A category by its code; None for an unknown or an empty one."""
    return next((category for category in all(lang) if category.code == code), None)


def questions(code: str, lang: str) -> Questions:
    """The questions for a kind of matter; those of "other" for one that is not known."""
    category = find(code, lang) or find("other", lang)
    if category is None:
        raise content.ContentError(f"{lang}/categories.toml: nothing at other")
    return category.questions


def objects(lang: str) -> dict[str, str]:
    """T0's five objects of dissatisfaction by code."""
    codes = content.shared("categories")["objects"]
    return {code: str(content.item("categories", lang, "objects", code)) for code in codes}


def _category(code: str, lang: str) -> Category:
    item: dict[str, Any] = content.item("categories", lang, code)
    place = content.shared("categories")["categories"][code]
    return Category(
        code=code,
        name=item["name"],
        words=item["words"],
        parent=place["parent"],
        branch=place["branch"],
        synonyms=tuple(item["synonyms"]),
        questions=Questions(tuple(item["questions"]), item["last"]),
        causes=tuple(_hypothesis(cause, lang) for cause in item["causes"]),
        remedy=item["remedy"],
    )


def _hypothesis(item: dict[str, str], lang: str) -> Hypothesis:
    return Hypothesis(item["code"], str(content.item("causes", lang, item["code"])), item["question"])
