"""What people call the standards that ship."""

from django.utils.translation import gettext, gettext_noop

NAMES = {
    "first-answer": gettext_noop("First answer"),
    "decision": gettext_noop("Decision"),
    "solution": gettext_noop("Solution"),
    "look-at": gettext_noop("Look at it"),
}


def name_of(code: str) -> str:
    """The name of a standard in the reader's language; the house's own are known by their code."""
    return gettext(NAMES[code]) if code in NAMES else code
