"""What people write into a form comes without what no screen shows, and a NUL never reaches the database."""

from inspect import getmembers, isclass

import pytest
from django import forms

from huitou.desk import forms as of_staff
from huitou.lib.fields import Line, Words
from huitou.portal import forms as of_customers

TYPED = " e\u0301\x00 \u202etxt.exe\r\n\x07zwei\u2028 drei \ud800"


def test_sentences_keep_their_lines() -> None:
    assert Words().clean(TYPED) == "é txt.exe\nzwei\n drei"


def test_a_line_is_one() -> None:
    assert Line().clean(TYPED) == "é txt.exe zwei drei"


@pytest.mark.parametrize("empty", [None, "", " \n ", "\x00\u202e"])
def test_nothing_visible_is_nothing(empty: str | None) -> None:
    assert Words().clean(empty) == Line().clean(empty) == ""
    with pytest.raises(forms.ValidationError):
        Line(required=True).clean(empty)


def test_the_length_is_that_of_what_is_kept() -> None:
    assert Words(max_length=3).clean("\x00\x00\x00abc") == "abc"
    with pytest.raises(forms.ValidationError):
        Words(max_length=3).clean("abcd")


def is_form(thing: object) -> bool:
    return isclass(thing) and issubclass(thing, forms.Form)


ALL = [form for module in (of_staff, of_customers) for _name, form in getmembers(module, is_form)]


@pytest.mark.parametrize("form", ALL)
def test_no_form_of_desk_or_portal_takes_words_as_they_come(form: type[forms.Form]) -> None:
    plain = (forms.CharField, forms.SlugField, forms.RegexField, forms.JSONField)
    uncleaned = [
        name
        for name, field in form.base_fields.items()
        if isinstance(field, plain) and not isinstance(field, Words | forms.UUIDField)
    ]
    assert uncleaned == []
