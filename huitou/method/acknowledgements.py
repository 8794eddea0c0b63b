"""The first words back: what a customer's words tell at once, and an answer that fits them (V5, the parrot of T1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from zlib import crc32

from huitou.method import content, languages
from huitou.method.folding import fold
from huitou.method.matching import Matcher

GENERAL, PRAISE = "general", "praise"
# From here on nobody is greeted first, and somebody is called at once.
SERIOUS = 2
# Nobody reads more than these; what a text is about is decided by all of them.
_MOST_SPANS = 100


class Trigger(NamedTuple):
    """A phrase that was said: the code of its sign, and where it stands in the words as given (code points)."""

    code: str
    start: int
    end: int


@dataclass(frozen=True)
class Family:
    """How urgent a family of triggers is; one figure for all languages."""

    code: str
    rank: int
    severity: int
    voucher: bool
    modifies: str = ""


@dataclass(frozen=True)
class Reading:
    """What the words tell: the family that leads the answer, how grave it is, and everything else that was met."""

    family: str
    severity: int
    triggers: tuple[Trigger, ...] = ()
    language: str = "zh"
    families: tuple[str, ...] = ()  # all that were met, the most urgent first

    @property
    def may_propose_voucher(self) -> bool:
        """Whether a voucher may be proposed; not beside an injury, a deceit or a threat, whatever else was said."""
        return all(family(code).voucher for code in (self.family, *self.families))


def read(words: str, lang: str | None = None) -> Reading:
    """Read a customer's words; `lang` overrides what the words themselves seem to be written in."""
    folded = fold(words)
    found = _matcher().find(folded)
    signs = _families_of_signs()
    met = sorted({signs[each.code] for each in found if each.code}, key=lambda code: family(code).rank)
    spans = found[:_MOST_SPANS]
    triggers = tuple(Trigger(each.code, *folded.span(each.start, each.end)) for each in spans if each.code)
    leading = _leading(met)
    return Reading(leading, _severity(leading, met), triggers, lang or languages.detect(words), tuple(met))


def first_act(code: str, lang: str) -> str:
    """What the handler of such a matter does first, and how soon."""
    return str(_words(code, lang)["first_act"])


def family_name(code: str, lang: str) -> str:
    """The family as staff call it."""
    return str(_words(code, lang)["name"])


def compose(
    reading: Reading,
    *,
    owner: str,
    when: str,
    line: str = "",
    number: int | str = "",
    name: str = "",
    lang: str | None = None,
    spoken: bool = False,
) -> str:
    """The acknowledgement in the owner's own person; `when` says a time as one would after "by" or before “前”.

    `spoken` is for the one who takes the call: no greeting, the line and the number as one says them aloud.
    """
    lang = lang or reading.language
    words, frame = _words(reading.family, lang), content.item("triggers", lang, "frame")
    facts = {"owner": owner, "when": when, "line": line, "number": number, "name": name}
    voice = "spoken_" if spoken else ""
    pieces = [
        "" if spoken else _greeting(frame, reading, name),
        _in_turn(words["opening"], number),
        words.get("advice", ""),
        _in_turn(words.get("apology", [""]), number),
        _also(reading, lang),
        words.get("owner") or frame[voice + "owner"],
        words["next"],
        frame[voice + "line"] if line else "",
        frame[voice + "number"] if number else "",
    ]
    return languages.join((content.fill(piece, **facts) for piece in pieces if piece), lang)


def sympathise(reading: Reading, *, number: int | str = "", lang: str | None = None) -> str:
    """What one says at once to somebody who grumbles or thanks, and asks for nothing: no promise, no number."""
    lang = lang or reading.language
    words = _words(reading.family, lang)
    pieces = [_in_turn(words["opening"], number), words.get("advice", ""), _in_turn(words.get("apology", [""]), number)]
    return languages.join((content.fill(piece) for piece in pieces if piece), lang)


def _greeting(frame: dict[str, str], reading: Reading, name: str) -> str:
    """Who is hurt is not wished a good day."""
    return frame[("named" if name else "unnamed") + ("_severe" if reading.severity >= SERIOUS else "")]


def _in_turn(variants: list[str], number: int | str) -> str:
    """Always the same words for the same case, and not the same for the next: who writes twice meets no parrot."""
    return variants[crc32(str(number).encode()) % len(variants)]


def _also(reading: Reading, lang: str) -> str:
    """One more sentence for the next thing that was said, where there is one for it."""
    others = (_words(code, lang).get("also", "") for code in reading.families if code != reading.family)
    return next(filter(None, others), "")


def _leading(met: Iterable[str]) -> str:
    """The matter before the mood, the mood before a mere sigh, thanks before a word about a child; then the gravest."""
    return min(met, key=lambda code: (_tier(family(code)), -family(code).severity, family(code).rank), default=GENERAL)


def _tier(family: Family) -> int:
    if family.modifies:
        return 1 if family.modifies == "mood" else 4
    return 2 if family.code == GENERAL else 0 if family.severity else 3


def _severity(leading: str, met: list[str]) -> int:
    """A child, an old person or a word of leaving makes an ordinary complaint a serious one."""
    lead = family(leading)
    if lead.severity == 0:
        return 0
    gravest = max((family(code).severity for code in met), default=lead.severity)
    is_raised = not lead.modifies and any(family(code).modifies for code in met)
    return max(gravest, SERIOUS) if is_raised else gravest


def family(code: str) -> Family:
    """The figures of a family; an unknown code is an error."""
    try:
        return _families()[code]
    except KeyError as reason:
        raise content.ContentError(f"shared/triggers.toml: no family {code!r}") from reason


def families() -> tuple[Family, ...]:
    """All families, the most urgent first."""
    return tuple(_families().values())


@cache
def _families() -> dict[str, Family]:
    listed = content.shared("triggers").items()
    return {code: Family(code=code, rank=rank, **figures) for rank, (code, figures) in enumerate(listed)}


def _words(code: str, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = content.item("triggers", lang, code)
    return found


@cache
def _families_of_signs() -> dict[str, str]:
    return {sign: code for code in _families() for sign in _words(code, content.LANGUAGES[0])["words"]}


@cache
def _matcher() -> Matcher:
    """The phrases of all languages at once: people mix them."""
    phrases: dict[str, list[str]] = {}
    shields: list[str] = []
    for lang in content.LANGUAGES:
        for code in _families():
            words = _words(code, lang)
            shields += words.get("unless", [])
            for sign, listed in words["words"].items():
                phrases.setdefault(sign, []).extend(listed)
    return Matcher(phrases, shields)
