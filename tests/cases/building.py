"""Complaints for the tests of cases: received as a customer sends them, then led as far as a test needs."""

from typing import Any

from huitou.cases.models import Case
from huitou.intake.given import Given
from huitou.intake.receiving import Received, receive
from tests.cast import Cast

WORDS = "上周五约好师傅来修洗衣机，等了一下午没有人来，也没有人打电话给我。"
REACH = "chen.li@example.com"


def send(cast: Cast, **given: Any) -> Received:
    """A complaint through the web page of the eastern branch."""
    answers = {"words": WORDS, "reach": REACH, "name": "陈丽", "branch": cast.east, **given}
    return receive(Given(**answers), channel="web")


def complain(cast: Cast, **given: Any) -> Case:
    """The case that opens with it."""
    case = send(cast, **given).case
    assert case is not None
    return case


def lead_to(case: Case, step: int, cast: Cast) -> Case:
    """Take a case the ordinary way until it stands at a step."""
    mei, customer = cast.mei, case.customer
    ways = (
        lambda: case.record(by=mei, ask="今天有人来修好", category_code="broken-promise", feeling=2),
        lambda: case.judge(by=mei, holds=True),
        lambda: case.place(by=mei, department=cast.repairs),
        lambda: case.analyse(by=mei, cause_code="shift-plan", words="派单系统改约后没有通知师傅。"),
        lambda: propose_and_accept(case, cast, by=customer),
        lambda: case.carry_out(by=mei, delivery="师傅18:20修好。", outcome="当天修好，免上门费。", meets_ask="yes"),
        lambda: case.tell_solved(by=mei, words="洗衣机已经修好，您看还有哪里不合适？"),
    )
    for way in ways[case.step - 1 : step - 1]:
        way()
    assert case.step == step
    return case


def propose_and_accept(case: Case, cast: Cast, *, by: Any) -> None:
    propose(case, cast)
    case.accept_solution(by=by)


def propose(case: Case, cast: Cast, words: str = "师傅今天18:00前上门，免上门费。", **more: Any) -> None:
    values = {"gain": "今天就能用上洗衣机", "cost": "我们付上门费80元", **more}
    case.propose(by=cast.mei, words=words, **values)


def solve(case: Case, cast: Cast) -> Case:
    """Until the customer has been told that it is solved."""
    lead_to(case, 7, cast)
    case.tell_solved(by=cast.mei, words="洗衣机已经修好，您看还有哪里不合适？")
    return case
