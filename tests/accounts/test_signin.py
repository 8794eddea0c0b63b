"""Signing in and out through the page."""

import pytest
from django.conf import settings
from django.test import Client

from huitou.ledger.models import Event
from tests.cast import PASSWORD, Cast, sign_in


def enter(client: Client, email: str = "mei@example.com", password: str = PASSWORD, **more: str):
    return client.post("/signin/", {"email": email, "password": password, **more})


def test_the_right_password_opens_the_day(client: Client, cast: Cast) -> None:
    response = enter(client)
    assert response.status_code == 302
    assert response["Location"] == "/day/"
    assert client.session["_auth_user_id"] == str(cast.mei.pk)


def test_the_address_may_be_typed_in_capitals(client: Client, cast: Cast) -> None:
    assert enter(client, " Mei@Example.COM ").status_code == 302


def test_a_wrong_password_says_what_to_do_and_keeps_the_address(client: Client, cast: Cast) -> None:
    response = enter(client, password="not-this-one")
    assert response.status_code == 422
    assert "mei@example.com" in response.content.decode()
    assert "not-this-one" not in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_it_is_written_down(client: Client, cast: Cast) -> None:
    enter(client)
    client.post("/signout/")
    kinds = list(Event.objects.filter(subject=cast.mei.key).values_list("kind", "actor"))
    assert kinds == [("user.signed_in", cast.mei.key), ("user.signed_out", cast.mei.key)]


def test_a_page_that_needs_a_person_leads_to_the_door_and_back(client: Client, cast: Cast) -> None:
    asked = client.get("/account/tokens/?x=1")
    assert asked["Location"] == "/signin/?next=/account/tokens/%3Fx%3D1"
    shown = client.get(asked["Location"])
    assert 'name="next" value="/account/tokens/?x=1"' in shown.content.decode()
    assert enter(client, next="/account/tokens/?x=1")["Location"] == "/account/tokens/?x=1"


def test_a_fragment_is_not_filled_with_the_sign_in_page(client: Client, cast: Cast) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/account/"}
    response = client.get("/account/tokens/", headers=headers)
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/signin/?next=/account/"


def test_who_is_in_is_sent_on(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.mei).get("/signin/")["Location"] == "/day/"


@pytest.mark.parametrize(
    ("language", "code", "words"), [("zh", "zh-hans", "zh-hans"), ("en", "en", "Change my password")]
)
def test_pages_speak_the_language_of_the_person(
    client: Client, cast: Cast, language: str, code: str, words: str
) -> None:
    type(cast.mei).objects.filter(pk=cast.mei.pk).update(language=language)
    response = enter(client, next="/account/")
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == code
    assert words in client.get("/account/password/").content.decode()


def test_there_is_no_signing_up(client: Client, cast: Cast) -> None:
    for path in ("/signup/", "/account/signup/", "/accounts/signup/", "/signin/signup/"):
        assert client.get(path).status_code == 404
