"""The codes that a case may carry: those of the method's content, and no others."""

from collections.abc import Iterable
from typing import Protocol

from huitou.cases.workflow import Refusal
from huitou.method import categories, causes, steps


class Coded(Protocol):
    """Something that people choose; its name is in their language, its code in none."""

    @property
    def code(self) -> str: ...


def check_category(code: str) -> None:
    """Refuse a kind of matter that is none."""
    _check(code, categories.all("en"), "category_code")


def check_judgement(code: str) -> None:
    """Refuse a kind of "does not hold" that is none."""
    _check(code, steps.judgements("en"), "code")


def check_cause(code: str) -> None:
    """Refuse a cause that is none."""
    _check(code, causes.all("en"), "cause_code")


def _check(code: str, known: Iterable[Coded], field: str) -> None:
    if all(one.code != code for one in known):
        raise Refusal("unknown-code", field)
