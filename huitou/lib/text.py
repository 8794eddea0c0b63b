"""Text as people send it, made safe to keep: nothing visible is lost."""

import re
import unicodedata

# Controls that no screen shows and PostgreSQL refuses (NUL), and lone surrogates that no encoding takes.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Embeddings, overrides and isolates can make "exe.gnp" read "png.exe"; plain marks (U+200E, U+200F) stay.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINES = re.compile("\r\n|\r|\u2028|\u2029|\x85")


def clean_words(text: str) -> str:
    """What somebody wrote, in NFC with \\n line ends, without invisible controls."""
    text = _LINES.sub("\n", text)
    text = _BIDI.sub("", _CONTROLS.sub("", text))
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str) -> str:
    """The same for a field of one line: every run of white space is one space."""
    return " ".join(clean_words(text).split())


def first_words(text: str, length: int = 40) -> str:
    """The beginning of a text on one line, with an ellipsis where it was cut."""
    line = clean_line(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
