"""What people type to be reached by, and what we read in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.customers.reach import mask, parse, readable
from huitou.lib.text import clean_line

MOBILE = "13812345678"


@pytest.mark.parametrize(
    "typed",
    [
        "13812345678", "138 1234 5678", "138-1234-5678", "138–1234–5678", "138.1234.5678", "+86 138 1234 5678",
        "+86-138-1234-5678", "0086 13812345678", "8613812345678", "(+86)13812345678", "１３８１２３４５６７８",
        "tel: 138 1234 5678", "手机13812345678", "我的电话是13812345678，晚上打", "13812345678（微信同号）",
        "微信同号13812345678", "13812345678 或 13987654321",
    ],
)  # fmt: skip
def test_a_chinese_mobile_is_one_number_however_it_is_typed(typed: str) -> None:
    assert parse(typed) == ("phone", MOBILE)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("010-8888 8888", "010-88888888"),
        ("(010)88888888", "010-88888888"),
        ("+86 10 8888 8888", "010-88888888"),
        ("+86 (0)10 8888 8888", "010-88888888"),
        ("0755 8888888", "0755-8888888"),
        ("010-88888888转123", "010-88888888-123"),
        ("010-88888888 ext. 123", "010-88888888-123"),
        ("400-123-4567", "4001234567"),
        ("800 810 1234", "8008101234"),
        ("95588", "95588"),
        ("+49 151 12345678", "+4915112345678"),
        ("0049 151 12345678", "+4915112345678"),
        ("+1 (415) 555-2671", "+14155552671"),
        ("+852 9123 4567", "+85291234567"),
    ],
)
def test_other_numbers_are_written_as_they_are_dialled(typed: str, value: str) -> None:
    assert parse(typed)[:2] == ("phone", value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Chen@Example.com", "chen@example.com"),
        ("  chen@example.com ", "chen@example.com"),
        ("chen＠example.com", "chen@example.com"),
        ("ｃｈｅｎ@example．com", "chen@example.com"),
        ("mailto:chen@example.com", "chen@example.com"),
        ("陈丽 <chen@example.com>", "chen@example.com"),
        ("邮箱chen@example.com谢谢", "chen@example.com"),
        ("请写chen@example.com。谢谢", "chen@example.com"),
        ("chen@example.com 或 13812345678", "chen@example.com"),
        ("chen+shop@mail.example.com.cn", "chen+shop@mail.example.com.cn"),
        ("chen@例子.中国", "chen@xn--fsqu00a.xn--fiqs8s"),
        ("chen@例子。中国", "chen@xn--fsqu00a.xn--fiqs8s"),
        ("chen@www.mail.公司", "chen@www.mail.xn--55qx5d"),
    ],
)
def test_an_email_address_is_compared_in_lower_case_and_ascii(typed: str, value: str) -> None:
    assert parse(typed)[:2] == ("email", value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("微信 abc_123", "abc_123"),
        ("微信号：ChenLi2020", "chenli2020"),
        ("我的微信是chenli-88", "chenli-88"),
        ("WeChat: Abc-123", "abc-123"),
        ("wechat id abc_123", "abc_123"),
        ("wx：chenli88", "chenli88"),
        ("VX chenli88", "chenli88"),
        ("微信13812345678", MOBILE),
    ],
)
def test_a_wechat_name_is_known_by_its_label(typed: str, value: str) -> None:
    assert parse(typed)[:2] == ("wechat", value)


@pytest.mark.parametrize(
    "typed",
    [
        "门口的陈姨", "ask at the shop, room 12", "我家在3栋1202", "12345", "8888 8888", "110101199003071234",
        "2026-11-05", "a@b", "x@y..z", "陈@example.com", ".chen@example.com", "a..b@example.com", "@example.com",
        "a@b.com, c@d.com", "a@b.com;c@d.com", "a@b.com\u2028c@d.com", "a@b.com Bcc: x@y.com",
        "=?utf-8?q?a=0A?=@b.com",
    ],
)  # fmt: skip
def test_all_else_stays_words(typed: str) -> None:
    assert parse(typed) == ("other", clean_line(typed))


def test_long_words_are_kept_to_two_hundred() -> None:
    assert parse("好" * 5000) == ("other", "好" * 200)


def test_nothing_typed_is_no_reach() -> None:
    assert not parse(" \n\t ")


def test_line_breaks_and_controls_never_reach_the_value() -> None:
    assert parse("a@b.com\r\nBcc: victim@example.com").kind == "other"
    assert parse("chen@\x00exam\x0bple.com").value == "chen@example.com"


@given(st.text(max_size=300))
def test_any_text_is_read_without_fault(text: str) -> None:
    reach = parse(text)
    assert len(reach.value) <= 254
    assert not set(reach.value) & set("\r\n\x00\x0b\u2028")
    assert parse(text) == reach


@given(st.from_regex(r"\A\+?[0-9 ()-]{5,20}\Z"))
def test_a_number_read_twice_is_the_same(text: str) -> None:
    reach = parse(text)
    if reach.kind == "phone":
        assert parse(reach.value).value == reach.value


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("13812345678 陈丽 幸福里3栋 晚上7点后", "138 1234 5678"),
        ("13812345678转12", "138 1234 5678-12"),
        ("010 8888 8888", "010-88888888"),
        ("4001234567", "400 123 4567"),
        ("95588", "95588"),
        ("+49 151 12345678", "+4915112345678"),
        ("陈丽 Chen@Example.com", "chen@example.com"),
        ("我的微信是chenli-88，晚上加", "chenli-88"),
    ],
)
def test_an_address_reads_well_and_says_nothing_that_was_typed_around_it(typed: str, shown: str) -> None:
    assert readable(*parse(typed)) == shown


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        (MOBILE, "138****5678"),
        ("chen@example.com", "c***@example.com"),
        ("chenli88", "ch***"),
        ("95", "***"),
        ("+4915112345678", "+49****5678"),
    ],
)
def test_a_masked_address_is_known_only_to_its_owner(value: str, masked: str) -> None:
    assert mask(value) == masked
