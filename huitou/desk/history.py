"""Who did what when, read from the ledger and said in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _

from huitou.accounts.models import Department, User
from huitou.cases.models import Case
from huitou.desk.phrases import PHRASES
from huitou.ledger.models import Event, words_of
from huitou.lib.language import page_language
from huitou.method import categories, steps
from huitou.standards.names import name_of

TOLD = ("case.", "clock.breached", "outbound.called")
# What a customer does, and a colleague only writes down when it was said by phone.
CUSTOMERS_OWN = frozenset({"solution_accepted", "solution_declined", "content", "reopened"})


NOBODY: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Entry:
    """One line of the history; `why` is the reason in somebody's words, where it has not been erased."""

    kind: str
    at: datetime
    actor: str
    who: str
    what: str
    why: str
    position: int | None


def of(case: Case, calls: Sequence[str] = ()) -> list[Entry]:
    """The whole history of a case with its calls, oldest first; clocks are told only when they broke."""
    found = Event.objects.filter(subject__in=[case.key, *calls]).order_by("id")
    events = [event for event in found if event.kind.startswith(TOLD)]
    names = _names(events)
    words = words_of(events)
    return [_entry(event, names, words.get(event.pk, {})) for event in events]


def _entry(event: Event, names: dict[str, str], words: dict[str, str]) -> Entry:
    what = describe(event.kind, event.data, names, by=event.actor)
    why = " ".join(words.values())
    return Entry(event.kind, event.at, event.actor, names.get(event.actor, ""), what, why, event.position)


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


def describe(kind: str, data: dict[str, Any], names: Mapping[str, str] = NOBODY, *, by: str = "") -> str:
    """One event as a phrase; a kind without words of its own is shown by its code, so that nothing is hidden."""
    lang = page_language()
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
    pattern = PHRASES.get(_phrase_code(kind, data, by))
    return str(pattern) % fields if pattern else kind


def _phrase_code(kind: str, data: dict[str, Any], by: str) -> str:
    code = kind.partition(".")[2]
    if code == "judged":
        return "judged_holds" if data.get("holds") else "judged_not"
    if code == "recorded" and not data.get("category"):
        return "recorded_only"
    if code == "called" and data.get("how", "phone") != "phone":
        code = "contacted"
    if code in ("followed_up", "called", "contacted"):
        return f"{code}_{data.get('result', '')}".replace("-", "_")
    return f"{code}_noted" if code in CUSTOMERS_OWN and by.startswith("user:") else code
