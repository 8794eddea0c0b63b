"""Step 7, evaluate, and what follows: content, or back to step 5 with everything so far (C8)."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from huitou.cases import telling, workflow
from huitou.cases.models.core import verb
from huitou.cases.rooms.recording import Recording
from huitou.cases.rooms.solving import Solving
from huitou.cases.workflow import Refusal
from huitou.lib.clock import now

if TYPE_CHECKING:
    from huitou.cases.models.records import FollowUp

LAST_FOLLOW_UP = timedelta(days=30)


class Evaluating(Solving, Recording):
    """Whether the customer is content is for the customer to say."""

    class Meta:
        abstract = True

    @verb
    def evaluate(self, *, by: Any, contentment: str, words: str = "", ask: str = "") -> None:
        """The customer says whether they are content; "no" goes on at step 5, even when the case was closed."""
        self.check_contentment(contentment)
        if words:
            self.hear_within(words, by=by)
        self._take_contentment(contentment, by=by, ask=ask)

    @verb
    def follow_up(self, *, by: Any, result: str, words: str = "", ask: str = "") -> "FollowUp":
        """One attempt by a person to ask whether it worked."""
        if result not in workflow.RESULTS:
            raise Refusal("unknown-result", "result")
        if self.told_at is None or self.is_closed:
            raise Refusal("not-solved-yet")
        attempt = self.follow_ups.create(round=self.round, result=result, words=words, made_by=by)
        self.happened("followed_up", by=by, follow_up=attempt.pk, result=result)
        self._set_next_follow_up(result)
        if result != "no_answer":
            self._take_contentment(result, by=by, ask=ask)
        return attempt

    def _set_next_follow_up(self, result: str) -> None:
        """Nobody there: again tomorrow. Reached: once more thirty days after it was solved, then no more (C8)."""
        today = timezone.localdate(now())
        last = timezone.localdate((self.solved_at or now()) + LAST_FOLLOW_UP)
        if result == "no_answer":
            self.follow_up_on = today + timedelta(days=1)
        else:
            self.follow_up_on = last if today < last else None

    def _take_contentment(self, contentment: str, *, by: Any, ask: str) -> None:
        if contentment == workflow.CONTENT:
            if self.is_in_follow_up:
                return
            self.contentment = workflow.CONTENT
            self.happened("content", by=by, round=self.round)
            telling.say_thanks(self)
            return
        self._reopen(by=by, ask=ask)

    def _reopen(self, *, by: Any, ask: str) -> None:
        """Back to step 5: a new round with a new ask, and a solution that must differ from the failed one."""
        was = self.closed_as
        self.happened("reopened", by=by, round=self.round + 1, closed_as=was or None)
        self.end_step(by=by, ended_as="reopened", decision=self.decision())
        self.closed_at, self.closed_as = None, ""
        self.restart_solution(ended_as="failed")
        self.round += 1
        self.begin_step(workflow.PROPOSE, by=by)
        if ask:
            self.note_ask(ask, by=by)
        self.awaiting_since = self.awaiting_since or now()
        telling.say_reopened(self)
