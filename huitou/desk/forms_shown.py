"""Which acts stand on the case page now: those that the case allows at this point, and this person may do."""

from huitou.accounts.models import User
from huitou.cases import workflow
from huitou.cases.models import Case
from huitou.cases.workflow import Facts
from huitou.desk.acts import ACTS

OF_STEP = {
    workflow.RECORD: "recording",
    workflow.JUDGE: "judgement",
    workflow.PLACE: "department",
    workflow.ANALYSE: "cause",
    workflow.PROPOSE: "solution",
    workflow.CARRY_OUT: "delivery",
}


def of(case: Case, facts: Facts, user: User) -> frozenset[str]:
    """The templates ask nothing else; a refused act that is not among them is said above the columns."""
    possible = {"reply", "note", "call"}
    possible |= {"resumption"} if case.is_closed else _open(case, facts)
    return frozenset(noun for noun in possible if user.can(ACTS[noun].ability))


def _open(case: Case, facts: Facts) -> set[str]:
    possible = {"hand-over", "closure"} | _of_step(case, facts)
    if case.step > workflow.RECORD:
        possible.add("step-back")
    if facts.told:
        possible.add("follow-up")
    return possible


def _of_step(case: Case, facts: Facts) -> set[str]:
    if case.step == workflow.EVALUATE:
        return set() if facts.told else {"evaluation"}
    possible = {OF_STEP[case.step]}
    if case.step == workflow.PROPOSE:
        if facts.ask_hot and not facts.ask_confirmed:
            possible.add("ask-confirmation")
        elif not facts.ask_recorded:
            possible.add("recording")
        if case.solution is not None and case.solution.is_open:
            possible.add("solution-answer")
    return possible
