"""Fields for what people write."""

import pytest
from django.core.exceptions import ValidationError

from huitou.lib.fields import Line, Words


def test_words_keep_their_lines_and_lose_what_no_screen_shows() -> None:
    assert Words().clean(" a\r\nb\x00\x1b\u202e \u200f ") == "a\nb \u200f"
    assert Line().clean(" a\r\n\tb\x00 ") == "a b"
    assert Words().clean(None) == ""


def test_the_length_is_that_of_what_is_kept() -> None:
    assert Words(max_length=3).clean("a\r\nb\x00\x00\x00") == "a\nb"
    with pytest.raises(ValidationError) as refused:
        Words(max_length=3).clean("abcd")
    assert "4" in str(refused.value)
    assert "3" in str(refused.value)


@pytest.mark.parametrize("field", [Words, Line])
def test_what_must_be_there_is_asked_for(field: type[Words]) -> None:
    with pytest.raises(ValidationError):
        field(required=True).clean(" \x00 ")
