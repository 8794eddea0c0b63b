"""The case: the rooms of its behaviour under one roof, and the questions asked of many."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from huitou.accounts import scope
from huitou.cases.rooms.closing import Closing
from huitou.cases.rooms.evaluating import Evaluating
from huitou.cases.rooms.handing_over import HandingOver
from huitou.cases.rooms.judging import Judging
from huitou.cases.rooms.placing import Placing
from huitou.cases.rooms.taking_back import TakingBack

if TYPE_CHECKING:
    from huitou.accounts.models import User


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, by who may see them and what they wait for."""

    def visible_to(self, user: "User") -> "CaseQuerySet":
        """The permission door: own cases, those of people one stands in for, of one's teams and branches, or all."""
        if user.can("case.see_all"):
            return self
        own = Q(owner__in=scope.people_ids(user))
        if not user.can("case.see_team"):
            return self.filter(own) if user.can("case.see_own") else self.none()
        teams = scope.team_ids(user)
        helped = self.model.helpers.through.objects.filter(team_id__in=teams).values("case_id")
        placed = Q(team__in=teams) | Q(branch__in=scope.branch_ids(user))
        return self.filter(own | placed | Q(pk__in=helped))

    def open(self) -> "CaseQuerySet":
        return self.filter(closed_at=None)

    def owned_by(self, user: "User") -> "CaseQuerySet":
        return self.filter(owner=user)

    def awaiting_us(self) -> "CaseQuerySet":
        """Those whose customer has written and has no answer yet."""
        return self.filter(awaiting_since__isnull=False)


class Case(Judging, Placing, Evaluating, HandingOver, TakingBack, Closing):
    """What is handled, from the first words to a customer who is content."""

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["owner", "-id"], name="case_open_by_owner", condition=Q(closed_at=None)),
            models.Index(fields=["team", "-id"], name="case_open_by_team", condition=Q(closed_at=None)),
            models.Index(fields=["awaiting_since"], name="case_awaiting", condition=Q(awaiting_since__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.headline}"
