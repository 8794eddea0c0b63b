"""Courteous sentences for what does not hold: they thank, explain and offer, and never say whose slip it was (C2)."""

from functools import cache
from typing import NamedTuple

from huitou.method import content


class Sentence(NamedTuple):
    """One sentence for a kind of "does not hold"; what stands in 〔…〕 or [...] is for the handler to fill in."""

    kind: str
    words: str


@cache
def all(lang: str) -> tuple[Sentence, ...]:
    """Every sentence, kind by kind."""
    banks = content.load("explanations", lang)
    return tuple(Sentence(kind, words) for kind, bank in banks.items() for words in bank["words"])


def of(kind: str, lang: str) -> tuple[Sentence, ...]:
    """The sentences of one kind."""
    return tuple(sentence for sentence in all(lang) if sentence.kind == kind)
