"""Finding listed phrases in what somebody wrote, and knowing when they were said to deny it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from huitou.method import content, denials
from huitou.method.folding import Folded, fold

# "等了…小时": a phrase with a gap; how far it may reach, in Chinese characters and in Latin ones.
_GAP = "…"
_CHINESE_REACH, _LATIN_REACH = 9, 28


class Phrase(NamedTuple):
    """A listed phrase; `code` is None for one that only shields what it contains (发起火 is no fire)."""

    code: str | None
    parts: tuple[str, ...]
    is_open: bool  # "poison*": the word may go on


class Found(NamedTuple):
    """A phrase met in the folded text."""

    code: str | None
    start: int
    end: int
    is_whole: bool = True  # without a gap: whatever lies inside is part of it


class Matcher:
    """All phrases at once; the work grows with the length of the text, not with the number of phrases."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], shields: Iterable[str] = ()) -> None:
        self._by_head: dict[str, list[Phrase]] = {}
        for code, listed in phrases.items():
            for written in listed:
                self._add(code, written)
        for written in shields:
            self._add(None, written)

    def find(self, folded: Folded) -> list[Found]:
        """What was said and not denied, in the order of the text."""
        text = folded.text
        met = _outermost(self._meet(text))
        ends = [match.end() for match in denials.CLAUSE_END.finditer(text)]
        said: list[Found] = []
        denied_until = -1
        for found in met:
            clause = max(_last(ends, found.start), _last_break(folded.breaks, found))
            # What lies in a denied phrase is denied with it: 没有把地板划坏, 没有多扣钱.
            if found.start < denied_until or denials.is_denied(text, found.start, found.end, clause, denied_until):
                denied_until = max(denied_until, found.end)
            else:
                said.append(found)
        return said

    def _add(self, code: str | None, written: str) -> None:
        is_open = written.endswith("*")
        parts = tuple(fold(part).text for part in written.removesuffix("*").split(_GAP))
        if len("".join(parts)) < 2 or not all(parts):
            raise content.ContentError(f"{code or 'unless'}: {written!r} is too short to be looked for")
        self._by_head.setdefault(parts[0][:2], []).append(Phrase(code, parts, is_open))

    def _meet(self, text: str) -> Iterator[Found]:
        by_head = self._by_head
        for start, first in enumerate(text):
            for head in (first, text[start : start + 2]):
                for phrase in by_head.get(head, ()):
                    end = _match(text, start, phrase)
                    if end is not None:
                        yield Found(phrase.code, start, end, len(phrase.parts) == 1)


def _last(places: Sequence[int], at: int) -> int:
    """The last of these places that is not after `at`; 0 without one."""
    number = bisect_right(places, at)
    return places[number - 1] if number else 0


def _last_break(breaks: Sequence[int], found: Found) -> int:
    """A blank before a phrase parts it from a denial (家里没人 漏水了), unless the phrase itself is spaced out."""
    is_spaced_out = _last(breaks, found.end - 1) > found.start
    return 0 if is_spaced_out else _last(breaks, found.start)


def _match(text: str, start: int, phrase: Phrase) -> int | None:
    first, *others = phrase.parts
    end = start + len(first)
    if not text.startswith(first, start) or not _is_word(text, start, end, phrase.is_open and not others):
        return None
    for number, part in enumerate(others, 1):
        is_open = phrase.is_open and number == len(others)
        if (found := _further(text, end, part, is_open)) is None:
            return None
        end = found
    return _end_of_word(text, end) if phrase.is_open else end


def _further(text: str, start: int, part: str, is_open: bool) -> int | None:
    """The end of the next part of a phrase with a gap, in the same clause and near enough."""
    reach = _LATIN_REACH if part.isascii() else _CHINESE_REACH
    at = text.find(part, start, start + reach + len(part))
    while at >= 0:
        if denials.CLAUSE_END.search(text, start, at):
            return None
        if _is_word(text, at, at + len(part), is_open):
            return at + len(part)
        at = text.find(part, at + 1, start + reach + len(part))
    return None


def _is_word(text: str, start: int, end: int, is_open: bool) -> bool:
    """Latin letters and digits match whole words only: 12345 is not in a telephone number."""
    begins = start == 0 or not (_is_alnum(text[start]) and _is_alnum(text[start - 1]))
    ends = is_open or end == len(text) or not (_is_alnum(text[end - 1]) and _is_alnum(text[end]))
    return begins and ends


def _end_of_word(text: str, end: int) -> int:
    """Where a word that was let go on ends; no word of ours goes on for long."""
    last = min(len(text), end + 12)
    return next((at for at in range(end, last) if not _is_alnum(text[at])), last)


def _is_alnum(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _outermost(met: Iterable[Found]) -> list[Found]:
    """The longer phrase knows better: 煤气中毒 is gas, not food; what touches a shield is void."""
    kept: list[Found] = []
    shielded = whole = Found(None, -1, -1, True)
    for found in sorted(met, key=lambda each: (each.start, each.code is not None, -each.end, not each.is_whole)):
        if found.code is None:
            while kept and kept[-1].end > found.start:
                kept.pop()
            shielded = max(shielded, found, key=lambda each: each.end)
        elif found.start >= shielded.end and not _is_inside(found, whole) and not (kept and kept[-1][:3] == found[:3]):
            kept.append(found)
            whole = found if found.is_whole else whole
    return kept


def _is_inside(found: Found, whole: Found) -> bool:
    return found.end <= whole.end and (found.start, found.end) != (whole.start, whole.end)
