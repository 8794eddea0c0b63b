"""The seven steps as pure rules."""

from dataclasses import replace

import pytest

from huitou.cases import workflow
from huitou.cases.workflow import Facts, Refusal

RECORDED = Facts(step=1, reach_known=True, answered=True, ask_recorded=True, category_chosen=True)


def test_a_recorded_complaint_goes_on_to_judging():
    assert workflow.next_step(RECORDED) == workflow.JUDGE


@pytest.mark.parametrize("missing", ["reach_known", "answered", "ask_recorded", "category_chosen"])
def test_step_1_waits_for_every_rule(missing):
    assert workflow.next_step(replace(RECORDED, **{missing: False})) is None


def test_a_complaint_that_holds_goes_to_its_department():
    assert workflow.next_step(replace(RECORDED, step=2, holds=True)) == workflow.PLACE


def test_one_that_does_not_hold_is_left_only_after_an_explanation():
    judged = replace(RECORDED, step=2, holds=False, reason_given=True)
    assert workflow.next_step(judged) is None
    assert workflow.next_step(replace(judged, explained=True)) == workflow.EVALUATE


SOLVED = replace(
    RECORDED,
    step=5,
    proposed=True,
    gains_stated=True,
    difference_explained=True,
    differs_from_failed=True,
    accepted=True,
)


@pytest.mark.parametrize(
    "missing", ["ask_recorded", "gains_stated", "difference_explained", "differs_from_failed", "accepted"]
)
def test_step_5_waits_for_every_rule(missing):
    assert workflow.next_step(SOLVED) == workflow.CARRY_OUT
    assert workflow.next_step(replace(SOLVED, **{missing: False})) is None


def test_an_ask_made_in_anger_is_confirmed_before_the_solution_counts():
    hot = replace(SOLVED, ask_hot=True)
    assert workflow.next_step(hot) is None
    assert workflow.next_step(replace(hot, ask_confirmed=True)) == workflow.CARRY_OUT


def test_nothing_follows_the_last_step_or_a_closed_case():
    assert workflow.next_step(Facts(step=7, told=True, contentment="content")) is None
    assert workflow.next_step(replace(RECORDED, closed=True)) is None


@pytest.mark.parametrize(
    ("facts", "closed_as", "with_", "code"),
    [
        (Facts(step=7, told=True), "content", {}, "not-content-yet"),
        (Facts(step=7, contentment="content"), "content", {}, "not-content-yet"),
        (Facts(step=7, told=True), "no_answer", {"attempts": 1}, "too-few-attempts"),
        (Facts(step=6), "no_answer", {"attempts": 2}, "too-few-attempts"),
        (Facts(step=3), "overruled", {"reason": "because"}, "not-above"),
        (Facts(step=3), "overruled", {"is_above": True}, "reason-missing"),
        (Facts(step=3), "withdrawn", {}, "reason-missing"),
        (Facts(step=3), "solved", {}, "unknown-closing"),
        (Facts(step=7, closed=True), "content", {}, "closed"),
    ],
)
def test_closing_is_refused(facts, closed_as, with_, code):
    given = {"reason": "", "attempts": 0, "is_above": False, **with_}
    with pytest.raises(Refusal) as refused:
        workflow.check_closing(facts, closed_as, **given)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("facts", "closed_as", "with_"),
    [
        (Facts(step=7, told=True, contentment="content"), "content", {}),
        (Facts(step=7, told=True), "no_answer", {"attempts": 2}),
        (Facts(step=3), "overruled", {"reason": "because", "is_above": True}),
        (Facts(step=3), "withdrawn", {"reason": "told us by phone"}),
    ],
)
def test_closing_is_allowed(facts, closed_as, with_):
    workflow.check_closing(facts, closed_as, **{"reason": "", "attempts": 0, "is_above": False, **with_})


@pytest.mark.parametrize(
    ("to", "reason", "code"), [(4, "why", "not-back"), (0, "why", "not-back"), (2, "", "reason-missing")]
)
def test_a_step_back_is_refused(to, reason, code):
    with pytest.raises(Refusal) as refused:
        workflow.check_step_back(Facts(step=4), to, reason, entered=[1, 2, 3, 4])
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("entered", "path"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([1, 2, 3, 4, 5, 2], [1, 2]),
        ([1, 2, 3, 4, 2, 7], [1, 2, 7]),
        ([1, 2, 7, 5], [1, 2, 5]),
        ([1, 2, 3, 4, 5, 6, 7, 5], [1, 2, 3, 4, 5]),
    ],
)
def test_the_path_behind_a_case(entered, path):
    assert workflow.path(entered) == path


def test_customers_see_five_steps():
    seen = [workflow.customer_step(step, in_follow_up=False) for step in workflow.STEPS]
    assert seen == [1, 2, 2, 3, 3, 3, 4]
    assert workflow.customer_step(7, in_follow_up=True) == 5


def test_every_step_has_exit_rules():
    assert set(workflow.EXIT_RULES) == set(workflow.STEPS)
