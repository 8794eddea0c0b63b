"""Random acts of random people never break the rules of the seven steps, nor the chain of events."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from huitou.cases import workflow
from huitou.cases.models import Case
from huitou.cases.workflow import Refusal
from huitou.ledger import chain
from huitou.ledger.models import Event
from huitou.standards import clocks
from tests.cases.building import complain
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SOLUTIONS = st.sampled_from(["上门修好", "换一台新的", "退款", "减免一个月"])
WORDS = st.sampled_from(["", "好的", "<svg onload=alert(1)>", "=1+1"])
MAYBE = st.booleans()


class SevenSteps(RuleBasedStateMachine):
    """One complaint and everybody who may touch it."""

    cast: Cast

    @initialize()
    def open(self) -> None:
        self.case = complain(self.cast)
        self.failed: set[str] = set()

    def attempt(self, verb: str, **given: Any) -> bool:
        """Do it or be refused; a refusal changes nothing."""
        before, events = self.row(), Event.objects.count()
        try:
            getattr(Case.objects.get(pk=self.case.pk), verb)(**given)
        except Refusal:
            assert (self.row(), Event.objects.count()) == (before, events)
            return False
        assert self.row()["version"] > before["version"]
        assert Event.objects.count() > events
        return True

    def row(self) -> dict[str, Any]:
        return Case.objects.filter(pk=self.case.pk).values().get()

    def staff(self, which: int) -> Any:
        return (self.cast.mei, self.cast.wang, self.cast.zhao)[which % 3]

    @rule(who=st.integers(0, 2), ask=st.sampled_from(["", "退款", "修好"]), feeling=st.sampled_from([None, 1, 4]))
    def record(self, who: int, ask: str, feeling: int | None) -> None:
        self.attempt("record", by=self.staff(who), ask=ask, category_code="poor-quality", feeling=feeling)

    @rule(ask=st.sampled_from(["", "退款", "修好"]))
    def confirm_ask(self, ask: str) -> None:
        self.attempt("confirm_ask", by=self.cast.mei, ask=ask)

    @rule(holds=MAYBE, words=WORDS)
    def judge(self, holds: bool, words: str) -> None:
        self.attempt("judge", by=self.cast.mei, holds=holds, code="own-slip", reason=words, explanation=words)

    @rule()
    def place(self) -> None:
        self.attempt("place", by=self.cast.mei, department=self.cast.repairs, helpers=[self.cast.west_team])

    @rule(words=WORDS)
    def analyse(self, words: str) -> None:
        self.attempt("analyse", by=self.cast.mei, cause_code="planning", words=words)

    @rule(words=SOLUTIONS, differs=MAYBE, why=WORDS)
    def propose(self, words: str, differs: bool, why: str) -> None:
        given = {"gain": "好用", "cost": "80元", "differs": differs, "difference": why}
        done = self.attempt("propose", by=self.cast.mei, words=words, **given)
        assert not (done and words in self.failed)

    @rule(yes=MAYBE, by_customer=MAYBE)
    def answer(self, yes: bool, by_customer: bool) -> None:
        solution = Case.objects.get(pk=self.case.pk).solution
        by = self.case.customer if by_customer else self.cast.mei
        done = self.attempt("accept_solution" if yes else "decline_solution", by=by)
        if done and not yes and solution is not None:
            self.failed.add(solution.words)

    @rule(words=WORDS)
    def carry_out(self, words: str) -> None:
        self.attempt("carry_out", by=self.cast.mei, delivery=words, outcome=words, meets_ask="yes")

    @rule(words=WORDS)
    def tell_solved(self, words: str) -> None:
        self.attempt("tell_solved", by=self.cast.mei, words=words)

    @rule(content=MAYBE, ask=WORDS)
    def evaluate(self, content: bool, ask: str) -> None:
        accepted = Case.objects.get(pk=self.case.pk).solution
        answer = workflow.CONTENT if content else workflow.NOT_CONTENT
        done = self.attempt("evaluate", by=self.case.customer, contentment=answer, ask=ask)
        if done and not content and accepted is not None:
            self.failed.add(accepted.words)

    @rule(who=st.integers(0, 2))
    def follow_up_without_an_answer(self, who: int) -> None:
        self.attempt("follow_up", by=self.staff(who), result="no_answer")

    @rule(to=st.integers(0, 8), reason=WORDS)
    def step_back(self, to: int, reason: str) -> None:
        accepted = Case.objects.get(pk=self.case.pk).solution
        done = self.attempt("step_back", by=self.cast.mei, to=to, reason=reason)
        if done and to <= workflow.PROPOSE and accepted is not None:
            self.failed.add(accepted.words)

    @rule(to=st.integers(0, 2), summary=WORDS)
    def hand_over(self, to: int, summary: str) -> None:
        self.attempt("hand_over", by=self.cast.wang, to=self.staff(to), summary=summary)

    @rule(words=WORDS, by_customer=MAYBE)
    def talk(self, words: str, by_customer: bool) -> None:
        if by_customer:
            self.attempt("hear", by=self.case.customer, words=words)
        else:
            self.attempt("reply", by=self.cast.mei, words=words)

    @rule(who=st.integers(0, 2), how=st.sampled_from(workflow.CLOSED_AS), reason=WORDS)
    def close(self, who: int, how: str, reason: str) -> None:
        self.attempt("close", by=self.staff(who), closed_as=how, reason=reason)

    @precondition(lambda self: Case.objects.get(pk=self.case.pk).step > workflow.PROPOSE)
    @rule()
    def withdraw(self) -> None:
        self.attempt("withdraw", by=self.case.customer)

    @rule(reason=WORDS)
    def resume(self, reason: str) -> None:
        self.attempt("resume", by=self.cast.mei, reason=reason)

    @invariant()
    def the_rules_hold(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        facts = case.facts()
        assert case.step in workflow.STEPS
        for step in range(workflow.RECORD, case.step):
            skipped = case.holds is False and step > workflow.JUDGE
            assert skipped or all(met for code, met in workflow.checklist(facts, step) if code != "ask-asked"), step
        assert case.is_closed or workflow.next_step(facts) is None
        assert bool(case.closed_at) == bool(case.closed_as)
        if case.closed_as == "content":
            assert case.contentment == workflow.CONTENT
            assert case.told_at

    @invariant()
    def one_step_is_open(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        running = list(case.step_entries.filter(finished_at=None))
        assert len(running) == (0 if case.is_closed else 1)
        assert all(entry.step == case.step for entry in running)

    @invariant()
    def the_solution_clock_runs_until_it_is_solved(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        assert ("solution" in clocks.running(case.key)) == (not case.is_closed and case.solved_at is None)

    @invariant()
    def the_customer_has_one_open_proposal_at_most(self) -> None:
        assert self.case.solutions.filter(state="proposed").count() <= 1

    def teardown(self) -> None:
        chain.seal_all()
        assert chain.verify().ok


def test_random_acts_never_break_the_steps_or_the_chain(cast: Cast) -> None:
    class Machine(SevenSteps):
        pass

    Machine.cast = cast
    checks = settings(
        max_examples=20, stateful_step_count=25, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Machine, settings=checks)
