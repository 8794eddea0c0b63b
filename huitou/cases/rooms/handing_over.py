"""A change of owner: with a summary, counted, and told to the customer by name (C3)."""

from typing import TYPE_CHECKING, Any

from huitou.cases import telling, workflow
from huitou.cases.models.core import verb
from huitou.cases.rooms.conversing import Conversing
from huitou.cases.workflow import Refusal

if TYPE_CHECKING:
    from huitou.accounts.models import User


class HandingOver(Conversing):
    """Only a change of owner is a hand-over; a department that helps is none."""

    class Meta:
        abstract = True

    @verb
    def hand_over(self, *, by: Any, to: "User", summary: str) -> None:
        """Give the case to another person, who learns from the summary what the customer already told."""
        workflow.check_open(self.facts())
        if to.pk == self.owner_id:
            raise Refusal("same-owner", "to")
        if not (to.is_active and to.can("case.act")):
            raise Refusal("cannot-own", "to")
        if any(to.name in words for words in self.voices.values_list("words", flat=True)):
            raise Refusal("about-themselves", "to")
        if not summary:
            raise Refusal("summary-missing", "summary")
        giver = self.owner
        entry = self.hand_overs.create(giver=giver, taker=to, by=by, summary=summary)
        self.owner, self.team = to, to.team_at(self.branch_id)
        self.happened("handed_over", by=by, words={"summary": summary}, hand_over=entry.pk, giver=giver.pk, taker=to.pk)
        telling.say_new_owner(self, giver)
