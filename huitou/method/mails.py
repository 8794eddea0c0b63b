"""What is written to customers by itself: mails around somebody's words, notices without them, and short phrases."""

import re
from typing import NamedTuple

from huitou.method import content, languages

_BLANK_LINES = re.compile(r"\n{3,}")


class Mail(NamedTuple):
    """Subject and text."""

    subject: str
    body: str


def compose(kind: str, lang: str, *, name: str = "", words: str = "", **facts: object) -> Mail:
    """A mail of this kind; without `words` it says that something is there, and not what."""
    written = content.item("mails", lang, "mails", kind)
    facts |= {"name": name, "words": words}
    facts["greeting"] = _lines(_frame("named" if name else "unnamed", lang), facts)
    facts["signature"] = _lines(_frame("signature", lang), facts)
    text = written["body"] if words else written.get("notice", written["body"])
    return Mail(content.fill(written["subject"], **facts), _lines(text, facts))


def phrase(code: str, lang: str, **facts: object) -> str:
    """A few short sentences of their own."""
    return languages.join(_put(content.item("mails", lang, "phrases", code), facts), lang)


def kinds(lang: str) -> tuple[str, ...]:
    """Every kind of mail."""
    return tuple(content.item("mails", lang, "mails"))


def _frame(code: str, lang: str) -> str:
    return str(content.item("mails", lang, "frame", code))


def _lines(text: str, facts: dict[str, object]) -> str:
    return _BLANK_LINES.sub("\n\n", "\n".join(_put(text.strip().split("\n"), facts))).strip()


def _put(pieces: list[str], facts: dict[str, object]) -> list[str]:
    """Fill in piece by piece; one whose fact is empty has nothing to say. A fact that nobody gave is an error."""
    filled = ((piece, content.fill(piece, **facts)) for piece in pieces)
    return [text for piece, text in filled if all(facts[name] for name in content.placeholders(piece))]
