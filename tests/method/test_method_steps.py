"""The words of the seven steps: every code of the rules has them, in both languages."""

import pytest

from huitou.cases import workflow
from huitou.method import content, steps


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_seven_steps_in_the_order_of_the_workflow(lang: str) -> None:
    assert [step.number for step in steps.all(lang)] == list(workflow.STEPS)
    assert [step.code for step in steps.all(lang)] == [
        "recorded",
        "judged",
        "placed",
        "analysed",
        "solved",
        "carried-out",
        "evaluated",
    ]
    assert all(step.name and step.act and step.what and step.entry for step in steps.all(lang))
    assert steps.step(workflow.JUDGE, lang).code == "judged"


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_every_rule_of_the_workflow_has_its_line_and_no_other(lang: str) -> None:
    used = {code for rules in workflow.EXIT_RULES.values() for code, _ in rules}
    assert used == set(content.item("steps", lang, "rules"))
    assert all(steps.rule(code, lang) for code in used)


def test_customers_see_five_names() -> None:
    assert [step.name for step in steps.customer_steps("zh")] == ["已收到", "已了解", "正在解决", "已解决", "回访"]
    assert [steps.customer_step(number, "en").code for number in range(1, 6)] == [
        "received",
        "understood",
        "solving",
        "solved",
        "follow-up",
    ]
    assert all(step.words for lang in content.LANGUAGES for step in steps.customer_steps(lang))


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_every_way_to_close_has_a_name(lang: str) -> None:
    assert tuple(choice.code for choice in steps.closings(lang)) == workflow.CLOSED_AS
    assert all(steps.closing(code, lang) for code in workflow.CLOSED_AS)


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_what_does_not_hold_is_recorded_kindly_and_never_said(lang: str) -> None:
    kinds = steps.judgements(lang)
    assert [kind.code for kind in kinds] == ["own-slip", "mistaken-expectation", "no-fault-found", "outside-us"]
    assert all(kind.words.startswith(("善意地记", "Recorded kindly")) for kind in kinds)
    assert [outcome.code for outcome in steps.outcomes(lang)] == ["holds", "does-not-hold"]
    assert steps.judgement("own-slip", lang)


def test_feelings_go_from_calm_to_furious() -> None:
    assert [(feeling.level, feeling.name) for feeling in steps.feelings("zh")] == [
        (0, "平静"),
        (1, "不安"),
        (2, "不满"),
        (3, "愤怒"),
        (4, "暴怒"),
    ]
    assert [feeling.name for feeling in steps.feelings("en")] == ["calm", "uneasy", "annoyed", "angry", "furious"]
    assert steps.feelings("en")[workflow.ANGRY].code == "angry"


@pytest.mark.parametrize("wrong", [0, 8, -1])
def test_there_is_no_eighth_step(wrong: int) -> None:
    with pytest.raises(content.ContentError):
        steps.step(wrong, "zh")


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(content.ContentError, match="no-such"):
        steps.closing("no-such", "zh")
    with pytest.raises(content.ContentError, match="no-such"):
        steps.rule("no-such", "zh")
