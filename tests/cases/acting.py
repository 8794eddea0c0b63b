"""One complaint under test: acts that are checked one by one, and what a handler who knows the method does next."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from huitou.cases import workflow
from huitou.cases.models import Case
from huitou.cases.workflow import Refusal
from huitou.lib import clock
from tests.cases.building import complain
from tests.cases.sight import Sight, look
from tests.cases.truths import check
from tests.cast import Cast

Act = tuple[str, dict[str, Any]]
DONE = {"delivery": "换了排水泵", "outcome": "当天能用", "meets_ask": "yes"}
EXPLANATION = "谢谢您告诉我。约的是下周五，我会提前一小时给您电话。"


@dataclass
class Matter:
    """A case with the moment at which it stands; `reached` counts where all of them have been."""

    cast: Cast
    reached: Counter[str]
    moment: datetime
    case: Case
    now: Sight

    @classmethod
    def open(cls, cast: Cast, reached: "Counter[str]", moment: datetime) -> "Matter":
        with clock.at(moment):
            case = complain(cast)
        return cls(cast, reached, moment, case, look(case.pk))

    def attempt(self, verb: str, **given: Any) -> bool:
        """Do it or be refused; what is refused changes nothing, what is done keeps every truth."""
        before = self.now
        self.moment += timedelta(minutes=7)
        try:
            with clock.at(self.moment):
                getattr(Case.objects.get(pk=self.case.pk), verb)(**given)
        except Refusal as refusal:
            assert look(self.case.pk) == before
            self.reached[f"refused: {refusal.code}"] += 1
            return False
        self.now = look(self.case.pk)
        check(before, self.now, verb)
        self._count(before, verb)
        return True

    def do(self, verb: str, **given: Any) -> None:
        """An act that nothing speaks against."""
        assert self.attempt(verb, **given), f"{verb} was refused at step {self.now.step}"

    def go_on(self, times: int, *, holds: bool = True) -> None:
        """The right acts, one after the other."""
        for _ in range(times):
            verb, given = right_act(self.now, self.cast, self.case.customer)
            if verb == "judge" and not holds:
                given |= {"holds": False, "code": "own-slip", "reason": "填错日期", "explanation": EXPLANATION}
            self.do(verb, **given)

    def _count(self, before: Sight, verb: str) -> None:
        now, reached = self.now, self.reached
        reached[f"step {now.step}"] += 1
        reached[f"{verb} at {before.step}"] += 1
        reached[f"round {now.round}"] += 1
        for solution in now.solutions:
            reached[f"solution {solution['state']}"] += 1
        if verb == "step_back":
            reached[f"back from {before.step} to {now.step}"] += 1
        if before.is_closed and not now.is_closed:
            reached[f"{verb} after {before.row['closed_as']}"] += 1
        if now.is_closed and not before.is_closed:
            reached[f"closed as {now.row['closed_as']}"] += 1
        if before.row["holds"] is False and verb in {"evaluate", "follow_up"}:
            answer = "not content" if now.round > before.round else now.row["contentment"] or "no answer"
            reached[f"does not hold, {answer}"] += 1


def right_act(now: Sight, cast: Cast, customer: Any) -> Act:
    """The one act that the case waits for."""
    mei = cast.mei
    if now.is_closed and now.facts.told:
        return "evaluate", {"by": customer, "contentment": workflow.NOT_CONTENT, "words": "又漏水了"}
    if now.is_closed:
        return "resume", {"by": mei, "reason": "客户来电，希望继续"}
    ways = {
        workflow.RECORD: lambda: _record(now, mei),
        workflow.JUDGE: lambda: ("judge", {"by": mei, "holds": True}),
        workflow.PLACE: lambda: ("place", {"by": mei, "department": cast.repairs}),
        workflow.ANALYSE: lambda: ("analyse", {"by": mei, "cause_code": "shift-plan", "words": "没有通知师傅"}),
        workflow.PROPOSE: lambda: _solve(now, mei, customer),
        workflow.CARRY_OUT: lambda: ("carry_out", {"by": mei, **DONE}),
        workflow.EVALUATE: lambda: _evaluate(now, mei, customer),
    }
    return ways[now.step]()


def _record(now: Sight, mei: Any) -> Act:
    reach = {} if now.facts.reach_known else {"reach": "13800138000"}
    return "record", {"by": mei, "ask": "今天修好", "category_code": "poor-quality", **reach}


def _solve(now: Sight, mei: Any, customer: Any) -> Act:
    if not now.facts.ask_recorded:
        return "record", {"by": mei, "ask": f"第{now.round}次修好"}
    if now.has_open_offer:
        return "accept_solution", {"by": customer}
    if now.facts.ask_hot and not now.facts.ask_confirmed:
        return "confirm_ask", {"by": mei}
    return "propose", offer(f"第{len(now.solutions)}个办法", by=mei)


def _evaluate(now: Sight, mei: Any, customer: Any) -> Act:
    if not now.facts.told:
        return "tell_solved", {"by": mei, "words": "修好了，您看还有哪里不合适？"}
    if not now.row["contentment"]:
        return "evaluate", {"by": customer, "contentment": workflow.CONTENT}
    return "close", {"by": mei, "closed_as": "content"}


def offer(words: str, **more: Any) -> dict[str, Any]:
    return {"words": words, "gain": "今天就能用上", "cost": "上门费80元", **more}
