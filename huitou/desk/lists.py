"""My day and the lists of cases: rows with their clocks, in the order of what hurts first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huitou.accounts.models import User
from huitou.cases.models import Case, Voice
from huitou.cases.models.case import CaseQuerySet
from huitou.cases.models.voice import VoiceQuerySet
from huitou.lib.clock import now
from huitou.lib.language import page_language
from huitou.method import steps
from huitou.standards import clocks
from huitou.standards.models import Clock

VIEWS = {
    "open": _("Open"),
    "mine": _("Mine"),
    "awaiting": _("Waiting for an answer"),
    "follow-up": _("Follow-up"),
    "closed": _("Closed"),
}
NEVER = datetime.max.replace(tzinfo=UTC)
MOST, MOST_VOICES, MOST_COUNTED = 200, 20, 100


@dataclass(frozen=True)
class Row:
    """One case in a list, with the clock that ends first and why it is here."""

    case: Case
    clock: Clock | None
    step: Any
    why: str

    @property
    def hurts(self) -> tuple[int, datetime]:
        """What hurts first: broken, then unanswered, then by the time left; severe before slight."""
        due = self.clock.due_at if self.clock else NEVER
        rank = {"late": 0, "awaiting": 1, "soon": 2, "follow-up": 3}.get(self.why, 4)
        return (rank * 10 - self.case.severity, due)


def queryset(user: User, view: str) -> CaseQuerySet:
    """The cases of one view that a person may see, newest first."""
    related = ("customer", "contact", "owner", "branch", "product")
    cases = Case.objects.visible_to(user).select_related(*related).order_by("-id")
    if view == "closed":
        return cases.filter(closed_at__isnull=False)
    if view == "awaiting":
        # Closed ones as well: whoever writes later was promised an answer.
        return cases.awaiting_us()
    cases = cases.open()
    if view == "mine":
        return cases.owned_by(user)
    return cases.filter(follow_up_on__lte=timezone.localdate(now())) if view == "follow-up" else cases


def rows(cases: list[Case]) -> list[Row]:
    """Rows with their clocks: one query for all."""
    running = clocks.for_subjects([case.key for case in cases])
    lang = page_language()
    return [_row(case, running.get(case.key, []), lang) for case in cases]


def _row(case: Case, running: list[Clock], lang: str) -> Row:
    clock = min((one for one in running if one.is_running), key=lambda one: one.due_at, default=None)
    return Row(case, clock, steps.step(case.step, lang), _why(case, clock))


def _why(case: Case, clock: Clock | None) -> str:
    if clock is not None and clock.due_at <= now():
        return "late"
    if case.awaiting_since is not None:
        return "awaiting"
    if clock is not None and (clock.due_at - now()).total_seconds() <= 3600:
        return "soon"
    if case.follow_up_on is not None and case.follow_up_on <= timezone.localdate(now()):
        return "follow-up"
    return "open"


def day(user: User) -> dict[str, Any]:
    """The lists of the first desk: what is mine, what waits in my teams for those who answer, and voices."""
    mine = list(queryset(user, "mine").order_by("id")[:MOST])
    later = queryset(user, "awaiting").owned_by(user).filter(closed_at__isnull=False)
    mine += later.order_by("awaiting_since")[:MOST]
    awaiting = queryset(user, "awaiting").exclude(owner=user).order_by("awaiting_since")[:MOST]
    told = sorted(rows([*mine, *(awaiting if user.can("case.reply") else [])]), key=lambda row: row.hurts)
    return {
        "mine": [row for row in told if row.case.owner_id == user.pk],
        "team": [row for row in told if row.case.owner_id != user.pk],
        "voices": list(_voices(user)[:MOST_VOICES]) if user.can("voice.note") else [],
        "is_cut": len(mine) >= MOST,
    }


def _voices(user: User) -> VoiceQuerySet:
    return Voice.objects.visible_to(user).waiting().select_related("customer", "branch").order_by("-id")


def waiting(user: User) -> dict[str, int]:
    """What the rail counts, up to a bound: the customers who wait for an answer of mine."""
    return {"day": len(Case.objects.owned_by(user).awaiting_us().order_by().values_list("pk")[:MOST_COUNTED])}
