"""A step taken back with a reason: what was decided stays in the record, and is decided anew."""

from typing import Any

from huitou.cases import workflow
from huitou.cases.models.core import verb
from huitou.cases.rooms.solving import Solving
from huitou.standards import clocks


class TakingBack(Solving):
    """Nothing is erased: every decision stands in the step entries and in the ledger."""

    class Meta:
        abstract = True

    @verb
    def step_back(self, *, by: Any, to: int, reason: str) -> None:
        """Go back to an earlier step; the decisions from there on are open again."""
        entered = self.step_entries.values_list("step", flat=True)
        workflow.check_step_back(self.facts(), to, reason, entered=entered)
        self.happened("stepped_back", by=by, words={"reason": reason}, step_from=self.step, step_to=to)
        self.end_step(by=by, ended_as="taken_back", decision=self.decision())
        self._open_again(to)
        self.begin_step(to, by=by)

    def _open_again(self, to: int) -> None:
        if to <= workflow.RECORD:
            self.category_code = ""
        if to <= workflow.JUDGE:
            self._open_judgement()
        if to <= workflow.PLACE:
            self.department = None
            self.helpers.clear()
        if to <= workflow.ANALYSE:
            self.cause_code = self.cause_words = ""
        if to <= workflow.PROPOSE:
            self.restart_solution(ended_as="taken_back")
        if to == workflow.CARRY_OUT:
            self._open_delivery()

    def _open_judgement(self) -> None:
        self.holds = self.explained_at = None
        self.judgement_code = self.judgement_reason = ""
        clocks.start(self.key, "decision")

    def _open_delivery(self) -> None:
        self.delivery = self.outcome = self.meets_ask = self.contentment = ""
        self.solved_at = self.told_at = self.follow_up_on = None
        clocks.start(self.key, "solution")
