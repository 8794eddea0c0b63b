"""Step 5, propose, and step 6, carry out: a solution in which both sides gain (C4)."""

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from huitou.cases import workflow
from huitou.cases.models.core import actor_key, verb
from huitou.cases.rooms.conversing import Conversing
from huitou.cases.workflow import Refusal
from huitou.lib.clock import now
from huitou.standards import clocks

if TYPE_CHECKING:
    from huitou.cases.models.records import Solution

_SIGNS = re.compile(r"[\W_]+")


def _bare(words: str) -> str:
    """The words alone: another comma does not make it another solution."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", words)).casefold()


class Solving(Conversing):
    """Offering, hearing the answer, doing it, and telling the customer."""

    class Meta:
        abstract = True

    @verb
    def propose(
        self, *, by: Any, words: str, gain: str, cost: str, differs: bool = False, difference: str = ""
    ) -> None:
        """Offer a solution: what the customer gains, what we keep or pay, why it differs from the ask."""
        self._check_proposal(words, gain, cost, differs, difference)
        if self.solution and self.solution.is_open:
            self._answer_solution("replaced", by=by)
        self.solution = self.solutions.create(
            round=self.round, words=words, gain=gain, cost=cost, differs=differs, difference=difference, proposed_by=by
        )
        self.happened("solution_proposed", by=by, solution=self.solution.pk, differs=differs)
        self.say("solution", words, by=by)

    def _check_proposal(self, words: str, gain: str, cost: str, differs: bool, difference: str) -> None:
        facts = self.facts()
        workflow.check_step(facts, workflow.PROPOSE)
        if not facts.ask_recorded:
            raise Refusal("ask-missing", "ask")
        if facts.ask_hot and not facts.ask_confirmed:
            raise Refusal("ask-unconfirmed", "ask")
        for name, value in (("words", words), ("gain", gain), ("cost", cost)):
            if not value:
                raise Refusal("field-missing", name)
        if differs and not difference:
            raise Refusal("difference-missing", "difference")
        failed = self.solutions.filter(state__in=("declined", "failed")).values_list("words", flat=True)
        if _bare(words) in {_bare(old) for old in failed}:
            raise Refusal("failed-before", "words")

    def accept_solution(self, *, by: Any, words: str = "", **seen: Any) -> None:
        """The customer says yes; a handler who heard it by phone may note it, and is named."""
        self._take_answer("accepted", words, by=by, **seen)

    def decline_solution(self, *, by: Any, words: str = "", **seen: Any) -> None:
        """The customer says no; the next solution has to be another one."""
        self._take_answer("declined", words, by=by, **seen)

    @verb
    def _take_answer(self, state: str, words: str, *, by: Any, solution: int | None = None) -> None:
        """`solution` is the one that was read: nobody agrees to a proposal that took its place meanwhile."""
        workflow.check_step(self.facts(), workflow.PROPOSE)
        if self.solution is None or not self.solution.is_open:
            raise Refusal("no-open-solution")
        if solution is not None and solution != self.solution_id:
            raise Refusal("other-solution")
        if words and actor_key(by).startswith("customer:"):
            self.hear_within(words, by=by)
        self._answer_solution(state, by=by, words=words)
        if state == "declined":
            self.solution = None
            self.awaiting_since = self.awaiting_since or now()

    def _answer_solution(self, state: str, *, by: Any, words: str = "") -> "Solution":
        solution = self.solution
        assert solution is not None
        solution.state, solution.answer = state, words
        solution.answered_by, solution.answered_at = actor_key(by), now()
        solution.save()
        self.happened(f"solution_{state}", by=by, solution=solution.pk)
        return solution

    @verb
    def carry_out(self, *, by: Any, delivery: str, outcome: str, meets_ask: str) -> None:
        """Note what was done and what the customer has from it, beside what they asked for."""
        workflow.check_step(self.facts(), workflow.CARRY_OUT)
        for name, value in (("delivery", delivery), ("outcome", outcome)):
            if not value:
                raise Refusal("field-missing", name)
        if meets_ask not in workflow.MEETS_ASK:
            raise Refusal("field-missing", "meets_ask")
        self.delivery, self.outcome, self.meets_ask = delivery, outcome, meets_ask
        self.happened("carried_out", by=by, meets_ask=meets_ask)
        self.become_solved()

    @verb
    def tell_solved(self, *, by: Any, words: str) -> None:
        """Tell the customer that it is done, and ask whether they are content."""
        workflow.check_step(self.facts(), workflow.EVALUATE)
        if not words:
            raise Refusal("field-missing", "words")
        self.say("solved", words, by=by)
        self.told_at = now()

    def restart_solution(self, *, ended_as: str) -> None:
        """Look for a solution again, and say how the one so far ended: failed, or taken back by ourselves.

        A clock that still runs keeps its time: going back a step buys nobody a new week.
        """
        if self.solution and self.solution.state in {"accepted", "proposed"}:
            self.solutions.filter(pk=self.solution.pk).update(state=ended_as)
        self.solution = None
        self.solved_at = self.told_at = self.follow_up_on = None
        self.delivery = self.outcome = self.meets_ask = self.contentment = ""
        clocks.start(self.key, "solution")
