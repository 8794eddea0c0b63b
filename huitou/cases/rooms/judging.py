"""Step 2, judge: whether the complaint holds. It never means rejecting the person (C2)."""

from typing import Any

from huitou.cases import codes, workflow
from huitou.cases.models.core import verb
from huitou.cases.rooms.conversing import Conversing
from huitou.cases.workflow import Refusal
from huitou.lib.clock import now
from huitou.standards import clocks


class Judging(Conversing):
    """ "Does not hold" needs a reason among us and a courteous explanation really sent."""

    class Meta:
        abstract = True

    @verb
    def judge(self, *, by: Any, holds: bool, code: str = "", reason: str = "", explanation: str = "") -> None:
        """Say whether it holds. `code` is the kind of a "does not hold", `explanation` goes to the customer."""
        workflow.check_step(self.facts(), workflow.JUDGE)
        if not holds:
            _check_not_holding(code, reason, explanation)
        self.holds, self.judgement_code, self.judgement_reason = holds, "" if holds else code, reason
        words = {"reason": reason} if reason else None
        self.happened("judged", by=by, words=words, holds=holds, code=self.judgement_code or None)
        clocks.stop(self.key, "decision")
        if not holds:
            self._explain(explanation, by=by)

    def _explain(self, explanation: str, *, by: Any) -> None:
        self.say("explanation", explanation, by=by)
        self.explained_at = self.told_at = now()
        self.become_solved()


def _check_not_holding(code: str, reason: str, explanation: str) -> None:
    if not reason:
        raise Refusal("reason-missing", "reason")
    if not explanation:
        raise Refusal("explanation-missing", "explanation")
    codes.check_judgement(code)
