"""What is wrong with a password is said in our own words, in the language of the reader."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from huitou.accounts.models import User


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("tuzi-73x", "Too short: at least 10 characters."),
        ("mei.li@anju.example", "Too close to your name or your e-mail address."),
        ("qwertyuiop", "Many people use this one, so it is quickly guessed."),
    ],
)
def test_each_rule_in_plain_words(password: str, words: str) -> None:
    somebody = User(name="Mei", email="mei.li@anju.example")
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        validate_password(password, somebody)
    assert refused.value.messages == [words]


def test_a_password_like_no_other_is_taken() -> None:
    validate_password("tuzi mao yu shan", User(name="Mei", email="mei.li@anju.example"))
