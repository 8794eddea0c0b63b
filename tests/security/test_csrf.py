"""B16 for accounts: unsafe addresses want a token of ours and no GET; fields that were not asked for change nothing."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from huitou.accounts import setup, urls
from huitou.accounts.models import ApiToken, Membership, Organisation, User, UserRole
from huitou.ledger.models import Event
from tests.cast import PASSWORD, Cast, sign_in

POST_ONLY = (
    "/signin/demonstration/", "/signout/", "/language/", "/account/absence/", "/account/absence/1/end/",
    "/account/tokens/1/revocation/", "/people/{mei}/profile/", "/people/{mei}/placement/", "/people/{mei}/absence/",
    "/people/{mei}/absence/1/end/", "/people/{mei}/invitation/", "/people/{mei}/deactivation/",
    "/people/{mei}/reactivation/", "/people/{mei}/second-factor-removal/",
)  # fmt: skip
FORMS = (
    "/signin/", "/signin/forgotten/", "/signin/new-password/1/x/", "/setup/", "/account/", "/account/password/",
    "/account/tokens/", "/account/confirm/", "/people/new/", "/account/second-factor/totp/activate/",
)  # fmt: skip
EXTRA = {
    "is_staff": "on", "is_superuser": "on", "is_active": "", "role": "administrator", "role_codes": "administrator",
    "roles": ["administrator"], "user_roles": "administrator", "id": "1", "pk": "1", "user": "1", "session_epoch": "9",
    "privileges_version": "9", "password": "seven-green-boats-sing", "email": "evil@example.com", "teams": ["1"],
    "created_at": "2000-01-01", "abilities": "people.manage", "scopes": ["people.manage"], "by": "user:1",
    "is_demonstration": "on", "duty_user": "1",
}  # fmt: skip


def state() -> object:
    """All that an attacker would want to change."""
    return [
        list(model.objects.order_by("pk").values()) for model in (User, UserRole, Membership, Organisation, ApiToken)
    ]


def at(path: str, cast: Cast) -> str:
    return path.format(mei=cast.mei.pk)


@pytest.mark.parametrize("path", [*POST_ONLY, *FORMS])
@pytest.mark.parametrize("token", ["none", "foreign"])
def test_without_our_token_nothing_happens(cast: Cast, path: str, token: str) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), cast.liu)
    if token == "foreign":
        client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    before = state(), Event.objects.count()
    answer = client.post(at(path, cast), {"csrfmiddlewaretoken": "b" * 32} if token == "foreign" else {})
    assert answer.status_code == 403
    assert (state(), Event.objects.count()) == before


@pytest.mark.parametrize("path", [*POST_ONLY, *FORMS])
def test_json_dressed_as_text_is_no_way_round(cast: Cast, path: str) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), cast.liu)
    before = state()
    assert client.post(at(path, cast), '{"name": "x"}', content_type="text/plain").status_code == 403
    assert state() == before


@pytest.mark.parametrize("path", POST_ONLY)
@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_acts_are_posted(cast: Cast, path: str, method: str) -> None:
    client = sign_in(Client(), cast.liu)
    before = state()
    assert getattr(client, method)(at(path, cast)).status_code == 405
    assert state() == before


@pytest.mark.parametrize("path", FORMS)
def test_looking_at_a_form_changes_nothing(cast: Cast, path: str) -> None:
    client = sign_in(Client(), cast.mei)
    before = state(), Event.objects.count()
    for method in (client.get, client.head, client.options):
        method(at(path, cast), EXTRA if method == client.get else {})
    assert (state(), Event.objects.count()) == before


def test_no_address_of_ours_is_forgotten_here() -> None:
    listed = {path.replace("{mei}", "1") for path in (*POST_ONLY, *FORMS)}
    ours = {"/" + route.replace("<int:user_id>", "1").replace("<int:absence_id>", "1").replace("<int:token_id>", "1")
            .replace("<str:token>", "x") for route in _routes(urls.urlpatterns)}  # fmt: skip
    only_shown = {"/people/", "/people/1/"}
    assert ours - listed - only_shown - {path for path in ours if path.startswith("/account/second-factor/")} == set()
    assert get_resolver()


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        found += _routes(pattern.url_patterns, route) if isinstance(pattern, URLResolver) else [route]
    return found


def test_extra_fields_at_the_door_change_nothing(cast: Cast) -> None:
    before = state()
    client = Client()
    client.post("/signin/", {**EXTRA, "email": "mei@example.com", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(cast.mei.pk)
    Client().post("/signin/forgotten/", {**EXTRA, "email": "mei@example.com"})
    assert _without_sign_in(state()) == _without_sign_in(before)


def _without_sign_in(states: object) -> object:
    return [[{key: row[key] for key in row if key != "last_login"} for row in rows] for rows in states]  # type: ignore[attr-defined]


def test_ones_own_profile_takes_three_fields(cast: Cast) -> None:
    client = sign_in(Client(), cast.mei)
    client.post("/account/", {**EXTRA, "name": "李敏", "direct_line": "1", "language": "zh"})
    again = User.objects.get(pk=cast.mei.pk)
    assert (again.direct_line, again.email, again.is_staff, again.is_active) == ("1", "mei@example.com", False, True)
    assert (again.role_codes, again.session_epoch) == ({"handler"}, 0)
    assert again.check_password(PASSWORD)


def test_a_profile_of_somebody_takes_three_fields_too(cast: Cast) -> None:
    client = sign_in(Client(), cast.liu)
    fields = {**EXTRA, "name": "李敏", "direct_line": "1", "language": "zh"}
    client.post(f"/people/{cast.mei.pk}/profile/", fields)
    again = User.objects.get(pk=cast.mei.pk)
    assert (again.email, again.role_codes, again.is_active) == ("mei@example.com", {"handler"}, True)


def test_somebody_new_is_who_the_form_says(cast: Cast) -> None:
    client = sign_in(Client(), cast.liu)
    fields = {**EXTRA, "name": "新", "email": "new@example.com", "roles": ["handler"], "teams": [], "language": "zh"}
    assert client.post("/people/new/", fields).status_code == 201
    made = User.objects.get(email="new@example.com")
    assert (made.role_codes, made.is_active, made.session_epoch) == ({"handler"}, True, 0)
    assert not made.has_usable_password()


def test_the_first_administrator_takes_no_other_fields(db: None) -> None:
    code = setup.code()
    fields = {"code": code, "organisation": "晨光", "name": "刘", "direct_line": "1", "email": "liu@example.com"}
    Client().post("/setup/", {**EXTRA, **fields, "password": PASSWORD})
    assert not Organisation.current().is_demonstration
    assert User.objects.get().email == "liu@example.com"


@pytest.mark.parametrize("act", ["deactivation", "reactivation", "invitation", "placement", "profile", "absence"])
def test_who_may_not_may_not_by_post_either(cast: Cast, act: str) -> None:
    before = state()
    clients: list[Callable[[], Client]] = [lambda: sign_in(Client(), cast.mei), lambda: sign_in(Client(), cast.wang)]
    for client in clients:
        assert client().post(f"/people/{cast.zhao.pk}/{act}/", EXTRA).status_code == 403
    assert _without_sign_in(state()) == _without_sign_in(before)
