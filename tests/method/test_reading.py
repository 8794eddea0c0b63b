"""Reading a customer's words: what leads, how grave it is, what goes along; whatever is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.method import acknowledgements, content
from huitou.method.acknowledgements import read


@pytest.mark.parametrize(
    ("words", "family", "severity"),
    [
        ("吃完外卖上吐下泻，等了半天没人接电话", "food-safety", 3),
        ("师傅没来，电话也打不通", "no-show", 1),
        ("师傅没来，家里老人八十了", "no-show", 2),
        ("空调漏水把地板泡了，再不处理我打12315", "water-leak", 2),
        ("等了三个小时，我要找媒体", "long-wait", 2),
        ("再不处理我打12315", "threat", 2),
        ("我要退网", "leaving", 1),
        ("太让人失望了，我要退网", "leaving", 1),
        ("家里老人很失望", "general", 2),
        ("孩子很喜欢，师傅服务很好", "praise", 0),
        ("师傅态度很好，就是等了三个小时", "long-wait", 1),
        ("师傅很专业，可是问题没解决", "general", 1),
        ("煤气中毒了，快来人", "gas-leak", 3),
        ("你好", "general", 1),
        ("", "general", 1),
        ("Our baby got food poisoning, I will call my lawyer", "food-safety", 3),
        ("waited two hours and nobody came", "no-show", 1),
        ("My grandmother waited two hours", "long-wait", 2),
    ],
)
def test_the_gravest_and_most_telling_leads(words: str, family: str, severity: int) -> None:
    reading = read(words)
    assert (reading.family, reading.severity) == (family, severity)


@pytest.mark.parametrize(
    ("words", "may"),
    [
        ("等了三个小时", True),
        ("等了三个小时，我要找媒体", False),
        ("食物中毒", False),
        ("约好没来，还被划破手", False),
        ("服务很好", True),
    ],
)
def test_a_voucher_is_no_hush_money(words: str, may: bool) -> None:
    assert read(words).may_propose_voucher is may


def test_signs_say_which_threat_it_is() -> None:
    words = "我要找记者、打12315、发律师函"
    assert [(each.code, words[each.start : each.end]) for each in read(words).triggers] == [
        ("threat-media", "找记者"),
        ("threat-regulator", "12315"),
        ("threat-legal", "律师函"),
    ]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("WiFi 坏了", "zh"),
        ("iPhone 15 Pro Max 收到就是坏的", "zh"),
        ("李敏 was rude to me on Monday", "en"),
        ("Broken.", "en"),
        ("123 😀", "zh"),
        ("", "zh"),
        ("沒人來", "zh"),
    ],
)
def test_the_language_is_that_of_the_words(words: str, language: str) -> None:
    assert read(words).language == language


def test_the_language_may_be_given() -> None:
    assert read("WiFi 坏了", "en").language == "en"


@pytest.mark.parametrize(
    "words",
    [
        "投诉" * 10_000,
        "没有" * 10_000,
        "漏水没有受伤" * 3_500,
        "不" * 20_000,
        "等了" * 10_000,
        "a " * 10_000,
        "\x00\ud800\u202e" * 5_000,
        "ﷺ" * 5_000,
    ],
)
def test_twenty_thousand_characters_of_anything_are_read(words: str) -> None:
    reading = read(words)
    assert len(reading.triggers) <= 100
    assert all(0 <= each.start < each.end <= len(words) for each in reading.triggers)


def test_a_trigger_at_the_far_end_of_a_long_text_is_heard() -> None:
    words = "我慢慢说给你们听。" * 2_000 + "后来漏电了。"
    assert read(words).family == "electric-shock"


@given(st.text(alphabet=st.sampled_from("没有不是受伤漏水电，。 、找媒体我会人了a'nthurwso\n")))
def test_reading_never_fails_and_never_points_outside(words: str) -> None:
    reading = read(words)
    assert reading.family in {family.code for family in acknowledgements.families()}
    assert 0 <= reading.severity <= 3
    assert all(0 <= each.start < each.end <= len(words) for each in reading.triggers)


def test_an_unknown_family_is_named() -> None:
    with pytest.raises(content.ContentError, match="no-such"):
        acknowledgements.family("no-such")
