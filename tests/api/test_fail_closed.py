"""B74: what fails, fails closed; what a stranger writes into headers has no effect; no answer shows the inside."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from huitou.accounts import throttle, tokens
from huitou.accounts.models import User
from huitou.cases.models import Case, Voice
from huitou.ledger.models import Event
from tests.cases.building import complain
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db
INSIDE = (
    "Traceback",
    "site-packages",
    "SELECT ",
    "INSERT ",
    "sqlite3",
    "psycopg",
    "OperationalError",
    'File "',
    "htk_",
)
SECRET = "postgresql://huitou:hunter2@db.internal/huitou"
COMPLAINT = {"words": "洗衣机没修好", "reach": "13800138000"}


def discreet(answer: HttpResponse, *secrets: str) -> None:
    """Nothing of the program, the database or a token is told, in the body or in a header."""
    told = answer.content.decode() + str(answer.headers)
    assert [word for word in (*INSIDE, SECRET, "hunter2", *secrets) if word in told] == []


def down(*_given: object, **_named: object) -> None:
    raise OperationalError(f"connection to {SECRET} refused: SELECT 1")


def broken(*_given: object, **_named: object) -> None:
    raise ImproperlyConfigured(f"the table of roles is gone: {SECRET}")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def token_of(user: User) -> str:
    return tokens.make(user, name="till", scopes=user.abilities, by=user)[1]


def bearer(user: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_of(user)}"}


def post(client: Client, path: str, body: dict[str, Any], **headers: str) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json", headers=headers)


# The store of limits is down; everything else works.


class Away:
    """The connection as the throttle sees it."""

    cursor = staticmethod(down)

    def __getattr__(self, name: str) -> object:
        return getattr(connection, name)


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.post("/", COMPLAINT),
        lambda client: post(client, "/api/v1/complaints", COMPLAINT),
        lambda client: client.post("/lost-link/", {"number": "1001", "reach": "13800138000"}),
        lambda client: client.post("/signin/", {"email": "mei@example.com", "password": "ten-quiet-lamps-glow"}),
    ],
    ids=["page", "api", "lost link", "sign-in"],
)
def test_without_a_count_nobody_comes_through(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, send: Callable[[Client], Any]
):
    events = Event.objects.count()
    monkeypatch.setattr(throttle, "connection", Away())
    monkeypatch.setattr(throttle.Throttle.objects, "filter", down)
    answer = send(client)
    monkeypatch.undo()
    assert answer.status_code == 503
    discreet(answer)
    assert not Voice.objects.exists()
    assert Event.objects.count() == events
    assert "_auth_user_id" not in client.session


def test_a_limit_that_cannot_be_counted_closes_the_api_for_tokens_too(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
):
    case, headers = complain(cast), bearer(cast.mei)
    monkeypatch.setattr(throttle, "count", down)
    answer = post(client, f"/api/v1/cases/{case.pk}/note", {"words": "x"}, **headers)
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Retry-After"]
    discreet(answer, headers["Authorization"])
    assert not case.notes.exists()


# The code that decides about permission is broken.


@pytest.mark.parametrize("path", ["/day/", "/cases/", "/cases/{case}/", "/people/", "/voices/"])
def test_when_nobody_can_say_who_may_nobody_sees(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, path: str
):
    case = complain(cast)
    sign_in(client, cast.liu)
    monkeypatch.setattr(User, "can", broken)
    answer = client.get(path.format(case=case.pk))
    assert answer.status_code == 500
    discreet(answer, case.headline)


def test_when_nobody_can_say_who_may_nobody_acts(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch):
    case, headers = complain(cast), bearer(cast.mei)
    before = Case.objects.filter(pk=case.pk).values().get()
    sign_in(client, cast.mei)
    monkeypatch.setattr(User, "can", broken)
    answers = [
        client.post(f"/cases/{case.pk}/note/", {"words": "x"}),
        client.post(f"/cases/{case.pk}/closure/", {"closed_as": "withdrawn", "reason": "x"}),
        post(client, f"/api/v1/cases/{case.pk}/note", {"words": "x"}, **headers),
        client.get("/api/v1/cases", headers=headers),
    ]
    assert [answer.status_code for answer in answers] == [500] * 4
    for answer in answers:
        discreet(answer, case.headline, headers["Authorization"])
    assert Case.objects.filter(pk=case.pk).values().get() == before
    assert not case.notes.exists()


def test_a_fault_of_ours_is_a_problem_for_programs_and_a_page_for_people(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("huitou.intake.receiving.acknowledgements.read", broken)
    for language, said in (("en", "Something broke on our side"), ("zh-hans", "")):
        program = post(client, "/api/v1/complaints", COMPLAINT, **{"Accept-Language": language})
        assert program["Content-Type"] == "application/problem+json"
        assert said in program.json()["title"]
        page = client.post("/", COMPLAINT, headers={"Accept-Language": language})
        assert page["Content-Type"].startswith("text/html")
        assert said in page.content.decode()
        for answer in (program, page):
            assert answer.status_code == 500
            discreet(answer)
    assert not Voice.objects.exists()


def test_the_database_is_away(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("huitou.intake.receiving.acknowledgements.read", down)
    for answer in (client.post("/", COMPLAINT), post(client, "/api/v1/complaints", COMPLAINT)):
        assert answer.status_code == 503
        assert answer["Retry-After"]
        discreet(answer)


# What a stranger writes into headers.


FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "443",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
    "X-Real-Ip": "203.0.113.9",
    "X-Remote-User": "liu@example.com",
    "Remote-User": "liu@example.com",
    "X-Original-Url": "/people/",
    "X-Rewrite-Url": "/people/",
    "X-Http-Method-Override": "DELETE",
}


def test_nobody_comes_in_by_a_header(cast: Cast, client: Client):
    assert client.get("/people/", headers=FORGED).status_code == 302
    assert client.get("/api/v1/cases", headers=FORGED).status_code == 401
    assert client.get("/day/", headers=FORGED, REMOTE_USER="liu@example.com").status_code == 302
    sign_in(client, cast.sun)
    assert client.get("/people/", headers=FORGED).status_code == 403


def test_links_are_those_of_the_settings_whatever_the_headers_say(cast: Cast, client: Client):
    told = post(client, "/api/v1/complaints", COMPLAINT, **FORGED).json()
    assert told["status_url"].startswith("http://127.0.0.1:8000/my/")
    page = client.get("/", headers=FORGED)
    assert "evil.example" not in page.content.decode() + str(page.headers)
    assert not page.wsgi_request.is_secure()


def test_a_limit_counts_the_peer_not_what_it_claims(cast: Cast, client: Client):
    codes = [
        post(
            client, "/api/v1/complaints", COMPLAINT, **{**FORGED, "X-Forwarded-For": f"203.0.113.{number}"}
        ).status_code
        for number in range(62)
    ]
    assert codes.count(201) == 60
    assert codes[-1] == 429


def test_a_proxy_of_ours_is_believed_about_the_address_alone(cast: Cast, client: Client, settings: Any):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    codes = [
        post(
            client, "/api/v1/complaints", COMPLAINT, **{**FORGED, "X-Forwarded-For": f"203.0.113.{number}"}
        ).status_code
        for number in range(62)
    ]
    assert set(codes) == {201}
    assert client.get("/people/", headers=FORGED).status_code == 302


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1:8000@evil.example", "evil.example:80", "a b", "127.0.0.1.evil.example"]
)
def test_another_host_is_answered_with_nothing(cast: Cast, client: Client, host: str):
    page, program = client.get("/", headers={"Host": host}), client.get("/api/v1/cases", headers={"Host": host})
    assert page.status_code == program.status_code == 400
    assert program["Content-Type"] == "application/problem+json"
    for answer in (page, program):
        assert host not in answer.content.decode()
        discreet(answer)
