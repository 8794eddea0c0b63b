"""Forgotten, chosen anew, changed."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from huitou.accounts import passwords, staffing
from huitou.lib import clock
from tests.accounts.letters import Letter, delivered
from tests.cast import PASSWORD, Cast, sign_in

NEW = "seven-green-boats-sing"


def forget(client: Client, email: str = "mei@example.com"):
    return client.post("/signin/forgotten/", {"email": email})


def test_a_letter_leads_to_a_new_password(client: Client, cast: Cast, box: list[Letter]) -> None:
    assert forget(client, "MEI@example.com").status_code == 200
    (letter,) = delivered()
    assert letter.address == "mei@example.com"
    assert "李敏" in client.get(letter.path).content.decode()
    assert client.post(letter.path, {"password": NEW})["Location"] == "/signin/"
    assert client.post("/signin/", {"email": "mei@example.com", "password": NEW}).status_code == 302
    assert client.post(letter.path, {"password": PASSWORD}).status_code == 410


def test_looking_at_the_link_uses_nothing_up(client: Client, cast: Cast, box: list[Letter]) -> None:
    forget(client)
    (letter,) = delivered()
    for _ in range(3):
        assert client.get(letter.path).status_code == 200
        assert client.head(letter.path).status_code == 200
    assert client.post(letter.path, {"password": NEW}).status_code == 302


def test_the_letter_speaks_their_language_and_names_our_own_address(
    client: Client, cast: Cast, box: list[Letter], settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    cast.mei.language = "en"
    cast.mei.save()
    client.post("/signin/forgotten/", {"email": "mei@example.com"}, headers={"Host": "evil.example"})
    (letter,) = delivered()
    assert letter.text.startswith("Good day, 李敏")
    assert settings.BASE_URL in letter.text
    assert "evil" not in letter.text


def test_the_link_ends_after_a_day(client: Client, cast: Cast) -> None:
    path = passwords.link(cast.mei).removeprefix("http://127.0.0.1:8000")
    with clock.at(clock.now() + timedelta(hours=25)):
        assert client.get(path).status_code == 410


def test_the_link_ends_with_the_person(client: Client, cast: Cast) -> None:
    path = passwords.link(cast.mei).removeprefix("http://127.0.0.1:8000")
    staffing.deactivate(cast.mei, by=cast.liu)
    assert client.post(path, {"password": NEW}).status_code == 410
    staffing.reactivate(cast.mei, by=cast.liu)
    assert client.post(path, {"password": NEW}).status_code == 410


def test_the_link_is_for_one_person(client: Client, cast: Cast) -> None:
    token = passwords.link(cast.mei).rstrip("/").rpartition("/")[2]
    assert client.get(f"/signin/new-password/{cast.wang.pk}/{token}/").status_code == 410


@pytest.mark.parametrize("weak", ["short", "password12", "1234567890", "mei@example.com", "李敏李敏李敏", ""])
def test_weak_passwords_are_refused(client: Client, cast: Cast, weak: str) -> None:
    path = passwords.link(cast.mei).removeprefix("http://127.0.0.1:8000")
    assert client.post(path, {"password": weak}).status_code == 422
    assert client.post("/signin/", {"email": "mei@example.com", "password": PASSWORD}).status_code == 302


def test_changing_needs_the_present_one(client: Client, cast: Cast) -> None:
    sign_in(client, cast.mei)
    assert client.post("/account/password/", {"current": "no", "password": NEW}).status_code == 422
    assert client.post("/account/password/", {"password": NEW}).status_code == 422
    assert client.post("/account/password/", {"current": PASSWORD, "password": NEW}).status_code == 302
    cast.mei.refresh_from_db()
    assert cast.mei.check_password(NEW)


def test_spaces_belong_to_a_password(client: Client, cast: Cast) -> None:
    sign_in(client, cast.mei)
    client.post("/account/password/", {"current": PASSWORD, "password": f" {NEW} "})
    cast.mei.refresh_from_db()
    assert cast.mei.check_password(f" {NEW} ")
