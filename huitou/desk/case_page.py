"""Everything that the case page shows, gathered with a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huitou.accounts.models import Department, Team, User
from huitou.cases import workflow
from huitou.cases.models import Case, Message, Note, Voice
from huitou.channels.models import Outbound
from huitou.desk import history
from huitou.desk.acts import ACTS
from huitou.desk.forms import ActForm
from huitou.desk.language import language
from huitou.files.models import File
from huitou.method import categories, causes, explanations, steps
from huitou.standards import clocks


@dataclass(frozen=True)
class Said:
    """One piece of the conversation or a note, in the order of time."""

    kind: str
    words: str
    at: datetime
    sender: str
    author: User | None
    anchor: str
    pictures: list[File] = field(default_factory=list)
    mail: Outbound | None = None


def of(case: Case, user: User, bound: dict[str, ActForm]) -> dict[str, Any]:
    """The context of desk/case.html; `bound` holds a form that was refused, under its noun."""
    lang = language()
    facts = case.facts()
    sent = list(Outbound.objects.filter(about=case.key).order_by("id"))
    return {
        "case": case,
        "facts": facts,
        "said": _conversation(case, sent),
        "steps": _steps(case, facts, lang),
        "step": steps.step(case.step, lang),
        "checklist": _checklist(facts, lang),
        "clocks": clocks.for_subjects([case.key]).get(case.key, []),
        "history": history.of(case),
        "asks": list(case.asks.all()),
        "solutions": list(case.solutions.select_related("proposed_by")),
        "calls": [piece for piece in sent if piece.kind == "call" and piece.state == "waiting"],
        "forms": {noun: bound.get(noun) or _blank(act.form, case) for noun, act in ACTS.items()},
        "refused": next(iter(bound), ""),
        "may": {ability: user.can(ability) for ability in {act.ability for act in ACTS.values()}},
        "may_overrule": user.can("case.overrule") and user.pk != case.owner_id,
        "other_cases": list(case.customer.cases.visible_to(user).exclude(pk=case.pk).order_by("-id")[:5]),
        **_choices(case, lang),
    }


def _blank(form: type[ActForm], case: Case) -> ActForm:
    return form(initial={"seen": case.version})


def _choices(case: Case, lang: str) -> dict[str, Any]:
    return {
        "categories": categories.all(lang),
        "category": categories.find(case.category_code, lang),
        "questions": categories.questions(case.category_code, lang) if case.category_code else None,
        "feelings": steps.feelings(lang),
        "judgements": steps.judgements(lang),
        "causes": causes.all(lang),
        "explanations": explanations.all(case.language),
        "departments": list(Department.objects.filter(is_active=True)),
        "teams": list(Team.objects.filter(is_active=True).select_related("branch")),
        "people": list(User.objects.on_duty().who_can("case.act").exclude(pk=case.owner_id)),
        "earlier_steps": [steps.step(number, lang) for number in workflow.STEPS if number < case.step],
        "closings": steps.closings(lang),
    }


def _steps(case: Case, facts: workflow.Facts, lang: str) -> list[dict[str, Any]]:
    """The seven steps with who did what when."""
    entries: dict[int, list[Any]] = {}
    for entry in case.step_entries.all():
        entries.setdefault(entry.step, []).append(entry)
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
    if case.holds is False and workflow.JUDGE < number < workflow.EVALUATE and case.round == 1:
        return "skipped"
    return "done" if number < case.step or (number == case.step and workflow.is_done(facts)) else "ahead"


def _checklist(facts: workflow.Facts, lang: str) -> list[dict[str, Any]]:
    return [{"code": code, "met": met, "words": steps.rule(code, lang)} for code, met in workflow.checklist(facts)]


def _conversation(case: Case, sent: list[Outbound]) -> list[Said]:
    voices = list(case.voices.order_by("id"))
    said = list(case.messages.select_related("author"))
    pictures = _pictures([voice.key for voice in voices] + [message.key for message in said])
    mails = {piece.key.rsplit("/", 1)[0]: piece for piece in sent}
    pieces = [_voice(voice, pictures) for voice in voices]
    pieces += [_message(message, pictures, mails.get(message.key)) for message in said]
    pieces += [_note(note) for note in case.notes.select_related("author")]
    return sorted(pieces, key=lambda piece: piece.at)


def _pictures(keys: list[str]) -> dict[str, list[File]]:
    found: dict[str, list[File]] = {}
    for file in File.objects.filter(subject__in=keys).order_by("created_at", "id"):
        found.setdefault(file.subject, []).append(file)
    return found


def _voice(voice: Voice, pictures: dict[str, list[File]]) -> Said:
    found = pictures.get(voice.key, [])
    return Said("voice", voice.words, voice.received_at, "customer", None, f"voice-{voice.pk}", found)


def _message(message: Message, pictures: dict[str, list[File]], mail: Outbound | None) -> Said:
    found = pictures.get(message.key, [])
    anchor = f"message-{message.pk}"
    return Said(message.kind, message.words, message.sent_at, message.sender, message.author, anchor, found, mail)


def _note(note: Note) -> Said:
    return Said("note", note.words, note.made_at, "note", note.author, f"note-{note.pk}")
