"""The second factor: switched on by oneself, asked for at the door, guessed at five times at most."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from huitou.ledger.models import Event
from tests.cast import PASSWORD, Cast, sign_in

PLACE = "/account/second-factor/"
AGAIN = f"/account/confirm/?next={PLACE}totp/activate/"


NOW = 58_000_000


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, NOW))


@pytest.fixture
def secret(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> str:
    """Mei's second factor, switched on through the pages; the clock of the codes stands, or one could run out."""
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter([NOW]))
    client = sign_in(Client(), cast.mei)
    assert client.get(f"{PLACE}totp/activate/")["Location"].startswith("/account/confirm/?next=")
    assert client.post(AGAIN, {"password": "wrong"}).status_code == 200
    assert client.post(AGAIN, {"password": PASSWORD})["Location"] == f"{PLACE}totp/activate/"
    shown = client.get(f"{PLACE}totp/activate/").content.decode()
    found = re.search(r"<code>([A-Z2-7]{32})</code>", shown)
    assert found
    assert client.post(f"{PLACE}totp/activate/", {"code": "000000"}).status_code == 200
    assert client.post(f"{PLACE}totp/activate/", {"code": code_of(found[1])}).status_code == 302
    return found[1]


def at_the_door() -> Client:
    client = Client()
    entered = client.post("/signin/", {"email": "mei@example.com", "password": PASSWORD, "next": "/account/"})
    assert entered["Location"] == f"{PLACE}authenticate/"
    assert client.get("/account/").status_code == 302
    return client


def give(client: Client, code: str):
    return client.post(f"{PLACE}authenticate/", {"code": code})


def test_the_password_alone_is_not_enough(secret: str) -> None:
    client = at_the_door()
    assert client.get(f"{PLACE}authenticate/").status_code == 200
    assert give(client, "000000").status_code == 200
    assert client.get("/account/").status_code == 302
    assert give(client, code_of(secret))["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_code_works_once_whichever_process_looks(secret: str) -> None:
    code = code_of(secret)
    assert give(at_the_door(), code).status_code == 302
    cache.clear()
    second = at_the_door()
    assert give(second, code).status_code == 200
    assert second.get("/account/").status_code == 302


def test_the_sixth_guess_is_429_and_so_is_the_right_one_then(secret: str) -> None:
    client = at_the_door()
    for _ in range(5):
        assert give(client, "000000").status_code == 200
    assert give(client, "000000").status_code == 429
    assert give(at_the_door(), code_of(secret)).status_code == 429


def test_a_recovery_code_opens_once(secret: str, cast: Cast) -> None:
    codes = Authenticator.objects.get(user=cast.mei, type="recovery_codes").wrap().get_unused_codes()
    assert give(at_the_door(), codes[0]).status_code == 302
    assert give(at_the_door(), codes[0]).status_code == 200


def test_its_pages_stand(secret: str, cast: Cast) -> None:
    client = at_the_door()
    give(client, code_of(secret))
    for page in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/", "recovery-codes/download/"):
        answer = client.get(f"{PLACE}{page}", follow=True)
        assert answer.status_code == 200, page
    client.post("/account/confirm/", {"password": PASSWORD})
    for page in ("recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
        assert client.get(f"{PLACE}{page}").status_code == 200, page
    assert client.post(f"{PLACE}totp/deactivate/").status_code == 302
    assert not Authenticator.objects.exists()


def test_a_new_password_does_not_open_the_second_lock(secret: str, cast: Cast) -> None:
    cast.mei.set_password("seven-green-boats-sing")
    cast.mei.save()
    client = Client()
    entered = client.post("/signin/", {"email": "mei@example.com", "password": "seven-green-boats-sing"})
    assert entered["Location"] == f"{PLACE}authenticate/"


def test_an_administrator_helps_whoever_has_lost_the_phone(secret: str, cast: Cast) -> None:
    inside = at_the_door()
    give(inside, code_of(secret))
    admin = sign_in(Client(), cast.liu)
    path = f"/people/{cast.mei.pk}/second-factor-removal/"
    assert path in admin.get(f"/people/{cast.mei.pk}/").content.decode()
    admin.post(path)
    assert inside.get("/account/").status_code == 302
    entered = Client().post("/signin/", {"email": "mei@example.com", "password": PASSWORD})
    assert entered["Location"] == "/day/"


@pytest.mark.django_db(transaction=True)
def test_it_is_written_down(secret: str, cast: Cast) -> None:
    client = at_the_door()
    give(client, code_of(secret))
    client.post("/account/confirm/", {"password": PASSWORD})
    client.post(f"{PLACE}recovery-codes/generate/")
    client.post(f"{PLACE}totp/deactivate/")
    kinds = Event.objects.filter(kind__startswith="user.", actor=cast.mei.key).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "user.second_factor_on",
        "user.signed_in",
        "user.recovery_codes_made",
        "user.second_factor_off",
    ]
