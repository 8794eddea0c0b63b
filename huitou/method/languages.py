"""Which of our languages somebody writes, and how sentences stand beside each other in it."""

import re
from collections.abc import Iterable

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_LATIN_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]{2,}")
# Enough to know; the rest of a long text says the same.
_LOOK_AT = 2000


def detect(words: str, default: str = "zh") -> str:
    """zh or en: a Chinese character weighs as much as a Latin word (WiFi 坏了 is Chinese); neither: the default."""
    chinese, latin = len(_CHINESE.findall(words[:_LOOK_AT])), len(_LATIN_WORD.findall(words[:_LOOK_AT]))
    if not chinese and not latin:
        return default
    return "zh" if chinese >= latin else "en"


def join(sentences: Iterable[str], lang: str) -> str:
    """Sentences in a row: a space between them in English, none in Chinese."""
    return ("" if lang == "zh" else " ").join(sentences)
