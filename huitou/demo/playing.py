"""Plays the stories of the demonstration, act by act in the order of time, each at its moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from huitou.accounts.models import Branch, Department, User
from huitou.cases.models import Case
from huitou.catalogue.models import Product
from huitou.channels import outbound
from huitou.channels.models import Outbound
from huitou.demo import acts
from huitou.demo.acts import CUSTOMER, Act, Story
from huitou.demo.timeline import Timeline
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from huitou.ledger import worker
from huitou.lib import clock

CALLED_AFTER = timedelta(minutes=25)


@dataclass(frozen=True)
class Stage:
    """Who and what the stories name by code."""

    lang: str
    branches: dict[str, Branch]
    departments: dict[str, Department]
    people: dict[str, User]
    products: dict[str, Product]


@dataclass(frozen=True, order=True)
class Cue:
    """One act of one story and its moment; what happens at the same time keeps the order of the story."""

    at: datetime
    story: str
    number: int


def play_all(stage: Stage, stories: Sequence[Story], timeline: Timeline) -> None:
    """All acts of all stories as they would have happened, with what follows from each."""
    known = {story.code: story for story in stories}
    cues = sorted(
        Cue(timeline.moment(act.when), story.code, number) for story in stories for number, act in enumerate(story.acts)
    )
    cases: dict[str, Case] = {}
    for cue in cues:
        _make_calls(timeline, until=cue.at)
        story = known[cue.story]
        with clock.at(cue.at):
            _play(stage, story, story.acts[cue.number], cases, timeline)
            worker.drain()
    _make_calls(timeline, until=timeline.now)


def _make_calls(timeline: Timeline, *, until: datetime) -> None:
    """Who left a phone number was called soon after; only today's calls still wait."""
    today = timeline.now.replace(hour=0, minute=0, second=0, microsecond=0)
    made = Outbound.objects.filter(kind="call", state="waiting", created_at__lt=min(today, until - CALLED_AFTER))
    for call in made.order_by("id"):
        case = Case.objects.select_related("owner").get(pk=call.about.removeprefix("case:"))
        with clock.at(call.created_at + CALLED_AFTER):
            outbound.called(call, by=case.owner, result="reached")


def _play(stage: Stage, story: Story, act: Act, cases: dict[str, Case], timeline: Timeline) -> None:
    def say(words: str) -> str:
        return timeline.fill(words, act.when, stage.lang)

    if isinstance(act, acts.Received):
        cases[story.code] = _receive(stage, story, act, say)
        return
    case = cases[story.code]
    by = case.customer if act.by == CUSTOMER else stage.people[act.by]
    PLAYS[type(act)](stage, case, act, by, say)


def _receive(stage: Stage, story: Story, act: acts.Received, say: Callable[[str], str]) -> Case:
    given = Given(
        words=say(act.words),
        reach=act.reach,
        name=act.customer,
        wish=say(act.wish),
        branch=stage.branches[act.branch],
        product=stage.products.get(act.product),
        language=stage.lang,
    )
    received = receive(given, channel=act.channel, kind="complaint", owner=stage.people[story.owner])
    assert received.case is not None  # every story is a complaint
    return received.case


Say = Callable[[str], str]
Play = Callable[[Stage, Case, Any, Any, Say], object]


def _record(stage: Stage, case: Case, act: acts.Record, by: Any, say: Say) -> None:
    feeling = acts.FEELINGS.index(act.feeling)
    case.record(by=by, ask=say(act.ask), category_code=act.category, feeling=feeling)


def _judge(stage: Stage, case: Case, act: acts.Judge, by: Any, say: Say) -> None:
    case.judge(by=by, holds=act.holds, code=act.kind, reason=say(act.reason), explanation=say(act.explanation))


def _propose(stage: Stage, case: Case, act: acts.Propose, by: Any, say: Say) -> None:
    case.propose(
        by=by,
        words=say(act.words),
        gain=say(act.gains),
        cost=say(act.costs),
        differs=bool(act.differs),
        difference=say(act.differs),
    )


def _follow_up(stage: Stage, case: Case, act: acts.FollowUp, by: Any, say: Say) -> None:
    case.follow_up(by=by, result=act.result, words=say(act.words), ask=say(act.ask))


PLAYS: dict[type[Act], Play] = {
    acts.Reply: lambda stage, case, act, by, say: case.reply(by=by, words=say(act.words)),
    acts.CustomerMessage: lambda stage, case, act, by, say: case.hear(by=by, words=say(act.words)),
    acts.Note: lambda stage, case, act, by, say: case.note(by=by, words=say(act.words)),
    acts.Record: _record,
    acts.ConfirmAsk: lambda stage, case, act, by, say: case.confirm_ask(by=by, ask=say(act.ask)),
    acts.Judge: _judge,
    acts.Place: lambda stage, case, act, by, say: case.place(by=by, department=stage.departments[act.department]),
    acts.Analyse: lambda stage, case, act, by, say: case.analyse(by=by, cause_code=act.cause, words=say(act.words)),
    acts.Propose: _propose,
    acts.CustomerAccepts: lambda stage, case, act, by, say: case.accept_solution(by=by, words=say(act.words)),
    acts.CustomerDeclines: lambda stage, case, act, by, say: case.decline_solution(by=by, words=say(act.words)),
    acts.CarryOut: lambda stage, case, act, by, say: case.carry_out(
        by=by, delivery=say(act.done), outcome=say(act.outcome), meets_ask=act.meets_ask
    ),
    acts.TellSolved: lambda stage, case, act, by, say: case.tell_solved(by=by, words=say(act.words)),
    acts.CustomerContent: lambda stage, case, act, by, say: case.evaluate(
        by=by, contentment="content", words=say(act.words)
    ),
    acts.CustomerNotContent: lambda stage, case, act, by, say: case.evaluate(
        by=by, contentment="not_content", words=say(act.words), ask=say(act.ask)
    ),
    acts.FollowUp: _follow_up,
    acts.HandOver: lambda stage, case, act, by, say: case.hand_over(
        by=by, to=stage.people[act.to], summary=say(act.summary)
    ),
    acts.StepBack: lambda stage, case, act, by, say: case.step_back(by=by, to=act.to, reason=say(act.reason)),
    acts.Close: lambda stage, case, act, by, say: case.close(by=by, closed_as=act.closed_as, reason=say(act.reason)),
    acts.Withdraw: lambda stage, case, act, by, say: case.withdraw(by=by, words=say(act.words)),
}
