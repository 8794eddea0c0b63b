"""What goes to customers by itself: complete, short, without a hole, and quoting only what it was given to quote."""

import re

import pytest

from huitou.method import content, mails

FACTS = {
    "owner": "李敏",
    "line": "020-8001",
    "number": 4711,
    "link": "https://help.example/my/abc/",
    "step": "正在解决",
    "sentence": "这件事正在办。",
    "when": "今天 15:00",
}
KINDS = [
    "acknowledgement",
    "reply",
    "progress",
    "later",
    "solution",
    "explanation",
    "solved",
    "thanks",
    "follow_up",
    "reopened",
    "new_owner",
    "link_again",
    "new_link",
    "closed",
    "closed_no_answer",
    "withdrawn",
    "overruled",
]
# What somebody wrote has no place in these: they say all that is to be said.
OURS = {"link_again", "new_link", "thanks", "closed", "closed_no_answer", "withdrawn", "overruled"}
PHRASES = {
    "new_owner": {"owner": "李敏", "line": "8001", "giver": "王强"},
    "reopened": {"owner": "李敏", "line": "8001"},
    "thanks": {"line": "8001"},
    "withdrawn": {},
    "closed": {},
    "closed_no_answer": {},
    "overruled": {"line": "8001"},
    "call_about_link": {"number": 4711},
    "tell_about_link": {"number": 4711},
}
each_mail = pytest.mark.parametrize(("kind", "lang"), [(kind, lang) for kind in KINDS for lang in content.LANGUAGES])


@pytest.mark.parametrize("lang", content.LANGUAGES)
def test_every_kind_is_there(lang: str) -> None:
    assert sorted(mails.kinds(lang)) == sorted(KINDS)
    assert sorted(content.item("mails", lang, "phrases")) == sorted(PHRASES)


@each_mail
def test_it_names_the_owner_the_number_and_the_link(kind: str, lang: str) -> None:
    for words in ("", "第一段。\n\n第二段。"):
        mail = mails.compose(kind, lang, words=words, **FACTS)
        assert FACTS["link"] in mail.body
        assert FACTS["owner"] in mail.body
        assert "4711" in mail.subject
        assert "\n" not in mail.subject
        assert not set("{}") & set(mail.subject + mail.body)
        assert "\n\n\n" not in mail.body


@each_mail
def test_what_was_written_goes_along_only_when_given(kind: str, lang: str) -> None:
    told = mails.compose(kind, lang, words="第一段。\n\n第二段。", **FACTS)
    assert ("第一段。\n\n第二段。" in told.body) is (kind not in OURS)
    told = mails.compose(kind, lang, **FACTS)
    assert len(told.body) > len(FACTS["link"]) + 40


@each_mail
def test_a_missing_line_or_time_leaves_no_hole(kind: str, lang: str) -> None:
    body = mails.compose(kind, lang, **{**FACTS, "line": "", "when": "", "sentence": ""}).body
    assert not re.search(r"[:：]\s*[。.]|[:：]$|在前|By  |直线|Direct line", body)


@each_mail
def test_a_subject_is_short(kind: str, lang: str) -> None:
    assert len(mails.compose(kind, lang, **FACTS).subject) <= (40 if lang == "zh" else 78)


def test_a_name_is_greeted_and_nobody_is_dear_without_one() -> None:
    assert mails.compose("reply", "zh", name="陈女士", **FACTS).body.startswith("陈女士，您好：\n\n")
    assert mails.compose("reply", "en", **FACTS).body.startswith("Hello,\n\n")


def test_braces_in_what_somebody_wrote_stay_theirs() -> None:
    assert "{link} {0}" in mails.compose("reply", "zh", words="{link} {0}", **FACTS).body


def test_a_fact_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(content.ContentError, match="link"):
        mails.compose("reply", "zh", owner="李敏", line="", number=4711)


@pytest.mark.parametrize(("code", "lang"), [(code, lang) for code in PHRASES for lang in content.LANGUAGES])
def test_phrases(code: str, lang: str) -> None:
    said = mails.phrase(code, lang, **PHRASES[code])
    assert all(str(fact) in said for name, fact in PHRASES[code].items() if (code, name) != ("reopened", "owner"))
    silent = mails.phrase(code, lang, **{**PHRASES[code], "line": ""})
    assert "8001" not in silent
    assert not re.search(r"[:：][。.]", silent)


def test_reopening_asks_again_what_the_customer_wishes() -> None:
    """C8: a "no" reopens, and 你希望我们怎么做 is asked again."""
    assert "您说还没解决，我重新接着办" in mails.phrase("reopened", "zh", **PHRASES["reopened"])
    assert "您希望我怎么做" in mails.compose("reopened", "zh", **FACTS).body
