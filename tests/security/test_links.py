"""B09: private links are long, bound, hashed, ending; guessing finds nothing."""

import base64
import secrets
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from huitou.accounts import links
from huitou.accounts.models import PublicLink
from huitou.lib import clock

pytestmark = pytest.mark.django_db


def make(**more: object) -> PublicLink:
    return links.make("matter", "case:4711", contact="chen@example.com", **more)  # type: ignore[arg-type]


def test_it_is_found_by_its_secret() -> None:
    link = make()
    found = links.find("matter", link.token)
    assert found == link
    assert (found.subject, found.contact) == ("case:4711", "chen@example.com")


def test_it_is_long_enough_and_different_each_time() -> None:
    tokens = {make().token for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(base64.urlsafe_b64decode(token)) * 8 >= 128 for token in tokens)


def test_the_rows_do_not_tell_the_secret(settings: Settings) -> None:
    link = make()
    row = PublicLink.objects.values().get()
    assert link.token not in str(row)
    stolen = PublicLink(**row)
    settings.SECRET_KEY = "another"
    with pytest.raises(LookupError):
        _ = stolen.token


def test_it_serves_one_purpose() -> None:
    link = make()
    assert links.find("answer", link.token) is None
    assert links.find("", link.token) is None


def test_it_ends(settings: Settings) -> None:
    link = make(days=30)
    with clock.at(clock.now() + timedelta(days=29)):
        assert links.find("matter", link.token) == link
    with clock.at(clock.now() + timedelta(days=30, seconds=1)):
        assert links.find("matter", link.token) is None


def test_it_is_revoked_by_subject_purpose_or_contact() -> None:
    one, other = make(), links.make("matter", "case:4711", contact="wu@example.com")
    answer, elsewhere = links.make("answer", "case:4711"), links.make("matter", "case:1")
    assert links.revoke("case:4711", contact="chen@example.com") == 1
    assert (links.find("matter", one.token), links.find("matter", other.token)) == (None, other)
    assert links.revoke("case:4711", purpose="matter") == 1
    assert links.find("answer", answer.token) == answer
    links.revoke("case:4711")
    assert links.find("answer", answer.token) is None
    assert links.find("matter", elsewhere.token) == elsewhere


def test_ten_thousand_guesses_find_nothing() -> None:
    link = make()
    near = [link.token[:-1] + sign for sign in "ABCDEFGHabcdefgh" if sign != link.token[-1]]
    guesses = near + [secrets.token_urlsafe(24) for _ in range(10_000)]
    assert not [guess for guess in guesses if links.find("matter", guess)]


@pytest.mark.parametrize("token", ["", "a", "a" * 31, "a" * 33, "é" * 32, "\x00" * 32, "a" * 31 + "\n", "a" * 10_000])
def test_what_cannot_be_one_is_not_looked_up(token: str, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert links.find("matter", token) is None


def test_a_lost_one_is_found_for_its_own_contact_only() -> None:
    link = make()
    assert links.find_open("matter", "case:4711", contact="chen@example.com") == link
    assert links.find_open("matter", "case:4711", contact="wu@example.com") is None
    links.revoke("case:4711")
    assert links.find_open("matter", "case:4711") is None


def test_it_outlives_a_new_secret_key(settings: Settings) -> None:
    link = make()
    token = link.token
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    assert links.find("matter", token) == link
    assert PublicLink.objects.get().token == token
    assert make().token != token
