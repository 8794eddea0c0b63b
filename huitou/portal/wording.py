"""Why an act is not possible now, in words for customers; `cases/refusals.py` has those that colleagues read too."""

from django.utils.translation import gettext as _

from huitou.cases import refusals
from huitou.cases.workflow import Refusal


def refused(refusal: Refusal) -> str:
    """The sentence for the customer who tried."""
    moved_on = _("This was answered already, and we have gone on from there. You can write to us below at any time.")
    return {
        "closed": _("This matter is closed meanwhile. Write to us below; we answer you."),
        "other-step": moved_on,
        "no-open-solution": moved_on,
        "not-solved-yet": _("We are still working on it. If something is not right, write to us below."),
    }.get(refusal.code) or refusals.words(refusal)


def too_often() -> str:
    """Beside words that are not lost."""
    return _(
        "Many messages came from your network just now. Your words are still here; "
        "please send them again in an hour, or call us."
    )
