"""The switch of language, for everybody."""

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast, sign_in


def test_a_stranger_keeps_the_page_and_gets_the_language(client: Client, db: None) -> None:
    response = client.post("/language/", {"language": "en", "next": "/signin/forgotten/?a=1"})
    assert response["Location"] == "/signin/forgotten/?a=1"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert '<html lang="en">' in client.get("/signin/").content.decode()


def test_it_is_kept_with_the_person(client: Client, cast: Cast) -> None:
    sign_in(client, cast.mei).post("/language/", {"language": "en"})
    cast.mei.refresh_from_db()
    assert cast.mei.language == "en"


@pytest.mark.parametrize("wrong", ["", "fr", "../../etc", "zh-hans\r\nSet-Cookie: a=b"])
def test_a_language_we_do_not_speak_changes_nothing(client: Client, db: None, wrong: str) -> None:
    response = client.post("/language/", {"language": wrong})
    assert response.status_code == 302
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_without_a_choice_it_is_chinese(client: Client, db: None) -> None:
    assert '<html lang="zh-hans">' in client.get("/signin/").content.decode()


def test_looking_changes_nothing(client: Client, db: None) -> None:
    assert client.get("/language/?language=en").status_code == 405
