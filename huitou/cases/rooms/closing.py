"""Closing: when the customer is content, or a person above the handler says why not."""

from typing import Any

from huitou.cases import telling, workflow
from huitou.cases.models.core import verb
from huitou.cases.rooms.conversing import Conversing
from huitou.cases.workflow import Refusal
from huitou.lib.clock import now
from huitou.standards import clocks
from huitou.standards.names import by_severity


class Closing(Conversing):
    """The ways in which a case ends."""

    class Meta:
        abstract = True

    @verb
    def close(self, *, by: Any, closed_as: str, reason: str = "") -> None:
        """End the case; `overruled` is only for someone above, with a reason."""
        attempts = self.follow_ups.filter(round=self.round, result="no_answer").count()
        above = by != "system" and by.can("case.overrule") and by.pk != self.owner_id
        workflow.check_closing(self.facts(), closed_as, reason=reason, attempts=attempts, is_above=above)
        if closed_as == "withdrawn":
            # Nobody withdraws for a customer: what they said stands in the conversation, where they can read it.
            self.messages.create(sender="customer", author=by, kind="withdrawal", words=reason)
        self._close(closed_as, reason, by=by)

    @verb
    def withdraw(self, *, by: Any, words: str = "") -> None:
        """The customer takes the matter back."""
        workflow.check_open(self.facts())
        if words:
            self.messages.create(sender="customer", kind="withdrawal", words=words)
        self._close("withdrawn", "", by=by)

    @verb
    def resume(self, *, by: Any, reason: str) -> None:
        """Take a closed case up again where it stood: a withdrawal regretted, words that came later."""
        if not self.is_closed:
            raise Refusal("not-closed")
        if not reason:
            raise Refusal("reason-missing", "reason")
        self.closed_at, self.closed_as = None, ""
        self.happened("resumed", by=by, words={"reason": reason}, step=self.step)
        self.begin_step(self.step, by=by)
        unmet = {
            "first-answer": self.answered_at is None,
            "decision": self.holds is None,
            "solution": self.solved_at is None,
        }
        codes = [code for code, is_unmet in unmet.items() if is_unmet]
        clocks.start_many(self.key, codes, by=by_severity(self.severity))

    def _close(self, closed_as: str, reason: str, *, by: Any) -> None:
        self.closed_at, self.closed_as = now(), closed_as
        self.awaiting_since = None
        self.end_step(by=by, ended_as="closed", decision=reason or self.decision())
        clocks.stop_all(self.key)
        telling.end_calls(self, by=by)
        telling.say_closed(self)
        self.happened("closed", by=by, closed_as=closed_as, words={"reason": reason} if reason else None)
