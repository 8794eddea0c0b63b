"""What people call the standards that ship."""

from django.utils.translation import gettext, gettext_noop

NAMES = {
    "first-answer": gettext_noop("First answer"),
    "first-answer-serious": gettext_noop("First answer to a serious matter"),
    "first-answer-grave": gettext_noop("First answer where somebody may be hurt"),
    "decision": gettext_noop("Decision"),
    "solution": gettext_noop("Solution"),
    "look-at": gettext_noop("Look at it"),
}


# The clock of a grave matter is called as every other; only its limit is that of another standard.
_BY_SEVERITY = {2: {"first-answer": "first-answer-serious"}, 3: {"first-answer": "first-answer-grave"}}


def by_severity(severity: int) -> dict[str, str]:
    """Which standards measure the clocks of a matter of this severity (0 to 3), where they are not their own."""
    return _BY_SEVERITY.get(severity, {})


def name_of(code: str) -> str:
    """The name of a standard in the reader's language; the house's own are known by their code."""
    return gettext(NAMES[code]) if code in NAMES else code
