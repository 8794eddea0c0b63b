"""Said in order to deny it: a rule of its own, tried on one phrase of each language."""

import pytest

from huitou.method.folding import fold
from huitou.method.matching import Matcher

PHRASES = Matcher(
    {
        "hurt": ["受伤", "hurt", "injur*"],
        "leak": ["漏水", "leak"],
        "press": ["找媒体", "the press"],
        "broke": ["把…弄坏"],
    }
)

DENIED = [
    "没有受伤",
    "没受伤",
    "幸好没有人受伤",
    "並沒有人員受傷",
    "没有造成任何人受伤",
    "还没有出现漏水",
    "不漏水了",
    "不是漏水，是冷凝水",
    "受伤倒没有，就是吓着了",
    "没有受伤、漏水",
    "没有人受伤或者漏水",
    "我不想找媒体",
    "没打算去找媒体",
    "没有把地板弄坏",
    "以免漏水，我先关了阀门",
    "没 有 受 伤",
    "nobody was hurt",
    "No one got hurt",
    "there were no injuries",
    "it does not leak",
    "it doesn’t leak",
    "it didnt leak",
    "I do not want to go to the press",
    "no leak or injury",
    "I don't think anyone was hurt",
    "without being hurt",
]
SAID = [
    "受伤了",
    "没有及时处理漏水",
    "是不是受伤了",
    "有没有人受伤，你们问过吗",
    "漏不漏水你们自己来看",
    "难道没有受伤就不用管吗",
    "别以为我不会找媒体",
    "我不得不找媒体",
    "不是没有受伤",
    "没有发票，受伤了也没人管",
    "家里没人 漏水了一夜",
    "不仅漏水",
    "漏水没有解决",
    "受伤没有",
    "说没有问题，结果漏水",
    "把地板弄坏了",
    "not only hurt",
    "No, he was hurt",
    "Don't think I won't call the press",
    "no idea why it leaks, the leak is back",
    "nobody came and I was hurt",
    "The door was not closed: hurt my hand",
]


@pytest.mark.parametrize("words", DENIED)
def test_denied(words: str) -> None:
    assert PHRASES.find(fold(words)) == []


@pytest.mark.parametrize("words", SAID)
def test_said(words: str) -> None:
    assert PHRASES.find(fold(words))


def test_a_denial_reaches_its_own_clause_only() -> None:
    words = "没有人受伤，可是漏水了"
    assert [each.code for each in PHRASES.find(fold(words))] == ["leak"]
