"""How far somebody sees: whose work, which teams, which branches. Ask `case.see_all` first: it has no lists."""

from dataclasses import dataclass

from django.db.models import Q

from huitou.accounts.models import Absence, Membership, Team, User
from huitou.lib import clock


@dataclass(frozen=True)
class Scope:
    """Ids that a queryset may be narrowed to."""

    people: frozenset[int]
    teams: frozenset[int]
    branches: frozenset[int]


def of(user: User) -> Scope:
    """The scope of a person, worked out once an instance, that is once a request."""
    kept = user.__dict__.get("scope")
    if kept is None:
        kept = user.__dict__["scope"] = _worked_out(user)
    return kept


def team_ids(user: User) -> frozenset[int]:
    """Own teams, those of a person one stands in for, and all of one's branches for a supervisor; all for `see_all`."""
    return of(user).teams


def branch_ids(user: User) -> frozenset[int]:
    """The branches whose every team one sees."""
    return of(user).branches


def people_ids(user: User) -> frozenset[int]:
    """Oneself and those absent now for whom one stands in."""
    return of(user).people


def _worked_out(user: User) -> Scope:
    people = frozenset({user.pk, *_stood_in_for(user)})
    if user.can("case.see_all"):
        rows = list(Team.objects.order_by().values_list("pk", "branch_id"))
        return Scope(people, frozenset(team for team, _ in rows), frozenset(branch for _, branch in rows))
    branches = _own_branches(user) if user.can("case.see_branch") else frozenset[int]()
    within = Q(branch__in=branches)
    if user.can("case.see_team"):
        within |= Q(pk__in=Membership.objects.filter(user__in=people).values("team"))
    return Scope(people, frozenset(Team.objects.filter(within).order_by().values_list("pk", flat=True)), branches)


def _own_branches(user: User) -> frozenset[int]:
    return frozenset(
        Membership.objects.filter(user=user, team__branch__isnull=False).values_list("team__branch_id", flat=True)
    )


def _stood_in_for(user: User) -> list[int]:
    now = clock.now()
    away = Absence.objects.filter(stand_in=user, starts_at__lte=now, ends_at__gt=now)
    return list(away.values_list("user_id", flat=True))
