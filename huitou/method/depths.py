"""How deep a voice goes (V1): dissatisfaction, grumble, complaint, or praise. The rule suggests, a person decides."""

from functools import cache
from typing import NamedTuple

from huitou.method import acknowledgements, content
from huitou.method.acknowledgements import PRAISE, SERIOUS, Reading
from huitou.method.folding import fold
from huitou.method.matching import Matcher

# Doors made for complaints: who goes through one wants to be put right.
COMPLAINT_CHANNELS = frozenset({"web", "api"})


class Depth(NamedTuple):
    """The kind of a voice, and why: no-words, wished, asked, praised, trigger, door or asked-nothing."""

    kind: str
    why: str


def suggest(words: str, channel: str, wish: str = "", reading: Reading | None = None) -> Depth:
    """How deep it goes; thanks stay thanks by any door, as long as nothing is asked."""
    reading = reading or acknowledgements.read(words)
    if not words.strip() and not wish.strip():
        return Depth("dissatisfaction", "no-words")
    if reason := _reason_to_complain(words, channel, wish, reading):
        return Depth("complaint", reason)
    return Depth("praise", "praised") if reading.family == PRAISE else Depth("grumble", "asked-nothing")


def _reason_to_complain(words: str, channel: str, wish: str, reading: Reading) -> str:
    if wish.strip():
        return "wished"
    if asks(words):
        return "asked"
    if any(acknowledgements.family(code).severity >= SERIOUS for code in reading.families):
        return "trigger"
    return "door" if channel in COMPLAINT_CHANNELS and reading.family != PRAISE else ""


def asks(words: str) -> bool:
    """Whether the words ask for something to be put right."""
    return bool(_matcher().find(fold(words)))


@cache
def _matcher() -> Matcher:
    asked = [phrase for lang in content.LANGUAGES for phrase in content.item("asks", lang, "words")]
    shields = [phrase for lang in content.LANGUAGES for phrase in content.item("asks", lang, "unless")]
    return Matcher({"asks": asked}, shields)
