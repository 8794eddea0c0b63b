"""The first words back, composed: for every family, in both languages, written and spoken."""

import itertools
import re

import pytest

from huitou.method import acknowledgements, content
from huitou.method.acknowledgements import Reading, compose, read

FAMILIES = [family.code for family in acknowledgements.families()]
FACTS = {
    "zh": {
        "owner": "欧阳晓敏",
        "when": "11月26日 周四 15:00",
        "line": "020-8888 6666 转 8001",
        "number": 104711,
        "name": "欧阳女士",
    },
    "en": {
        "owner": "Mei Li",
        "when": "15:00 on Thursday",
        "line": "+44 20 7946 0123",
        "number": 104711,
        "name": "Ms Chen",
    },
}
NUMBERS = range(104711, 104720)


def every(lang: str) -> list[str]:
    """Each family, alone and with each other thing that may be said beside it, in all its variants."""
    said = []
    for code, other in itertools.product(FAMILIES, FAMILIES):
        family = acknowledgements.family(code)
        reading = Reading(code, max(family.severity, acknowledgements.family(other).severity), (), lang, (code, other))
        for number in NUMBERS if other == code else NUMBERS[:2]:
            said += [compose(reading, **{**FACTS[lang], "number": number}, spoken=spoken) for spoken in (False, True)]
    return said


@pytest.mark.parametrize("lang", content.LANGUAGES)
@pytest.mark.parametrize("code", FAMILIES)
def test_every_family_names_the_owner_and_the_time(code: str, lang: str) -> None:
    reading = Reading(code, acknowledgements.family(code).severity, (), lang, (code,))
    for spoken in (False, True):
        words = compose(reading, **FACTS[lang], spoken=spoken)
        assert all(str(FACTS[lang][fact]) in words for fact in ("owner", "when", "line", "number"))
        assert not set("{}") & set(words)
        assert (FACTS[lang]["name"] in words) is not spoken


def test_it_fits_a_phone() -> None:
    assert max(map(len, every("zh"))) <= 220
    assert max(map(len, every("en"))) <= 720


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_nothing_that_nobody_gave_leaves_a_hole(lang: str) -> None:
    for code in FAMILIES:
        words = compose(Reading(code, 1, (), lang), owner="李敏", when="今天 15:00")
        assert not re.search(r"[:：]\s*[。.]|[，,]\s*[。.]|  |^\s|\s$|[{}]", words)


def test_the_first_sentence_answers_what_was_said() -> None:
    poisoned = compose(read("我食物中毒了"), owner="李敏", when="今天 15:00", name="陈女士", number=4711)
    waited = compose(read("等了三个小时"), owner="李敏", when="今天 15:00", name="陈女士", number=4711)
    assert poisoned.startswith("陈女士，")
    assert "您好" not in poisoned
    assert waited.startswith("陈女士，您好。")
    assert "就医" in poisoned
    assert "我是李敏，这件事由我负责到底。" in poisoned


def test_what_else_was_said_gets_a_sentence() -> None:
    words = compose(read("空调漏水，再不来人我就打12315"), owner="李敏", when="今天 15:00")
    assert "都是您的权利" in words


def test_thanks_are_not_apologised_for() -> None:
    zh = compose(read("师傅服务很好，特来表扬"), owner="李敏", when="今天 15:00")
    en = compose(read("Excellent job, very helpful"), owner="Mei", when="15:00 today")
    assert not re.search("道歉|对不起|抱歉|负责到底", zh)
    assert "sorry" not in en


def test_two_cases_are_not_answered_in_the_same_words() -> None:
    reading = read("等了三个小时")
    said = {compose(reading, owner="李敏", when="今天", number=number).partition("您这件事")[0] for number in range(10)}
    assert len(said) > 1
    assert compose(reading, owner="李敏", when="今天", number=7) == compose(
        reading, owner="李敏", when="今天", number=7
    )


def test_the_answer_is_in_the_customers_language_unless_told_otherwise() -> None:
    assert "李敏" in compose(read("漏水"), owner="李敏", when="15:00 today", lang="en")
    assert compose(read("漏水"), owner="李敏", when="15:00 today", lang="en").isascii() is False
    assert "sorry" in compose(read("it is leaking"), owner="Mei", when="15:00 today")


def test_a_name_with_braces_stays_a_name() -> None:
    assert "{owner}" in compose(read("漏水"), owner="李敏", when="今天", name="{owner}")


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_it_promises_and_never_pretends(lang: str) -> None:
    """Nobody has done anything yet when these words go out."""
    pretence = (
        "已经|已安排|已通知|我看完了|我读完了"
        if lang == "zh"
        else r"\bI have (already|arranged|informed|told)\b|\balready\b"
    )
    assert not [words for words in every(lang) if re.search(pretence, words)]


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_an_apology_is_made_by_one_person_without_a_but(lang: str) -> None:
    forbidden = (
        "我们|代表|但是|不过(?!去)|可是|公司"
        if lang == "zh"
        else r"\b(we|our|us|but|however|company|behalf|inconvenience)\b"
    )
    for family in acknowledgements.families():
        words = content.item("triggers", lang, family.code)
        said = [
            *words["opening"],
            *words.get("apology", []),
            words["next"],
            words.get("also", ""),
            words.get("advice", ""),
        ]
        assert not [sentence for sentence in said if re.search(forbidden, sentence, re.IGNORECASE)]
        assert bool(words.get("apology")) is (family.severity > 0)


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_staff_know_what_to_do_first(lang: str) -> None:
    for code in FAMILIES:
        assert len(acknowledgements.first_act(code, lang)) >= 30
        assert acknowledgements.family_name(code, lang)
