"""The name that people see: never a path, never a trick, and an ending that tells the truth."""

import re
import unicodedata

from huitou.files.kinds import Kind
from huitou.lib.text import clean_line

LONGEST = 120
# Format characters draw nothing and can hide a dot or turn the name round; the joiner of emoji may stay.
_JOINER = "\u200d"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def display_name(name: str, kind: Kind) -> str:
    """A cleaned name of at most 120 characters that ends as such a file should."""
    stem, ending = _split(_cleaned(name))
    if ending.lower() not in kind.endings:
        stem, ending = (f"{stem}.{ending}" if ending else stem), kind.endings[0]
    stem = stem[: LONGEST - len(ending) - 1].rstrip(". ")
    return f"{stem or 'file'}.{ending}"


def _cleaned(name: str) -> str:
    last = re.split(r"[/\\]", clean_line(name[-5000:]))[-1]
    seen = "".join(letter for letter in last if letter == _JOINER or unicodedata.category(letter) != "Cf")
    plain = _FORBIDDEN.sub("_", seen).strip(". ")
    return f"_{plain}" if _DEVICES.match(plain) else plain


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot and len(ending) <= 5 else (name, "")
