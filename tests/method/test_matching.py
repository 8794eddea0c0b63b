"""Finding phrases: widths, spaces, traditional characters, gaps, shields, and in linear time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.method import content
from huitou.method.folding import fold
from huitou.method.matching import Matcher


def codes(matcher: Matcher, words: str) -> list[str | None]:
    return [found.code for found in matcher.find(fold(words))]


@pytest.mark.parametrize(
    "written",
    [
        "食物中毒",
        "食 物 中 毒",
        "食\u3000物中\u00a0毒",
        "食·物*中_毒",
        "食\u200b物\ufeff中毒",
        "食\n物中毒",
        "食物中\u0301毒",
        "食\u202e物中毒",
    ],
)
def test_a_chinese_word_is_found_however_it_is_spaced(written: str) -> None:
    assert codes(Matcher({"ill": ["食物中毒"]}), f"我{written}了") == ["ill"]


@pytest.mark.parametrize(
    ("phrase", "written"),
    [
        ("触电", "觸電"),
        ("退款没到", "退款沒到"),
        ("态度恶劣", "態度惡劣"),
        ("12315", "１２３１５"),
        ("wifi", "ＷｉＦｉ"),
        ("didn't", "DIDN’T"),
    ],
)
def test_width_case_and_traditional_characters_do_not_matter(phrase: str, written: str) -> None:
    assert codes(Matcher({"met": [phrase]}), written) == ["met"]


@pytest.mark.parametrize(
    ("phrase", "words", "is_met"),
    [
        ("12345", "打12345投诉", True),
        ("12345", "13812345678", False),
        ("sue", "they pursue", False),
        ("poison*", "food poisoning", True),
        ("rude", "crude", False),
        ("no show", "no-show", True),
    ],
)
def test_latin_words_and_numbers_are_met_whole(phrase: str, words: str, is_met: bool) -> None:
    assert bool(codes(Matcher({"met": [phrase]}), words)) is is_met


@pytest.mark.parametrize(
    ("words", "is_met"),
    [
        ("等了三个多小时", True),
        ("等了小时", True),
        ("等了，三个小时", False),
        ("等了很久很久很久很久很久都不见小时工", False),
    ],
)
def test_a_gap_stays_in_its_clause_and_is_short(words: str, is_met: bool) -> None:
    assert bool(codes(Matcher({"wait": ["等了…小时"]}), words)) is is_met


def test_the_longer_phrase_knows_better() -> None:
    matcher = Matcher({"gas": ["煤气中毒"], "food": ["中毒"]})
    assert codes(matcher, "煤气中毒") == ["gas"]
    assert codes(matcher, "煤气中毒还是食物中毒") == ["gas", "food"]


def test_a_shield_voids_what_it_touches() -> None:
    matcher = Matcher({"fire": ["起火"], "ill": ["中毒了"]}, ["发起火", "电脑中毒"])
    assert codes(matcher, "他发起火来，电脑中毒了") == []
    assert codes(matcher, "厨房起火，他发起火来") == ["fire"]


def test_places_are_those_of_the_words_as_given() -> None:
    words = "😀 早上 食 物 中 毒 了"
    found = Matcher({"ill": ["食物中毒"]}).find(fold(words))[0]
    start, end = fold(words).span(found.start, found.end)
    assert words[start:end] == "食 物 中 毒"


def test_a_phrase_too_short_is_refused() -> None:
    with pytest.raises(content.ContentError, match="娃"):
        Matcher({"child": ["娃"]})


@given(st.text())
def test_any_text_is_folded_with_places_that_rise(words: str) -> None:
    folded = fold(words)
    assert len(folded.text) == len(folded.places)
    assert list(folded.places) == sorted(folded.places)
    assert all(place < len(words) for place in folded.places)


def test_work_grows_with_the_length_and_not_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: ten times the text asks ten times as often whether a phrase was denied."""
    from huitou.method import denials

    asked: list[int] = []
    real = denials.is_denied
    monkeypatch.setattr(denials, "is_denied", lambda *args: asked.append(1) or real(*args))
    counts = []
    for times in (100, 1000):
        asked.clear()
        assert len(Matcher({"leak": ["漏水"]}).find(fold("又漏水" * times))) == times
        counts.append(len(asked))
    assert counts == [100, 1000]
