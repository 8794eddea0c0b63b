"""Our own two codes for the languages of pages."""

import pytest
from django.utils import translation

from huitou.lib.language import django_code, own_code, page_language


@pytest.mark.parametrize(("active", "code"), [("zh-hans", "zh"), ("en", "en"), ("en-gb", "en"), ("fr", "zh")])
def test_the_language_of_the_page(active: str, code: str) -> None:
    with translation.override(active):
        assert page_language() == code


def test_no_language_at_all_is_chinese() -> None:
    with translation.override(None):
        assert page_language() == "zh"


@pytest.mark.parametrize("code", ["zh", "en"])
def test_there_and_back(code: str) -> None:
    assert own_code(django_code(code)) == code
