"""The HTML side of a mail, drawn from its words: paragraphs, and one button where a paragraph is our own address."""

import re
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from huitou.accounts.models import Organisation
from huitou.channels.models import Outbound
from huitou.lib.language import django_code

_BLANK = re.compile(r"\n\s*\n")


class Paragraph(NamedTuple):
    words: str
    is_button: bool


def page(piece: Outbound, words: str) -> str:
    """The mail in its reader's language; nothing in it is fetched from anywhere."""
    with translation.override(django_code(piece.language)):
        facts = {
            "subject": piece.subject,
            "paragraphs": paragraphs(words),
            "sender": str(Organisation.current()),
        }
        return render_to_string("channels/email.html", {**facts, "lang": "en" if piece.language == "en" else "zh-Hans"})


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs; the first that is only an address of ours is the button."""
    found: list[Paragraph] = []
    for words in filter(None, map(str.strip, _BLANK.split(text))):
        is_button = _is_ours(words) and not any(paragraph.is_button for paragraph in found)
        found.append(Paragraph(words, is_button))
    return found


def _is_ours(words: str) -> bool:
    return words.startswith(f"{settings.BASE_URL}/") and not re.search(r"\s", words)
