"""Why an act is not possible now, in words that say what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huitou.cases.workflow import Refusal

WORDS: dict[str, Promise] = {
    "stale": _(
        "A colleague changed this case while your page was open. "
        "Your text is still here: look at what changed, then send it again."
    ),
    "other-step": _("The case is at another step now. Look at the steps on the right and go on from there."),
    "closed": _("This case is closed. The customer's “not content” or a follow-up opens it again."),
    "not-closed": _("This case is open; there is nothing to take up again."),
    "unknown-closing": _("Choose how the case ends."),
    "not-content-yet": _(
        "The customer has not said yet that they are content. Ask them, on the page or by a call, and note the answer."
    ),
    "too-few-attempts": _(
        "Two attempts without an answer are needed before a case is closed as “no answer”. "
        "Note each one under follow-up."
    ),
    "not-above": _("Only someone above the owner may close a case against the customer's wish. Ask your supervisor."),
    "reason-missing": _("Please give the reason: colleagues and auditors will read it."),
    "never-taken": _("This case never stood at that step. Choose one that it has passed."),
    "offer-made": _("The ask stands while our offer is open. Replace or take back the offer first."),
    "about-themselves": _("The complaint names this person. Choose somebody else."),
    "not-back": _("Choose an earlier step."),
    "ask-missing": _("First ask the customer what they want us to do, and note it in their words."),
    "ask-unconfirmed": _("The ask was made in anger. Confirm it once now that things are calm, then propose."),
    "explanation-missing": _(
        "Write the explanation that the customer will read: courteous, with thanks, and with what we can still do."
    ),
    "cause-missing": _("Write down what you found."),
    "field-missing": _("Please fill this in."),
    "difference-missing": _(
        "The solution differs from the ask: say, in the customer's words, why it serves them better."
    ),
    "failed-before": _("The customer already turned this solution down. Offer a different one."),
    "no-open-solution": _("There is no open proposal to answer."),
    "other-solution": _("Our proposal changed meanwhile. Please read the new one below."),
    "words-missing": _("Please write something first."),
    "unknown-contentment": _("Please choose one of the two answers."),
    "not-solved-yet": _("We have not said yet that it is solved."),
    "unknown-result": _("Choose what came of the call."),
    "same-owner": _("This person already has the case."),
    "cannot-own": _("This person cannot take cases now. Choose somebody else."),
    "summary-missing": _("Write a short summary, so that the customer need not tell everything again."),
    "nobody-there": _("There is nobody yet who could take this on. Add a handler first."),
    "unknown-kind": _("Choose the depth."),
    "unknown-code": _("Choose one of the list."),
    "no-department": _("There is no department of this code."),
    "has-case": _("This voice already belongs to a case."),
}


def words(refusal: Refusal) -> str:
    """The sentence for the person who tried; in the active language."""
    return str(WORDS.get(refusal.code, _("This is not possible now.")))
