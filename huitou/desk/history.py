"""Who did what when, read from the ledger and said in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from huitou.accounts.models import Department, User
from huitou.cases.models import Case
from huitou.desk.language import language
from huitou.ledger.models import Event, words_of
from huitou.method import categories, steps
from huitou.standards.names import name_of

TOLD = ("case.", "clock.breached")


@dataclass(frozen=True)
class Entry:
    """One line of the history; `why` is the reason in somebody's words, where it has not been erased."""

    kind: str
    at: datetime
    who: str
    what: str
    why: str
    position: int | None


def of(case: Case) -> list[Entry]:
    """The whole history of a case, oldest first; clocks are told only when they broke."""
    events = [event for event in Event.objects.about(case.key) if event.kind.startswith(TOLD)]
    names = _names(events)
    words = words_of(events)
    return [_entry(event, names, words.get(event.pk, {})) for event in events]


def _entry(event: Event, names: dict[str, str], words: dict[str, str]) -> Entry:
    what = describe(event.kind, event.data, names)
    return Entry(event.kind, event.at, names.get(event.actor, ""), what, " ".join(words.values()), event.position)


def _names(events: list[Event]) -> dict[str, str]:
    """The names of all people and departments that the events speak of, with one query each."""
    people = {int(event.actor[5:]) for event in events if event.actor.startswith("user:")}
    people |= {event.data[name] for event in events for name in ("giver", "taker") if event.data.get(name)}
    places = {event.data["department"] for event in events if event.data.get("department")}
    named = {f"user:{pk}": name for pk, name in User.objects.filter(pk__in=people).values_list("pk", "name")}
    if places:
        named |= {place.key: str(place) for place in Department.objects.filter(pk__in=places)}
    named |= {event.actor: _("Customer") for event in events if event.actor.startswith("customer:")}
    return {"system": _("Huitou"), **named}


def describe(kind: str, data: dict[str, Any], names: dict[str, str]) -> str:
    """One event as a phrase; a kind without words of its own is shown by its code, so that nothing is hidden."""
    lang = language()
    step = data.get("step") or data.get("step_to")
    fields = {
        "step": steps.step(step, lang).name if step else "",
        "closed_as": steps.closing(data["closed_as"], lang) if data.get("closed_as") else "",
        "category": getattr(categories.find(data.get("category") or "", lang), "name", ""),
        "department": names.get(f"department:{data.get('department')}", ""),
        "giver": names.get(f"user:{data.get('giver')}", ""),
        "standard": name_of(data["standard"]) if data.get("standard") else "",
        "taker": names.get(f"user:{data.get('taker')}", ""),
    }
    pattern = _phrases().get(_phrase_code(kind, data))
    return pattern % fields if pattern else kind


def _phrase_code(kind: str, data: dict[str, Any]) -> str:
    code = kind.partition(".")[2]
    if code == "judged":
        return "judged_holds" if data.get("holds") else "judged_not"
    if code == "recorded" and not data.get("category"):
        return "recorded_only"
    return code


def _phrases() -> dict[str, str]:
    return {
        "opened": _("opened the case"),
        "step_started": _("began step “%(step)s”"),
        "recorded": _("noted the matter: %(category)s"),
        "recorded_only": _("noted the matter"),
        "ask_recorded": _("noted what the customer asks for"),
        "ask_confirmed": _("confirmed the ask once more"),
        "judged_holds": _("judged: it holds"),
        "judged_not": _("judged: it does not hold, and explained it"),
        "placed": _("set the department: %(department)s"),
        "analysed": _("found the cause"),
        "solution_proposed": _("proposed a solution"),
        "solution_accepted": _("accepted the solution"),
        "solution_declined": _("declined the solution"),
        "solution_replaced": _("replaced the proposal"),
        "carried_out": _("carried it out"),
        "solved": _("solved"),
        "content": _("is content"),
        "reopened": _("is not content: taken up again"),
        "followed_up": _("followed up"),
        "handed_over": _("handed over from %(giver)s to %(taker)s"),
        "stepped_back": _("took the case back to “%(step)s”"),
        "closed": _("closed: %(closed_as)s"),
        "replied": _("wrote to the customer"),
        "told": _("told the customer"),
        "heard": _("wrote to us"),
        "noted": _("wrote a note"),
        "resumed": _("took the case up again"),
        "reach_recorded": _("noted how to reach the customer"),
        "breached": _("the time for “%(standard)s” ran out"),
    }
