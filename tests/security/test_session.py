"""B12, B15: a session is new at the door, ends on the server, and never outlives the rights it was given for."""

import subprocess
import sys
from datetime import timedelta
from http.cookies import Morsel

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from huitou.accounts import staffing, tokens
from huitou.accounts.jobs import prune
from huitou.accounts.models import User
from tests.cast import PASSWORD, Cast, sign_in

COOKIE = settings.SESSION_COOKIE_NAME


def enter(client: Client) -> Client:
    assert client.post("/signin/", {"email": "mei@example.com", "password": PASSWORD}).status_code == 302
    return client


def inside(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def with_key(key: str) -> Client:
    """A thief's browser."""
    client = Client()
    client.cookies[COOKIE] = key
    return client


def test_the_key_is_new_at_the_door(cast: Cast) -> None:
    client = Client()
    client.get("/signin/")
    session = client.session
    session["fixed"] = "by an attacker"
    session.save()
    client.cookies[COOKIE] = session.session_key
    enter(client)
    assert client.cookies[COOKIE].value != session.session_key
    assert not inside(with_key(session.session_key))


def test_signing_out_ends_it_on_the_server(cast: Cast) -> None:
    client = enter(Client())
    key = client.cookies[COOKIE].value
    client.post("/signout/")
    assert not Session.objects.filter(session_key=key).exists()
    assert not inside(with_key(key))


def test_another_password_ends_the_others_only(cast: Cast) -> None:
    here, there = enter(Client()), enter(Client())
    old = here.cookies[COOKIE].value
    here.post("/account/password/", {"current": PASSWORD, "password": "seven-green-boats-sing"})
    assert inside(here)
    assert here.cookies[COOKIE].value != old
    assert not inside(there)
    assert not inside(with_key(old))


def test_other_rights_give_another_key_and_no_new_sign_in(cast: Cast) -> None:
    client = enter(Client())
    inside(client)
    old = client.cookies[COOKIE].value
    staffing.set_roles(cast.mei, ["handler", "frontline"], by=cast.liu)
    assert inside(client)
    assert client.cookies[COOKIE].value != old
    assert not inside(with_key(old))


def test_a_role_taken_away_is_gone_at_the_next_click(cast: Cast) -> None:
    client = sign_in(Client(), cast.liu)
    staffing.set_roles(cast.mei, ["administrator"], by=cast.liu)
    assert client.get("/people/").status_code == 200
    staffing.set_roles(cast.liu, ["handler"], by=cast.mei)
    assert client.get("/people/").status_code == 403
    assert client.post("/people/new/", {"name": "x"}).status_code == 403


def test_a_deactivated_person_is_out_and_an_old_cookie_does_not_come_back(cast: Cast) -> None:
    client = enter(Client())
    key = client.cookies[COOKIE].value
    _token, text = tokens.make(cast.mei, name="t", scopes=["case.reply"], by=cast.mei)
    staffing.deactivate(cast.mei, by=cast.liu)
    assert not inside(client)
    assert tokens.find_user(text) is None
    staffing.reactivate(cast.mei, by=cast.liu)
    assert not inside(with_key(key))
    assert inside(enter(Client()))


def test_a_deactivated_row_alone_is_enough(cast: Cast) -> None:
    client = enter(Client())
    User.objects.filter(pk=cast.mei.pk).update(is_active=False)
    assert not inside(client)


def test_twelve_idle_hours_end_it(cast: Cast) -> None:
    client = enter(Client())
    session = Session.objects.get(session_key=client.cookies[COOKIE].value)
    age = timedelta(hours=12)
    assert age.total_seconds() == settings.SESSION_COOKIE_AGE
    Session.objects.update(expire_date=session.expire_date - age)
    assert not inside(client)
    prune()
    assert not Session.objects.exists()


def test_work_moves_the_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter(Client())
    inside(client)
    key = client.cookies[COOKIE].value
    first = Session.objects.get(session_key=key).expire_date
    inside(client)
    assert Session.objects.get(session_key=key).expire_date == first
    session = client.session
    session["touched_at"] -= 601
    session.save()
    Session.objects.update(expire_date=first - timedelta(hours=6))
    inside(client)
    assert Session.objects.get(session_key=key).expire_date >= first


def test_cookies_are_closed_to_scripts_and_other_sites(cast: Cast) -> None:
    client = Client()
    client.get("/signin/")
    enter(client)
    client.post("/language/", {"language": "zh-hans"})
    assert {COOKIE, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert isinstance(cookie, Morsel)
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
        assert cookie["path"] == "/", cookie.key
        assert not cookie["domain"], cookie.key


def test_behind_https_they_are_secure_and_bound_to_the_host(tmp_path: object) -> None:
    program = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME,"
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE)"
    )
    environment = {
        "HUITOU_BASE_URL": "https://care.example",
        "HUITOU_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "huitou.config.settings",
    }
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    assert all(name.startswith("__Host-") for name in told[:3])
    assert told[3:] == ["True", "True", "True"]


@pytest.mark.parametrize(
    "elsewhere", ["//e.example", r"/\e.example", "https:e", "%09//e", "\t//e", "https://e.example/"]
)
def test_next_leads_nowhere_else(cast: Cast, elsewhere: str) -> None:
    client = Client()
    entered = client.post("/signin/", {"email": "mei@example.com", "password": PASSWORD, "next": elsewhere})
    assert entered["Location"] == "/day/"
    assert client.get("/signin/", {"next": elsewhere})["Location"] == "/day/"
    assert client.post("/language/", {"language": "en", "next": elsewhere})["Location"] == "/"
    assert elsewhere not in Client().get("/signin/", {"next": elsewhere}).content.decode()


def test_pages_with_secrets_are_not_kept_by_browsers(cast: Cast) -> None:
    client = sign_in(Client(), cast.liu)
    for path in ("/account/", "/account/tokens/", "/people/new/", f"/people/{cast.mei.pk}/"):
        assert "no-store" in client.get(path)["Cache-Control"]
    assert "no-store" in Client().get("/signin/")["Cache-Control"]
