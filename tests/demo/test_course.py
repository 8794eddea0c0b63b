"""The course of a story refuses what the desk would refuse."""

from dataclasses import replace
from datetime import time

import pytest

from huitou.cases.workflow import Refusal
from huitou.demo import acts, content, course
from huitou.demo.acts import Act, Story, When

ABOVE = frozenset({"wang-qiang"})


def story(code: str) -> Story:
    return next(one for one in content.get_stories("zh") if one.code == code)


def without(code: str, kind: type[Act]) -> Story:
    whole = story(code)
    return replace(whole, acts=tuple(act for act in whole.acts if not isinstance(act, kind)))


def and_then(whole: Story, *more: Act) -> Story:
    return replace(whole, acts=(*whole.acts, *more))


def close(closed_as: str, by: str) -> acts.Close:
    return acts.Close(when=When(days_ago=1, at=time(17)), by=by, closed_as=closed_as, reason="…")


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (without("moving-fee", acts.ConfirmAsk), "ask-unconfirmed"),
        (without("moving-fee", acts.Record), "other-step"),
        (without("moving-fee", acts.Analyse), "other-step"),
        (without("moving-fee", acts.CustomerAccepts), "other-step"),
        (without("moving-fee", acts.TellSolved), "not-solved-yet"),
        (without("humming-fridge", acts.FollowUp), "too-few-attempts"),
        (without("triple-compensation", acts.Propose), "no-open-solution"),
        (and_then(story("late-tv"), close("content", "zhao-lei")), "closed"),
        (and_then(story("movie-package"), close("content", "sun-jie")), "not-content-yet"),
        (and_then(story("movie-package"), close("overruled", "sun-jie")), "not-above"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.code,
)
def test_what_is_left_out_stops_the_story(broken: Story, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        course.play(broken, supervisors=ABOVE)
    assert refusal.value.code == code


def test_a_declined_solution_is_not_offered_again() -> None:
    whole = story("third-repair")
    first = next(act for act in whole.acts if isinstance(act, acts.Propose))
    again = [replace(act, words=first.words) if isinstance(act, acts.Propose) else act for act in whole.acts]
    with pytest.raises(Refusal, match="failed-before"):
        course.play(replace(whole, acts=tuple(again)), supervisors=ABOVE)


def test_somebody_above_may_overrule() -> None:
    ended = and_then(story("movie-package"), close("overruled", "wang-qiang"))
    assert course.play(ended, supervisors=ABOVE).closed_as == "overruled"


def test_a_step_back_asks_for_everything_from_there_on_again() -> None:
    whole = story("wrong-fridge")
    places = [number for number, act in enumerate(whole.acts) if isinstance(act, acts.Place)]
    hasty = tuple(act for number, act in enumerate(whole.acts) if number != places[1])
    with pytest.raises(Refusal, match="other-step"):
        course.play(replace(whole, acts=hasty), supervisors=ABOVE)
