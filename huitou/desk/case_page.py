"""Everything that the case page shows, gathered with a fixed number of queries."""

from typing import Any
from uuid import uuid4

from huitou.accounts.models import Department, Team, User
from huitou.cases import workflow
from huitou.cases.models import Case, StepEntry
from huitou.channels.models import CALL, WAITING, Outbound
from huitou.desk import conversation, forms_shown, history
from huitou.desk.acts import ACTS
from huitou.desk.forms import ActForm
from huitou.lib.language import page_language
from huitou.method import acknowledgements, categories, causes, explanations, steps
from huitou.standards import clocks

# Where a complaint does not hold nothing is put right; when the customer is not content, a solution is found after all.
WITHOUT_SOLUTION = range(workflow.PLACE, workflow.EVALUATE)
WITHOUT_CAUSE = range(workflow.PLACE, workflow.PROPOSE)


def of(case: Case, user: User, bound: dict[str, ActForm]) -> dict[str, Any]:
    """The context of desk/case.html; `bound` holds a form that was refused, under its noun."""
    lang = page_language()
    facts = case.facts()
    sent = list(Outbound.objects.filter(about=case.key).order_by("id"))
    told = history.of(case, [piece.ledger_key for piece in sent if piece.kind == CALL])
    solutions = list(case.solutions.all())
    shown = forms_shown.of(case, facts, user)
    said = conversation.of(case, sent, told, solutions)
    entered = list(case.step_entries.all())
    return {
        "case": case,
        "facts": facts,
        "said": said,
        "typed": _typed(case, said),
        "steps": _steps(case, facts, lang, told, entered),
        "earlier_steps": [
            steps.step(number, lang) for number in workflow.path(one.step for one in entered) if number < case.step
        ],
        "step": steps.step(case.step, lang),
        "first_act": acknowledgements.first_act(case.family_code, lang) if case.answered_at is None else "",
        "checklist": _checklist(facts, lang),
        "clocks": clocks.for_subjects([case.key]).get(case.key, []),
        "history": told,
        "hand_overs": sum(entry.kind == "case.handed_over" for entry in told),
        "solutions": solutions,
        "calls": [piece for piece in sent if piece.kind == CALL and piece.state == WAITING],
        "forms": {noun: bound.get(noun) or _blank(act.form, case) for noun, act in ACTS.items()},
        "shown": shown,
        "refused": next(iter(bound), ""),
        "stranded": next((form for noun, form in bound.items() if noun not in shown), None),
        "form_key": uuid4(),
        "ending": steps.closing(case.closed_as, lang) if case.is_closed else "",
        "other_cases": list(case.customer.cases.visible_to(user).exclude(pk=case.pk).order_by("-id")[:5]),
        **_choices(case, lang),
    }


def _blank(form: type[ActForm], case: Case) -> ActForm:
    return form(
        initial={"category_code": case.category_code, "feeling": case.feeling, "department": case.department_id}
    )


def _typed(case: Case, said: list[conversation.Said]) -> list[str]:
    """How to reach the customer in their own words, where they say more than the address: after seven, ask for Li."""
    contact = case.contact
    known = {"", contact.shown, contact.value} if contact else {""}
    return list(dict.fromkeys(piece.reach for piece in said if piece.reach not in known))


def _choices(case: Case, lang: str) -> dict[str, Any]:
    return {
        "categories": categories.all(lang),
        "category": categories.find(case.category_code, lang),
        "judgements": steps.judgements(lang),
        "causes": causes.all(lang),
        "explanations": explanations.all(case.language),
        # Not fetched before a form that is shown asks for them.
        "departments": Department.objects.filter(is_active=True),
        "teams": Team.objects.filter(is_active=True).select_related("branch"),
        "people": User.objects.on_duty().who_can("case.act").exclude(pk=case.owner_id),
        "closings": steps.closings(lang),
    }


def _steps(
    case: Case, facts: workflow.Facts, lang: str, told: list[history.Entry], entered: list[StepEntry]
) -> list[dict[str, Any]]:
    """The seven steps with who did what when; whoever ended a step stands in the history as well."""
    names = {entry.actor: entry.who for entry in told}
    entries: dict[int, list[tuple[StepEntry, str]]] = {}
    for entry in entered:
        if entry.finished_at is not None:
            entries.setdefault(entry.step, []).append((entry, names.get(entry.finished_by, "")))
    return [
        {
            "step": steps.step(number, lang),
            "state": _state(case, facts, number),
            "entries": entries.get(number, []),
        }
        for number in workflow.STEPS
    ]


def _state(case: Case, facts: workflow.Facts, number: int) -> str:
    if number == case.step and not case.is_closed:
        return "done" if number == workflow.EVALUATE and workflow.is_done(facts) else "current"
    if case.holds is False and number in (WITHOUT_CAUSE if case.round > 1 else WITHOUT_SOLUTION):
        return "skipped"
    return "done" if number < case.step or (number == case.step and workflow.is_done(facts)) else "ahead"


def _checklist(facts: workflow.Facts, lang: str) -> list[dict[str, Any]]:
    return [{"code": code, "met": met, "words": steps.rule(code, lang)} for code, met in workflow.checklist(facts)]
