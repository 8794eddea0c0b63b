"""Kinds of matter with their questions and causes; causes and explanations with them."""

import re

import pytest

from huitou.method import categories, causes, content, explanations, steps

CONTRACT = [
    "rude-service",
    "long-wait",
    "poor-work",
    "out-of-stock",
    "dirty-premises",
    "on-hold",
    "no-knowledge",
    "hard-selling",
    "looked-down",
    "dishonest-quote",
    "late-delivery",
    "broken-promise",
    "poor-quality",
    "execution-errors",
    "hasty-proposal",
    "other",
]
# What takes yes or no, or a choice, for an answer.
CLOSED = {
    "zh": r"(吗|没有|还是[^？]+|有没有[^？]+|是不是[^？]+)？$",
    "en": r"^(Do|Does|Did|Is|Are|Was|Were|Has|Have|Would|Will|Can|Could|May|Shall)\b.*\?$",
}
FAULT = {
    "zh": "谁的错|谁的责任|为什么|怎么会|是不是您|您是不是没|有没有按",
    "en": r"\b(fault|blame|why|responsible|to blame|did you not|didn't you)\b",
}


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_the_codes_are_those_of_the_contract(lang: str) -> None:
    assert [category.code for category in categories.all(lang)] == CONTRACT


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_each_stands_under_an_object_of_dissatisfaction(lang: str) -> None:
    assert list(categories.objects(lang)) == ["product", "service", "policy", "premises", "promotion"]
    assert {category.parent for category in categories.all(lang)} == {*categories.objects(lang), ""}
    assert [category.code for category in categories.all(lang) if not category.parent] == ["other"]


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_questions_are_closed_and_end_with_one_open_and_ask_for_nobodys_fault(lang: str) -> None:
    for category in categories.all(lang):
        closed, last = category.questions
        assert 2 <= len(closed) <= 4
        assert not [question for question in closed if not re.search(CLOSED[lang], question)]
        assert not re.search(CLOSED[lang], last)
        assert last.endswith(("?", "？"))
        assert not [question for question in (*closed, last) if re.search(FAULT[lang], question, re.IGNORECASE)]


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_each_has_first_hypotheses_with_the_question_that_would_confirm_them(lang: str) -> None:
    known = {cause.code for cause in causes.all(lang)}
    for category in categories.all(lang):
        assert 2 <= len(category.causes) <= 4
        assert {cause.code for cause in category.causes} <= known
        assert all(cause.name and cause.question.endswith(("?", "？")) for cause in category.causes)
        assert category.remedy
        assert category.words
        assert category.synonyms or category.code == "other"


def test_the_causes_of_the_text_are_there_for_its_grumbles() -> None:
    """T1: too few staff, stock policy, no training and turnover, silence on hold, prejudice."""
    hypotheses = {category.code: {cause.code for cause in category.causes} for category in categories.all("zh")}
    assert "too-few-staff" in hypotheses["long-wait"]
    assert "stock-policy" in hypotheses["out-of-stock"]
    assert {"no-training", "turnover"} <= hypotheses["no-knowledge"]
    assert "silent-hold" in hypotheses["on-hold"]
    assert "prejudice" in hypotheses["looked-down"]


def test_unknown_codes() -> None:
    assert categories.find("", "zh") is None
    assert categories.find("no-such", "zh") is None
    assert causes.find("no-such", "zh") is None
    assert categories.questions("no-such", "zh") == categories.questions("other", "zh")


def test_a_cause_is_found_by_its_code() -> None:
    cause = causes.find("our-rule", "en")
    assert cause is not None
    assert cause.name == "Our own rule"


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_there_are_courteous_sentences_for_each_way_not_to_hold(lang: str) -> None:
    kinds = [judgement.code for judgement in steps.judgements(lang)]
    assert list(dict.fromkeys(sentence.kind for sentence in explanations.all(lang))) == kinds
    for kind in kinds:
        assert 4 <= len(explanations.of(kind, lang)) <= 6
        assert any(re.search("谢谢|Thank you|thank you", sentence.words) for sentence in explanations.of(kind, lang))


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_an_explanation_never_says_whose_slip_it_was(lang: str) -> None:
    blame = (
        "您(自己|误|错|没看|没按|操作|应该|理解)|误会|误解|不成立|不属于|无法|不予|规定"
        if lang == "zh"
        else r"\b(your (mistake|error|fault)|you (failed|should|misunderstood)|unfortunately|does not hold|policy)\b"
    )
    assert not [one for one in explanations.all(lang) if re.search(blame, one.words, re.IGNORECASE)]
