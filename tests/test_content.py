"""The words that ship: the same in both languages, whole, and in the manners of the house."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from huitou.method import acknowledgements, content

FILES = content.names("zh")
# What customers say, not we: listed to be recognised.
THEIRS = re.compile(r"\.(words\.[a-z-]+|unless|synonyms)\.\d+$")
# The ten of T0, with 您 for 你 and the close variants that mean the same.
T0_FORBIDDEN = re.compile(
    "[你您](可能)?不明白|[你您](肯定|一定|可能)?[弄搞]混了|[你您]应该(?!能|会)|[你您](肯定|可能)?[弄搞]错了|这不可能|[你您]?别激动"
    "|我们不会|我们从没|我们(这)?不可能|[你您]?平静一点"
)
EN_FORBIDDEN = re.compile(
    r"you (may|might|probably|just) (not|don't) understand|you must (be|have) (confused|mixed)"
    r"|you should have|you are (wrong|mistaken)"
    r"|that('s| is) (impossible|not possible)|calm down|we (would never|never|don't|can't|cannot)",
    re.IGNORECASE,
)
JARGON = re.compile(
    "工单|状态|流转|系统提示|亲(?![自手人口])|收到您的(工单|投诉|反馈)|给您带来不便|敬请谅解|感谢您的支持|[!！]"
)
EN_JARGON = re.compile(
    r"\bticket\b|\bstatus\b|we have received|inconvenience|valued customer|please be advised|kindly\b(?!,)|!",
    re.IGNORECASE,
)
# What goes to customers over somebody's own name.
TO_CUSTOMERS = re.compile(
    r"^triggers\.[a-z-]+\.(opening|apology|advice|next|also|owner)|^triggers\.frame|^mails\.|^explanations\.|^steps\.customer"
)


def sentences(lang: str) -> list[tuple[str, str]]:
    """Every sentence of ours in a language with its place; what customers are expected to say is left out."""
    listed = [(f"{name}.{path}", text) for name in FILES for path, text in content.strings(content.load(name, lang))]
    return [
        (path, text) for path, text in listed if not THEIRS.search(path) and not path.startswith(("asks.", "denials."))
    ]


def shape(value: Any, path: str = "") -> set[str]:
    """Codes and keys of a file; how many phrases customers use for a thing is each language's own affair."""
    if isinstance(value, dict):
        return {place for key, inner in value.items() for place in shape(inner, f"{path}.{key}") | {f"{path}.{key}"}}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {
            place for number, inner in enumerate(value) for place in shape(inner, f"{path}.{inner.get('code', number)}")
        }
    return set()


def test_both_languages_have_the_same_files() -> None:
    assert content.names("en") == FILES
    assert FILES


@pytest.mark.parametrize("name", FILES)
def test_both_languages_have_the_same_codes(name: str) -> None:
    zh, en = (
        {place for place in shape(content.load(name, lang)) if not place.endswith(".unless")} for lang in ("zh", "en")
    )
    assert zh == en


@pytest.mark.parametrize("name", [name for name in FILES if name not in {"asks", "denials"}])
def test_both_languages_have_the_same_sentences_with_the_same_facts(name: str) -> None:
    zh, en = (
        {
            path: content.placeholders(text)
            for path, text in content.strings(content.load(name, lang))
            if not THEIRS.search(f".{path}")
        }
        for lang in ("zh", "en")
    )
    assert zh == en


def test_codes_are_plain_and_the_figures_are_for_the_same_families() -> None:
    families = [family.code for family in acknowledgements.families()]
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in families)
    assert set(families) == set(content.load("triggers", "zh")) - {"frame"}
    assert len(families) >= 14
    assert {family.severity for family in acknowledgements.families()} == {0, 1, 2, 3}


def test_the_gravest_families_stand_first() -> None:
    ranks = [family.severity for family in acknowledgements.families() if not family.modifies]
    assert ranks == sorted(ranks, reverse=True)


def test_no_sign_belongs_to_two_families_and_no_phrase_to_two_signs() -> None:
    for lang in content.LANGUAGES:
        signs = [
            sign
            for family in acknowledgements.families()
            for sign in content.item("triggers", lang, family.code, "words")
        ]
        assert len(signs) == len(set(signs))
        for sign_words in ({sign: words} for sign, words in _phrases(lang)):
            for sign, words in sign_words.items():
                assert len(words) == len(set(words)), (lang, sign)


def _phrases(lang: str) -> list[tuple[str, list[str]]]:
    families = (content.item("triggers", lang, family.code, "words") for family in acknowledgements.families())
    return [(sign, words) for family in families for sign, words in family.items()]


@pytest.mark.parametrize(("lang", "forbidden"), [("zh", T0_FORBIDDEN), ("en", EN_FORBIDDEN)])
def test_no_sentence_of_ours_contains_a_forbidden_phrase(lang: str, forbidden: re.Pattern[str]) -> None:
    assert not [place for place, text in sentences(lang) if forbidden.search(text)]


@pytest.mark.parametrize(("lang", "jargon"), [("zh", JARGON), ("en", EN_JARGON)])
def test_no_sentence_of_ours_is_jargon_or_shouts(lang: str, jargon: re.Pattern[str]) -> None:
    assert not [
        (place, text)
        for place, text in sentences(lang)
        if jargon.search(text) and not place.startswith("steps.judgements")
    ]


@pytest.mark.parametrize(
    "hurtful",
    [
        "您应该早点说",
        "你肯定弄混了",
        "您别激动",
        "这不可能的",
        "我们从没这样",
        "亲，您好",
        "您的工单已流转",
        "请稍等！",
    ],
)
def test_the_check_of_manners_bites(hurtful: str) -> None:
    assert T0_FORBIDDEN.search(hurtful) or JARGON.search(hurtful)


def test_to_a_customer_one_person_speaks() -> None:
    """First person, no "we", no company to hide behind, no but after an apology (T1)."""
    zh = [(place, text) for place, text in sentences("zh") if TO_CUSTOMERS.search(place)]
    assert len(zh) > 200
    assert not [place for place, text in zh if re.search("我们|代表公司|但是|本公司|我司", text)]
    en = [(place, text) for place, text in sentences("en") if TO_CUSTOMERS.search(place)]
    assert not [place for place, text in en if re.search(r"\b(we|our|on behalf)\b", text, re.IGNORECASE)]


def test_chinese_is_written_with_chinese_punctuation() -> None:
    for place, text in sentences("zh"):
        plain = re.sub(r"\{[a-z_]+\}|〔[^〕]*〕", "", text)
        assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", plain), place


def test_english_content_has_no_chinese_left_in_it() -> None:
    for name in FILES:
        assert not [
            path for path, text in content.strings(content.load(name, "en")) if re.search("[\u4e00-\u9fff]", text)
        ]


def test_traditional_characters_stand_over_their_simplified_ones() -> None:
    variants = content.shared("variants")
    assert len(variants["traditional"]) == len(variants["simplified"])
    assert len(set(variants["traditional"])) == len(variants["traditional"])
    pairs = dict(zip(variants["traditional"], variants["simplified"], strict=True))
    assert [pairs[each] for each in "觸電氣體滲藥單據"] == list("触电气体渗药单据")


def test_listed_phrases_are_simplified() -> None:
    variants = content.shared("variants")
    traditional = set(variants["traditional"]) - set("著乾於")
    assert not [
        path
        for name in ("triggers", "asks", "denials")
        for path, text in content.strings(content.load(name, "zh"))
        if set(text) & traditional
    ]


def test_a_broken_file_stops_and_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "broken.toml").write_text("a = [1,", encoding="utf-8")
    (tmp_path / "zh" / "bytes.toml").write_bytes(b"a = '\xff'")
    monkeypatch.setattr(content, "_FOLDER", tmp_path)
    for name in ("broken", "bytes", "missing"):
        with pytest.raises(content.ContentError, match=f"zh/{name}.toml"):
            content.load(name, "zh")
    with pytest.raises(content.ContentError, match="'fr'"):
        content.load("triggers", "fr")


def test_a_missing_item_or_fact_is_named() -> None:
    with pytest.raises(content.ContentError, match=r"steps\.toml: nothing at rules\.no-such"):
        content.item("steps", "zh", "rules", "no-such")
    with pytest.raises(content.ContentError, match="when"):
        content.fill("{when}前", owner="李敏")


def test_the_method_loads_without_django_and_without_reading_files() -> None:
    """Counted, not timed: a command that only reads words must start at once."""
    program = """
import sys
from huitou.method import acknowledgements, categories, causes, content, depths, explanations, mails, steps
assert not {name.partition(".")[0] for name in sys.modules} & {"django", "numpy", "asyncio", "email"}
assert content.load.cache_info().currsize == 0
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[1])
