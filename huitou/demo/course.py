"""Plays a story by the product's own rules of the seven steps, so that none does what the desk would refuse."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from huitou.cases import workflow
from huitou.cases.workflow import Facts
from huitou.demo import acts
from huitou.demo.acts import FEELINGS, Act, Story


@dataclass
class Course:
    """Where a story stands after the acts played so far."""

    owner: str
    facts: Facts = field(default_factory=lambda: Facts(step=workflow.RECORD, answered=True))
    steps: list[int] = field(default_factory=lambda: [workflow.RECORD])
    closed_as: str = ""
    round: int = 1
    hand_overs: int = 0
    has_offer: bool = False
    attempts: int = 0
    failed: set[str] = field(default_factory=set)
    offer: str = ""

    @property
    def stands(self) -> str:
        """1–7, follow-up or closed."""
        if self.facts.closed:
            return "closed"
        return "follow-up" if self.facts.contentment == workflow.CONTENT else str(self.facts.step)

    def know(self, **changes: Any) -> None:
        self.facts = replace(self.facts, **changes)

    def take(self, act: Act, *, is_above: bool = False) -> None:
        """Let one act happen, then leave every step that is done."""
        workflow.check_open(self.facts)
        if isinstance(act, acts.Close):
            self._close(act, is_above=is_above)
        elif play := _PLAYS.get(type(act)):
            play(self, act)
        while (step := workflow.next_step(self.facts)) is not None:
            self.enter(step)

    def _close(self, act: acts.Close, *, is_above: bool) -> None:
        workflow.check_closing(self.facts, act.closed_as, reason=act.reason, attempts=self.attempts, is_above=is_above)
        self.closed_as = act.closed_as
        self.know(closed=True)

    def enter(self, step: int) -> None:
        """Begin a step."""
        self.steps.append(step)
        self.know(step=step)

    def reopen(self) -> None:
        """Back to step 5, with a new ask and another solution than the failed one."""
        if not self.facts.told:
            raise workflow.Refusal("not-solved-yet")
        self.round += 1
        self.attempts = 0
        self.know(ask_recorded=False)
        self.forget_solution()
        self.enter(workflow.PROPOSE)

    def forget_solution(self) -> None:
        self.failed.add(self.offer)
        self.has_offer = False
        names = (
            "proposed gains_stated difference_explained differs_from_failed accepted delivered outcome_recorded told"
        )
        self.know(contentment="", **dict.fromkeys(names.split(), False))


def play(story: Story, *, supervisors: frozenset[str] = frozenset()) -> Course:
    """The course of a whole story; raises workflow.Refusal at the first act that the rules do not allow."""
    course = Course(owner=story.owner)
    for act in story.acts:
        course.take(act, is_above=act.by in supervisors and act.by != course.owner)
    return course


def _receive(course: Course, act: acts.Received) -> None:
    course.know(reach_known=bool(act.reach), ask_recorded=bool(act.wish))


def _record(course: Course, act: acts.Record) -> None:
    hot = FEELINGS.index(act.feeling) >= workflow.ANGRY
    course.know(ask_recorded=True, ask_hot=hot, ask_confirmed=False, category_chosen=True)


def _confirm(course: Course, act: acts.ConfirmAsk) -> None:
    if not course.facts.ask_recorded:
        raise workflow.Refusal("ask-missing")
    course.know(ask_confirmed=True)


def _judge(course: Course, act: acts.Judge) -> None:
    workflow.check_step(course.facts, workflow.JUDGE)
    told = bool(act.explanation) and not act.holds
    course.know(holds=act.holds, reason_given=bool(act.reason), explained=told, told=told)


def _place(course: Course, act: acts.Place) -> None:
    workflow.check_step(course.facts, workflow.PLACE)
    course.know(department_set=True)


def _analyse(course: Course, act: acts.Analyse) -> None:
    workflow.check_step(course.facts, workflow.ANALYSE)
    course.know(cause_recorded=True)


def _propose(course: Course, act: acts.Propose) -> None:
    workflow.check_step(course.facts, workflow.PROPOSE)
    if not course.facts.ask_recorded:
        raise workflow.Refusal("ask-missing")
    if course.facts.ask_hot and not course.facts.ask_confirmed:
        raise workflow.Refusal("ask-unconfirmed")
    if act.words in course.failed:
        raise workflow.Refusal("failed-before")
    course.has_offer, course.offer = True, act.words
    course.know(proposed=True, gains_stated=True, difference_explained=True, differs_from_failed=True)


def _accept(course: Course, act: Act) -> None:
    _answer(course)
    course.know(accepted=True)


def _decline(course: Course, act: Act) -> None:
    _answer(course)
    course.forget_solution()


def _answer(course: Course) -> None:
    workflow.check_step(course.facts, workflow.PROPOSE)
    if not course.has_offer:
        raise workflow.Refusal("no-open-solution")


def _carry_out(course: Course, act: acts.CarryOut) -> None:
    workflow.check_step(course.facts, workflow.CARRY_OUT)
    if act.meets_ask not in workflow.MEETS_ASK:
        raise workflow.Refusal("field-missing", "meets_ask")
    course.know(delivered=True, outcome_recorded=True)


def _tell(course: Course, act: Act) -> None:
    workflow.check_step(course.facts, workflow.EVALUATE)
    course.know(told=True)


def _content(course: Course, act: Act) -> None:
    workflow.check_step(course.facts, workflow.EVALUATE)
    if not course.facts.told:
        raise workflow.Refusal("not-solved-yet")
    course.know(contentment=workflow.CONTENT)


def _not_content(course: Course, act: acts.CustomerNotContent) -> None:
    course.reopen()
    course.know(ask_recorded=bool(act.ask), ask_confirmed=False)


def _follow_up(course: Course, act: acts.FollowUp) -> None:
    if act.result not in workflow.RESULTS:
        raise workflow.Refusal("unknown-result")
    if act.result == "no_answer":
        workflow.check_step(course.facts, workflow.EVALUATE)
        course.attempts += 1
    elif act.result == workflow.CONTENT:
        _content(course, act)
    else:
        course.reopen()
        course.know(ask_recorded=bool(act.ask), ask_confirmed=False)


def _hand_over(course: Course, act: acts.HandOver) -> None:
    if act.to == course.owner or not act.summary:
        raise workflow.Refusal("same-owner")
    course.owner = act.to
    course.hand_overs += 1


def _step_back(course: Course, act: acts.StepBack) -> None:
    workflow.check_step_back(course.facts, act.to, act.reason, entered=course.steps)
    if act.to <= workflow.JUDGE:
        course.know(holds=None, reason_given=False, explained=False)
    if act.to <= workflow.PLACE:
        course.know(department_set=False)
    if act.to <= workflow.ANALYSE:
        course.know(cause_recorded=False)
    course.forget_solution()
    course.enter(act.to)


def _withdraw(course: Course, act: Act) -> None:
    course.closed_as = "withdrawn"
    course.know(closed=True)


_PLAYS: dict[type[Act], Callable[[Course, Any], None]] = {
    acts.Received: _receive,
    acts.Record: _record,
    acts.ConfirmAsk: _confirm,
    acts.Judge: _judge,
    acts.Place: _place,
    acts.Analyse: _analyse,
    acts.Propose: _propose,
    acts.CustomerAccepts: _accept,
    acts.CustomerDeclines: _decline,
    acts.CarryOut: _carry_out,
    acts.TellSolved: _tell,
    acts.CustomerContent: _content,
    acts.CustomerNotContent: _not_content,
    acts.FollowUp: _follow_up,
    acts.HandOver: _hand_over,
    acts.StepBack: _step_back,
    acts.Withdraw: _withdraw,
}
