"""The acts on a case: for each noun its form, the ability it needs, and the verb it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huitou.accounts.models import User
from huitou.cases.models import Case
from huitou.cases.workflow import Refusal
from huitou.channels import outbound
from huitou.channels.models import Outbound
from huitou.desk import forms

Data = dict[str, Any]
NOTED = _("Noted.")


@dataclass(frozen=True)
class Act:
    """One noun under /cases/4711/."""

    form: type[forms.ActForm]
    ability: str
    do: Callable[[Case, User, Data], object]
    done: str | Promise = NOTED


def _answer(case: Case, user: User, data: Data) -> None:
    answer = data.pop("answer")
    (case.accept_solution if answer == "accepted" else case.decline_solution)(by=user, **data)


def _reply(case: Case, user: User, data: Data) -> None:
    case.reply(by=user, words=data["words"], uploads=data["pictures"])


def _note(case: Case, user: User, data: Data) -> None:
    case.note(by=user, words=data["words"])


def _call(case: Case, user: User, data: Data) -> None:
    call = Outbound.objects.filter(pk=data["call"], about=case.key, kind="call").first()
    if call is None:
        raise Refusal("no-such-call")
    outbound.called(call, by=user, result=data["result"])


ACTS: dict[str, Act] = {
    "recording": Act(forms.RecordingForm, "case.act", lambda case, user, data: case.record(by=user, **data)),
    "ask-confirmation": Act(
        forms.AskConfirmationForm, "case.act", lambda case, user, data: case.confirm_ask(by=user, **data)
    ),
    "judgement": Act(forms.JudgementForm, "case.act", lambda case, user, data: case.judge(by=user, **data)),
    "department": Act(forms.DepartmentForm, "case.act", lambda case, user, data: case.place(by=user, **data)),
    "cause": Act(forms.CauseForm, "case.act", lambda case, user, data: case.analyse(by=user, **data)),
    "solution": Act(
        forms.SolutionForm, "case.act", lambda case, user, data: case.propose(by=user, **data), _("Proposed.")
    ),
    "solution-answer": Act(forms.SolutionAnswerForm, "case.act", _answer),
    "delivery": Act(forms.DeliveryForm, "case.act", lambda case, user, data: case.carry_out(by=user, **data)),
    "evaluation": Act(
        forms.SolvedForm, "case.reply", lambda case, user, data: case.tell_solved(by=user, **data), _("Sent.")
    ),
    "follow-up": Act(forms.FollowUpForm, "case.act", lambda case, user, data: case.follow_up(by=user, **data)),
    "step-back": Act(forms.StepBackForm, "case.act", lambda case, user, data: case.step_back(by=user, **data)),
    "hand-over": Act(forms.HandOverForm, "case.hand_over", lambda case, user, data: case.hand_over(by=user, **data)),
    # A reply and a note add to a case and change nothing that a colleague may have changed: no version is asked.
    "reply": Act(forms.ReplyForm, "case.reply", _reply, _("Sent.")),
    "note": Act(forms.NoteForm, "case.note", _note),
    "closure": Act(forms.ClosureForm, "case.close", lambda case, user, data: case.close(by=user, **data), _("Closed.")),
    "resumption": Act(forms.ResumptionForm, "case.act", lambda case, user, data: case.resume(by=user, **data)),
    "call": Act(forms.CallForm, "case.reply", _call),
}
