"""Random acts of random people never break the rules of the seven steps, nor the chain of events."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from huitou.cases import workflow
from huitou.ledger import chain
from tests.cases.acting import Act, Matter, offer
from tests.cases.sight import Sight
from tests.cases.truths import bare, passed, turned_down
from tests.cast import Cast

pytestmark = pytest.mark.django_db

EXAMPLES, ACTS = 8, 8
MONDAY = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
WORDS = st.sampled_from(["好的", "", "<svg onload=alert(1)>", "=1+1"])
PEOPLE = st.integers(0, 2)
YES_NO = st.booleans()
SIGNS = st.sampled_from(["{}", " {} ", "{}。", "“{}”！", "—{}…"])


class Start(NamedTuple):
    """So many right acts; of a complaint that holds or not; after a first round that did not content the customer."""

    acts: int
    holds: bool
    again: bool

    def reach(self, matter: Matter) -> None:
        if self.again:
            matter.go_on(TOLD if self.holds else EXPLAINED, holds=self.holds)
            matter.do("evaluate", by=matter.case.customer, contentment="not_content", ask="换一台")
        matter.go_on(self.acts, holds=self.holds)


# The right acts until the customer has been told that it is solved, and until it is explained why it does not hold.
TOLD, EXPLAINED = 8, 2
FIRST_ROUND = (
    *(Start(acts, holds=True, again=False) for acts in (0, 1, 2, 3, 5, 6, TOLD)),
    Start(EXPLAINED, holds=False, again=False),
)
AGAIN = (
    *(Start(acts, holds=True, again=True) for acts in (0, 3, 5)),
    *(Start(acts, holds=False, again=True) for acts in (0, 4)),
)


def when(true: Any) -> Any:
    """A rule only where it means something."""
    return precondition(lambda machine: true(machine.matter.now))


def is_open(now: Sight) -> bool:
    return not now.is_closed


def may_offer(now: Sight) -> bool:
    calm = now.facts.ask_confirmed or not now.facts.ask_hot
    return is_open(now) and now.step == workflow.PROPOSE and now.facts.ask_recorded and calm


# Where the random acts must have come, so that what they prove is not proved of the first steps only.
GOALS = {
    *(f"step {step}" for step in workflow.STEPS),
    *(f"closed as {how}" for how in ("content", "no_answer", "withdrawn")),
    *(f"{verb} after withdrawn" for verb in ("resume", "evaluate")),
    *(f"solution {state}" for state in ("proposed", "accepted", "declined", "failed", "taken_back")),
    *(f"round {number}" for number in (1, 2, 3)),
    *(f"does not hold, {answer}" for answer in ("content", "not content")),
    *(f"refused: {code}" for code in ("ask-unconfirmed", "closed", "failed-before", "not-above", "not-content-yet")),
    *(f"refused: {code}" for code in ("offer-made", "other-step", "stale", "too-few-attempts")),
}
# What is tried at every step, one after the other.
TURNED = {
    *(f"{verb} at {step}" for verb in ("withdraw", "resume", "hand_over") for step in workflow.STEPS),
    *(f"back from {one} to {to}" for one in workflow.STEPS for to in range(1, one)),
    *(f"closed as {how}" for how in workflow.CLOSED_AS),
    *(f"resume after {how}" for how in ("withdrawn", "overruled")),
    *(f"refused: {code}" for code in ("not-back", "never-taken", "reason-missing")),
    *(f"solution {state}" for state in ("proposed", "accepted", "declined", "failed", "replaced", "taken_back")),
    "evaluate after no_answer",
}


class SevenSteps(RuleBasedStateMachine):
    """One complaint and everybody who may touch it."""

    start: Matter

    @initialize()
    def begin(self) -> None:
        self.point = transaction.savepoint()
        self.matter = replace(self.start)
        self.customer = self.matter.case.customer

    def teardown(self) -> None:
        if hasattr(self, "point"):
            chain.seal_all()
            report = chain.verify()
            transaction.savepoint_rollback(self.point)
            assert report.ok, report.finding

    def staff(self, which: int) -> Any:
        cast = self.matter.cast
        return (cast.mei, cast.wang, cast.zhao)[which]

    # -- what leads on

    @rule(times=st.integers(1, 3), holds=YES_NO)
    def go_on(self, times: int, holds: bool) -> None:
        self.matter.go_on(times, holds=holds)

    @rule(hours=st.integers(1, 200))
    def wait(self, hours: int) -> None:
        self.matter.moment += timedelta(hours=hours)

    # -- what turns

    @when(lambda now: is_open(now) and now.has_open_offer)
    @rule(words=WORDS, by_customer=YES_NO)
    def decline(self, words: str, by_customer: bool) -> None:
        self.matter.do("decline_solution", by=self.customer if by_customer else self.staff(0), words=words)

    @when(may_offer)
    @rule(which=st.integers(0, 9), signs=SIGNS)
    def offer_again(self, which: int, signs: str) -> None:
        """Other signs around the same words make no other solution."""
        now = self.matter.now
        old = now.solutions[which % len(now.solutions)]["words"] if now.solutions else "另一个办法"
        done = self.matter.attempt("propose", **offer(signs.format(old), by=self.staff(0)))
        assert done == (bare(old) not in turned_down(now))

    @when(lambda now: now.offer is not None)
    @rule(verb=st.sampled_from(["record", "confirm_ask"]))
    def another_ask(self, verb: str) -> None:
        """What an offer answers is not changed behind its back."""
        assert not self.matter.attempt(verb, by=self.staff(0), ask="另外赔一千块")

    @when(lambda now: now.facts.told)
    @rule(words=WORDS, ask=st.sampled_from(["", "换一台"]), by_customer=YES_NO)
    def not_content(self, words: str, ask: str, by_customer: bool) -> None:
        more = {"words": words, "ask": ask}
        if by_customer or self.matter.now.is_closed:
            self.matter.do("evaluate", by=self.customer, contentment=workflow.NOT_CONTENT, **more)
        else:
            self.matter.do("follow_up", by=self.staff(0), result=workflow.NOT_CONTENT, **more)

    @when(lambda now: is_open(now) and now.facts.told and not now.row["contentment"])
    @rule(attempts=st.integers(1, 2), who=PEOPLE, late=YES_NO)
    def nobody_there(self, attempts: int, who: int, late: bool) -> None:
        for _ in range(attempts):
            self.matter.do("follow_up", by=self.staff(who), result="no_answer")
        enough = self.matter.now.unanswered_calls >= 2
        assert self.matter.attempt("close", by=self.staff(who), closed_as="no_answer") == enough
        if enough and late:
            self.matter.do("evaluate", by=self.customer, contentment=workflow.CONTENT)

    @when(lambda now: is_open(now) and now.step > workflow.RECORD)
    @rule(which=st.integers(0, 5), to=st.integers(0, 8))
    def step_back(self, which: int, to: int) -> None:
        """To where it has been and to nowhere else."""
        behind = sorted(passed(self.matter.now))
        if to not in behind:
            assert not self.matter.attempt("step_back", by=self.staff(0), to=to, reason="另有原因"), f"back to {to}"
        self.matter.do("step_back", by=self.staff(0), to=behind[which % len(behind)], reason="另有原因")

    @when(is_open)
    @rule(words=WORDS, on=YES_NO)
    def withdraw(self, words: str, on: bool) -> None:
        self.matter.do("withdraw", by=self.customer, words=words)
        if on:
            self.matter.do("resume", by=self.staff(0), reason="客户来电，希望继续")

    @when(is_open)
    @rule(which=st.integers(0, 1))
    def hand_over(self, which: int) -> None:
        owner = self.matter.now.row["owner_id"]
        taker = [person for person in map(self.staff, range(3)) if person.pk != owner][which]
        self.matter.do("hand_over", by=self.staff(1), to=taker, summary="客户要今天修好")
        assert self.matter.now.row["owner_id"] == taker.pk
        # Nobody stands above themselves.
        assert not self.matter.attempt("close", by=taker, closed_as="overruled", reason="经三方核实")

    @when(lambda now: is_open(now) and now.step <= workflow.PROPOSE and now.offer is None)
    @rule(feeling=st.integers(3, 4), ask=st.sampled_from(["", "全额退款，马上！"]))
    def anger(self, feeling: int, ask: str) -> None:
        """An ask made in anger holds back every offer until it is confirmed."""
        self.matter.do("record", by=self.staff(0), feeling=feeling, ask=ask)
        now = self.matter.now
        if now.ask is None:
            return
        hot = not now.ask["confirmed_at"]
        assert now.ask["hot"] or not hot
        done = self.matter.attempt("propose", **offer(f"第{len(now.solutions)}个好办法", by=self.staff(0)))
        assert not (done and hot)

    @when(is_open)
    @rule(how=st.sampled_from(workflow.CLOSED_AS), who=PEOPLE, reason=WORDS)
    def close(self, how: str, who: int, reason: str) -> None:
        by, owner = self.staff(who), self.matter.now.row["owner_id"]
        done = self.matter.attempt("close", by=by, closed_as=how, reason=reason)
        assert not done or reason or how in {"content", "no_answer"}
        assert not done or how != "overruled" or (who == 1 and by.pk != owner)

    # -- what may come at any time, right or wrong

    @rule(data=st.data())
    def whatever(self, data: st.DataObject) -> None:
        """An act of this step or another, with everything or too little."""
        words, yes, cast = data.draw(WORDS), data.draw(YES_NO), self.matter.cast
        few = {"by": self.staff(data.draw(PEOPLE))}
        acts: dict[str, dict[str, Any]] = {
            "record": {"ask": words, "feeling": data.draw(st.sampled_from([None, 0, 3, 4]))},
            "confirm_ask": {"ask": words},
            "judge": {"holds": yes, "code": "own-slip", "reason": "填错日期" if yes else "", "explanation": words},
            "place": {"department": cast.billing, "helpers": [cast.west_team]},
            "analyse": {"cause_code": "shift-plan", "words": words},
            "propose": offer(words, differs=yes, difference=words),
            "accept_solution": {"words": words},
            "carry_out": {"delivery": words, "outcome": "可用", "meets_ask": "no" if yes else ""},
            "tell_solved": {"words": words},
            "evaluate": {"contentment": workflow.CONTENT if yes else words},
            "follow_up": {"result": workflow.CONTENT if yes else words},
            "step_back": {"to": data.draw(st.integers(0, 8)), "reason": words},
            "resume": {"reason": words},
            "reply": {"words": words},
            "hear": {"words": words},
            "note": {"words": words},
            "hand_over": {"to": cast.sun if yes else cast.mei, "summary": words},
        }
        verb = data.draw(st.sampled_from(sorted(acts)))
        seen = {"seen": self.matter.now.row["version"] - 1} if data.draw(st.integers(0, 9)) == 9 else {}
        done = self.matter.attempt(verb, **few, **acts[verb], **seen)
        assert not (seen and done), "an act on an old page was taken"


def explore(matter: Matter, number: int) -> None:
    """Random acts from one start; the same ones each time."""
    machine = type("FromHere", (SevenSteps,), {"start": matter})
    checks = settings(
        max_examples=EXAMPLES,
        stateful_step_count=ACTS,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(machine), settings=checks)


def test_random_acts_never_break_the_steps_or_the_chain(cast: Cast) -> None:
    reached: Counter[str] = Counter()
    for number, start in enumerate(FIRST_ROUND + AGAIN):
        matter = Matter.open(cast, reached, MONDAY)
        start.reach(matter)
        explore(matter, number)
    missing = GOALS - set(reached)
    assert not missing, f"the random acts never came to: {sorted(missing)}"


def turns(now: Sight, cast: Cast, customer: Any) -> Iterator[list[Act]]:
    """Everything that may turn the course of a case as it stands, each followed by what undoes it."""
    mei, back = cast.mei, ("resume", {"by": cast.mei, "reason": "客户来电，希望继续"})
    if now.is_closed:
        yield [back]
        yield [("evaluate", {"by": customer, "contentment": "not_content", "words": "又漏水了"})]
        return
    yield [("withdraw", {"by": customer, "words": "自己修好了"}), back]
    yield [("close", {"by": mei, "closed_as": "withdrawn", "reason": "客户来电说不用了"}), back]
    yield [("close", {"by": cast.wang, "closed_as": "overruled", "reason": "经三方核实"}), back]
    yield [("hand_over", {"by": cast.wang, "to": cast.zhao, "summary": "客户要今天修好"})]
    for step in passed(now):
        yield [("step_back", {"by": mei, "to": step, "reason": "另有原因"})]
    if now.has_open_offer:
        yield [("decline_solution", {"by": customer, "words": "周六我不在"})]
        yield [("propose", offer("换一台新的", by=mei))]
    if now.facts.told and not now.row["contentment"]:
        nobody: Act = ("follow_up", {"by": mei, "result": "no_answer"})
        closing: Act = ("close", {"by": mei, "closed_as": "no_answer"})
        yield [nobody, nobody, closing, ("evaluate", {"by": customer, "contentment": "content"})]
        yield [("follow_up", {"by": mei, "result": "not_content", "words": "又漏水了"})]


def test_after_any_turn_at_any_step_the_case_still_ends_well(cast: Cast) -> None:
    """Whatever happens on the way, the right acts lead to a customer who is content."""
    reached: Counter[str] = Counter()
    for start in FIRST_ROUND:
        matter = Matter.open(cast, reached, MONDAY)
        start.reach(matter)
        for step in set(range(9)) - passed(matter.now):
            assert not matter.attempt("step_back", by=cast.mei, to=step, reason="另有原因"), f"back to {step}"
        for step in passed(matter.now):
            assert not matter.attempt("step_back", by=cast.mei, to=step, reason="")
        for acts in turns(matter.now, cast, matter.case.customer):
            point = transaction.savepoint()
            other = replace(matter)
            for verb, given in acts:
                other.do(verb, **given)
            end_well(other)
            transaction.savepoint_rollback(point)
    assert not TURNED - set(reached)


def end_well(matter: Matter) -> None:
    for _ in range(12):
        if matter.now.row["closed_as"] == "content":
            return
        matter.go_on(1)
    raise AssertionError(f"after twelve right acts it is still at step {matter.now.step}")
