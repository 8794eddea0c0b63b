"""The row of a case and the one way in which it changes; each behaviour is a room of its own beside it."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.db import models, transaction

from huitou.cases import workflow
from huitou.ledger import record
from huitou.lib.clock import now

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from huitou.cases.models.records import Ask, FollowUp, HandOver, Message, Note, Solution, StepEntry
    from huitou.cases.models.voice import Voice

Actor = "User | Customer | str"
P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound="CaseCore")


class CaseCore(models.Model):
    """What is kept of a case in one row. Its number is its id: `case:4711` is case 4711."""

    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="cases")
    contact = models.ForeignKey("customers.ContactPoint", models.PROTECT, null=True, related_name="+")
    branch = models.ForeignKey("accounts.Branch", models.PROTECT, null=True, related_name="+")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="cases")
    department = models.ForeignKey("accounts.Department", models.PROTECT, null=True, related_name="+")
    helpers = models.ManyToManyField("accounts.Team", related_name="+")
    language = models.CharField(max_length=2)
    headline = models.CharField(max_length=80)
    family_code = models.CharField(max_length=40)
    severity = models.PositiveSmallIntegerField()
    category_code = models.CharField(max_length=40, blank=True)
    feeling = models.PositiveSmallIntegerField(null=True)
    step = models.PositiveSmallIntegerField(default=workflow.RECORD)
    round = models.PositiveSmallIntegerField(default=1)
    ask = models.ForeignKey("cases.Ask", models.SET_NULL, null=True, related_name="+")
    solution = models.ForeignKey("cases.Solution", models.SET_NULL, null=True, related_name="+")
    holds = models.BooleanField(null=True)
    judgement_code = models.CharField(max_length=40, blank=True)
    judgement_reason = models.TextField(blank=True)
    explained_at = models.DateTimeField(null=True)
    cause_code = models.CharField(max_length=40, blank=True)
    cause_words = models.TextField(blank=True)
    delivery = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    meets_ask = models.CharField(max_length=10, blank=True)
    told_at = models.DateTimeField(null=True)
    contentment = models.CharField(max_length=20, blank=True)
    opened_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    awaiting_since = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    follow_up_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_as = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)

    if TYPE_CHECKING:
        voices: "RelatedManager[Voice]"
        messages: "RelatedManager[Message]"
        notes: "RelatedManager[Note]"
        asks: "RelatedManager[Ask]"
        solutions: "RelatedManager[Solution]"
        step_entries: "RelatedManager[StepEntry]"
        hand_overs: "RelatedManager[HandOver]"
        follow_ups: "RelatedManager[FollowUp]"

    class Meta:
        abstract = True

    @property
    def number(self) -> int:
        return self.pk

    @property
    def key(self) -> str:
        return f"case:{self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_in_follow_up(self) -> bool:
        """After step 7: the customer said they are content, and we still ask whether it lasts."""
        return self.contentment == workflow.CONTENT

    @property
    def customer_step(self) -> int:
        return workflow.customer_step(self.step, in_follow_up=self.is_in_follow_up)

    def facts(self) -> workflow.Facts:
        """The case as the rules see it."""
        ask, solution = self.ask, self.solution
        return workflow.Facts(
            step=self.step,
            reach_known=self.contact_id is not None,
            answered=True,  # open_case() writes the first words back in its own transaction
            ask_recorded=ask is not None and ask.round == self.round,
            ask_hot=ask is not None and ask.hot,
            ask_confirmed=ask is not None and ask.confirmed_at is not None,
            category_chosen=bool(self.category_code),
            holds=self.holds,
            reason_given=bool(self.judgement_reason),
            explained=self.explained_at is not None,
            department_set=self.department_id is not None,
            cause_recorded=bool(self.cause_code and self.cause_words),
            proposed=solution is not None,
            gains_stated=solution is not None and bool(solution.gain and solution.cost),
            difference_explained=solution is not None and (not solution.differs or bool(solution.difference)),
            differs_from_failed=solution is not None,  # propose() refuses the words of a failed one
            accepted=solution is not None and solution.state == "accepted",
            delivered=bool(self.delivery),
            outcome_recorded=bool(self.outcome and self.meets_ask),
            told=self.told_at is not None,
            contentment=self.contentment,
            closed=self.is_closed,
        )

    def happened(self, kind: str, /, *, by: Any, words: dict[str, str] | None = None, **data: Any) -> None:
        """Write the fact down, and count the change."""
        self.version += 1
        record(f"case.{kind}", self.key, by=by, words=words, **data)

    def begin_step(self, step: int, *, by: Any) -> None:
        """Enter a step and say so."""
        self.step = step
        self.step_entries.create(step=step, round=self.round, started_by=_key(by))
        self.happened("step_started", by=by, step=step, round=self.round)

    def end_step(self, *, by: Any, ended_as: str, decision: str = "") -> None:
        """Leave the present step; what was decided stays with the entry for good."""
        self.step_entries.filter(finished_at=None).update(
            finished_by=_key(by), finished_at=now(), ended_as=ended_as, decision=decision
        )

    def decision(self) -> str:
        """What the present step came to, in the words of whoever decided it."""
        solution = self.solution.words if self.solution else ""
        return {
            workflow.RECORD: self.ask.words if self.ask else "",
            workflow.JUDGE: self.judgement_reason,
            workflow.PLACE: str(self.department or ""),
            workflow.ANALYSE: self.cause_words,
            workflow.PROPOSE: solution,
            workflow.CARRY_OUT: "\n".join(filter(None, (self.delivery, self.outcome))),
        }.get(self.step, "")

    def move_on(self, *, by: Any) -> None:
        """Leave every step whose exit rules are met."""
        while (step := workflow.next_step(self.facts())) is not None:
            self.end_step(by=by, ended_as="done", decision=self.decision())
            self.begin_step(step, by=by)


def _key(actor: Any) -> str:
    return actor if isinstance(actor, str) else str(actor.key)


actor_key = _key


def verb(method: Callable[Concatenate[C, P], R]) -> Callable[Concatenate[C, P], R]:
    """One act on one case: lock and read the row anew, act, move on, save; all or nothing.

    `seen` is the version that the page showed: another one means that a colleague was faster, and `Stale` is raised.
    """

    @wraps(method)
    def act(self: C, /, *args: P.args, **kwargs: P.kwargs) -> R:
        seen = kwargs.pop("seen", None)
        with transaction.atomic():
            self.refresh_from_db(from_queryset=type(self)._default_manager.select_for_update())
            if seen is not None and seen != self.version:
                raise workflow.Stale
            result = method(self, *args, **kwargs)
            self.move_on(by=kwargs["by"])
            self.save()
        return result

    return act
