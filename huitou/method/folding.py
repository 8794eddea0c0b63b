"""Text as a reader sees it: one width, one case, simplified characters, no spaces inside Chinese words."""

import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from huitou.method import content

# What people put inside a word to space it out or to slip past a filter: 食 物 中 毒, 食·物*中_毒.
_LOOSE = frozenset("·•*_~-‐‑–")
_DROPPED_KINDS = frozenset(("Cf", "Cc", "Cs", "Co", "Mn", "Me"))
_APOSTROPHES = frozenset("'’‘ʼ´`")


class Folded(NamedTuple):
    """The folded text, and for each of its characters the place of the original it came from."""

    text: str
    places: tuple[int, ...]
    breaks: tuple[int, ...]  # where a blank was dropped beside a Chinese character: often meant as a comma

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the original."""
        return self.places[start], self.places[end - 1] + 1


def fold(words: str) -> Folded:
    """Linear in the length of the words; offsets are code points of the words as given."""
    kept: list[str] = []
    places: list[int] = []
    breaks: list[int] = []
    loose_from = -1
    for place, character in enumerate(words):
        if character in _LOOSE or character.isspace():
            loose_from = place if loose_from < 0 else loose_from
            continue
        for folded in _fold_character(character):
            if loose_from >= 0:
                gap = _gap(kept, words[loose_from:place], folded)
                kept.extend(gap)
                places.extend([loose_from] * len(gap))
                breaks.extend([] if gap else [len(kept)])
                loose_from = -1
            if folded == "t" and kept[-2:] == ["n", "'"]:
                # didn't and didnt are one word; I'll must not become ill.
                kept.pop()
                places.pop()
            kept.append(folded)
            places.append(place)
    return Folded("".join(kept), tuple(places), tuple(breaks))


def _gap(kept: list[str], loose: str, following: str) -> str:
    """A blank line parts thoughts, a space parts Latin words; beside a Chinese character it means nothing."""
    if loose.count("\n") > 1:
        return "\n"
    return " " if kept and _is_latin(kept[-1]) and _is_latin(following) else ""


@lru_cache(maxsize=16384)
def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    plain = unicodedata.normalize("NFKC", character).casefold().translate(_simplified())
    return "".join(each for each in plain if unicodedata.category(each) not in _DROPPED_KINDS)


@cache
def _simplified() -> dict[int, int]:
    variants = content.shared("variants")
    return str.maketrans(variants["traditional"], variants["simplified"])


def _is_latin(character: str) -> bool:
    return character < "\u2e80"
