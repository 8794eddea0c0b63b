"""Three depths and praise, suggested with a reason."""

import pytest

from huitou.method import depths


@pytest.mark.parametrize(
    ("words", "channel", "wish", "kind", "why"),
    [
        ("", "survey", "", "dissatisfaction", "no-words"),
        ("   \n", "note", "", "dissatisfaction", "no-words"),
        ("排队排了好久，下次不一定来了", "note", "", "grumble", "asked-nothing"),
        ("这店里有点挤", "counter", "", "grumble", "asked-nothing"),
        ("店员态度不好", "note", "", "grumble", "asked-nothing"),
        ("The queue was rather long today", "note", "", "grumble", "asked-nothing"),
        ("店员态度不好", "web", "", "complaint", "door"),
        ("It is rather noisy here", "api", "", "complaint", "door"),
        ("洗衣机坏了，请派师傅来看看", "note", "", "complaint", "asked"),
        ("冰箱不制冷，什么时候能修", "phone", "", "complaint", "asked"),
        ("把钱退给我，我要退款", "note", "", "complaint", "asked"),
        ("Please send someone to fix it", "phone", "", "complaint", "asked"),
        ("I want my money back", "note", "", "complaint", "asked"),
        ("洗衣机坏了", "note", "换一台", "complaint", "wished"),
        ("", "phone", "请回电", "complaint", "wished"),
        ("吃完肚子疼，上吐下泻", "note", "", "complaint", "trigger"),
        ("He said he would go to the press", "note", "", "complaint", "trigger"),
        ("师傅服务很好，特来表扬", "web", "", "praise", "praised"),
        ("Your fitter was very helpful", "phone", "", "praise", "praised"),
        ("师傅很好，不过我要求退上门费", "web", "", "complaint", "asked"),
    ],
)
def test_depth(words: str, channel: str, wish: str, kind: str, why: str) -> None:
    assert depths.suggest(words, channel, wish) == (kind, why)


@pytest.mark.parametrize(
    "words",
    [
        "我不要赔偿，说说而已",
        "我不是要退款",
        "没有要求赔偿",
        "我的要求不高",
        "I do not want a refund",
        "I would like to thank you",
    ],
)
def test_what_asks_for_nothing(words: str) -> None:
    assert not depths.asks(words)


def test_a_word_about_a_child_alone_makes_no_complaint() -> None:
    assert depths.suggest("孩子等得直闹，排了半天队", "note").kind == "grumble"


def test_praise_by_any_door_stays_praise_and_an_ask_in_it_is_heard() -> None:
    assert depths.suggest("小李很专业，给她点赞", "api").kind == "praise"
    assert depths.suggest("小李很专业，请帮我查一下账单", "note").kind == "complaint"
