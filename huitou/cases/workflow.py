"""The seven steps of T0 as pure rules: what each step needs before it is left, and what may be done when.

The order in the middle is ours (the seed's diagram leaves it open): record, judge, department, cause, solution, carry
out, evaluate. A case moves on by itself as soon as the exit rules of its step are met.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

RECORD, JUDGE, PLACE, ANALYSE, PROPOSE, CARRY_OUT, EVALUATE = STEPS = range(1, 8)
CONTENT, NOT_CONTENT = "content", "not_content"
ANGRY = 3
ATTEMPTS_BEFORE_NO_ANSWER = 2
CLOSED_AS = ("content", "no_answer", "overruled", "withdrawn")
RESULTS = ("content", "not_content", "no_answer")
MEETS_ASK = ("yes", "partly", "no")


class Refusal(Exception):
    """An act that the rules do not allow now; `code` names the rule, `field` the input that would mend it."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


class Stale(Refusal):
    """Somebody changed the case after the page was opened."""

    def __init__(self) -> None:
        super().__init__("stale")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules look at; plain values, so that the rules can be tried without a database."""

    step: int
    reach_known: bool = False
    answered: bool = False
    ask_recorded: bool = False
    ask_hot: bool = False
    ask_confirmed: bool = False
    category_chosen: bool = False
    holds: bool | None = None
    reason_given: bool = False
    explained: bool = False
    department_set: bool = False
    cause_recorded: bool = False
    proposed: bool = False
    gains_stated: bool = False
    difference_explained: bool = False
    differs_from_failed: bool = False
    accepted: bool = False
    delivered: bool = False
    outcome_recorded: bool = False
    told: bool = False
    contentment: str = ""
    closed: bool = False


Rule = tuple[str, Callable[[Facts], bool]]

EXIT_RULES: dict[int, tuple[Rule, ...]] = {
    RECORD: (
        ("words-kept", lambda facts: True),
        ("reach-known", lambda facts: facts.reach_known),
        ("answered", lambda facts: facts.answered),
        ("ask-asked", lambda facts: facts.ask_recorded),
        ("category-chosen", lambda facts: facts.category_chosen),
    ),
    JUDGE: (
        ("judgement-made", lambda facts: facts.holds is not None),
        ("reason-given", lambda facts: facts.holds is True or facts.reason_given),
        ("explanation-sent", lambda facts: facts.holds is True or facts.explained),
    ),
    PLACE: (("department-set", lambda facts: facts.department_set),),
    ANALYSE: (("cause-recorded", lambda facts: facts.cause_recorded),),
    PROPOSE: (
        ("ask-asked", lambda facts: facts.ask_recorded),
        ("ask-confirmed", lambda facts: not facts.ask_hot or facts.ask_confirmed),
        ("gains-stated", lambda facts: facts.gains_stated),
        ("difference-explained", lambda facts: facts.difference_explained),
        ("differs-from-failed", lambda facts: facts.differs_from_failed),
        ("accepted", lambda facts: facts.accepted),
    ),
    CARRY_OUT: (
        ("delivery-recorded", lambda facts: facts.delivered),
        ("outcome-recorded", lambda facts: facts.outcome_recorded),
    ),
    EVALUATE: (
        ("customer-told", lambda facts: facts.told),
        ("contentment-known", lambda facts: facts.contentment == CONTENT),
    ),
}


def checklist(facts: Facts, step: int | None = None) -> list[tuple[str, bool]]:
    """The exit rules of a step with whether each is met."""
    return [(code, met(facts)) for code, met in EXIT_RULES[step or facts.step]]


def is_done(facts: Facts) -> bool:
    """Whether everything is there that the present step needs."""
    return all(met for _, met in checklist(facts))


def next_step(facts: Facts) -> int | None:
    """The step that follows when the present one is done; None while it is not, and after the last.

    A complaint that does not hold goes straight to the evaluation: there is nothing to put right, and the customer is
    still asked whether the explanation helps.
    """
    if facts.closed or not is_done(facts) or facts.step == EVALUATE:
        return None
    return EVALUATE if facts.step == JUDGE and facts.holds is False else facts.step + 1


def check_step(facts: Facts, step: int) -> None:
    """Refuse an act that belongs to another step, or to a case that is closed."""
    check_open(facts)
    if facts.step != step:
        raise Refusal("other-step")


def check_open(facts: Facts) -> None:
    """Refuse acts on a closed case."""
    if facts.closed:
        raise Refusal("closed")


def check_closing(facts: Facts, closed_as: str, *, reason: str, attempts: int, is_above: bool) -> None:
    """A case is closed only when the customer is content, or a person above the handler says why not (C8)."""
    check_open(facts)
    if closed_as not in CLOSED_AS:
        raise Refusal("unknown-closing", "closed_as")
    if closed_as == "content" and not (facts.told and facts.contentment == CONTENT):
        raise Refusal("not-content-yet", "closed_as")
    if closed_as == "no_answer" and not (facts.told and attempts >= ATTEMPTS_BEFORE_NO_ANSWER):
        raise Refusal("too-few-attempts", "closed_as")
    if closed_as == "overruled" and not is_above:
        raise Refusal("not-above", "closed_as")
    if closed_as in {"overruled", "withdrawn"} and not reason:
        raise Refusal("reason-missing", "reason")


def path(entered: Iterable[int]) -> list[int]:
    """The steps that lie behind and under a case, from all those it ever entered: what was taken back is gone."""
    steps: list[int] = []
    for step in entered:
        steps = [*(earlier for earlier in steps if earlier < step), step]
    return steps


def check_step_back(facts: Facts, to: int, reason: str, *, entered: Iterable[int]) -> None:
    """A step is taken back to an earlier one that the case really passed, and somebody says why."""
    check_open(facts)
    if to not in STEPS or to >= facts.step:
        raise Refusal("not-back", "to")
    if to not in path(entered):
        raise Refusal("never-taken", "to")
    if not reason:
        raise Refusal("reason-missing", "reason")


def customer_step(step: int, *, in_follow_up: bool) -> int:
    """Which of the five steps that customers see: 1 received, 2 understood, 3 being solved, 4 solved, 5 follow-up."""
    if in_follow_up:
        return 5
    return {RECORD: 1, JUDGE: 2, PLACE: 2, EVALUATE: 4}.get(step, 3)
