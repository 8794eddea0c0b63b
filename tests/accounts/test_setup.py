"""The first administrator of a new installation."""

from datetime import timedelta

import pytest
from django.test import Client

from huitou.accounts import setup
from huitou.accounts.models import Membership, Organisation, SetupCode, Team, User
from huitou.ledger.models import Event
from huitou.lib import clock
from tests.cast import PASSWORD, make_person

pytestmark = pytest.mark.django_db


def first(code: str, **more: str) -> dict[str, str]:
    return {
        "code": code,
        "organisation": "晨光家电",
        "name": "刘洋",
        "email": "Liu@Example.com",
        "direct_line": "8000",
        "password": PASSWORD,
        **more,
    }


def made() -> str:
    code = setup.code()
    assert code
    return code


def test_the_code_makes_the_administrator_and_a_place_to_work(client: Client) -> None:
    code = made()
    assert code in client.get(setup.address(code).removeprefix("http://127.0.0.1:8000")).content.decode()
    response = client.post("/setup/", first(code))
    assert response["Location"] == "/day/"
    user = User.objects.get()
    assert (user.email, user.name, user.direct_line) == ("liu@example.com", "刘洋", "8000")
    assert user.role_codes == {"administrator", "supervisor", "handler"}
    assert Membership.objects.get(user=user).leads
    assert Team.objects.get().branch.code == "main"
    assert str(Organisation.current()) == "晨光家电"
    assert Organisation.current().duty_user == user
    assert client.session["_auth_user_id"] == str(user.pk)
    assert set(Event.objects.values_list("kind", flat=True)) >= {"organisation.set_up", "user.added"}


def test_only_a_hash_of_the_code_is_kept() -> None:
    code = made()
    assert code.replace("-", "") not in str(SetupCode.objects.values())


def test_the_code_works_once_and_the_page_is_gone(client: Client) -> None:
    code = made()
    client.post("/setup/", first(code))
    assert client.get("/setup/").status_code == 404
    assert Client().post("/setup/", first(code, email="second@example.com")).status_code == 404
    assert User.objects.count() == 1
    assert setup.code() is None


def test_two_with_the_same_code_make_one_administrator() -> None:
    code = made()
    particulars = {key: value for key, value in first(code).items() if key != "code"}
    setup.complete(code, setup.First(language="zh", **particulars))
    with pytest.raises(LookupError):
        setup.complete(code, setup.First(language="zh", **{**particulars, "email": "b@example.com"}))


@pytest.mark.parametrize("code", ["", "wrong", "aaaaa-bbbbb-ccccc", "x" * 500])
def test_without_the_code_nothing_is_made_and_what_was_typed_stays(client: Client, code: str) -> None:
    made()
    response = client.post("/setup/", first(code))
    assert response.status_code == 422
    assert "晨光家电" in response.content.decode()
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


def test_a_day_later_the_code_is_over(client: Client) -> None:
    with clock.at(clock.now() - timedelta(hours=25)):
        code = made()
    assert client.post("/setup/", first(code)).status_code == 422


def test_a_new_code_replaces_the_old_one(client: Client) -> None:
    old, new = made(), made()
    assert client.post("/setup/", first(old)).status_code == 422
    assert client.post("/setup/", first(new.replace("-", "").upper())).status_code == 302


def test_guessing_is_slowed_down(client: Client) -> None:
    code = made()
    for _ in range(10):
        client.post("/setup/", first("wrong"))
    assert client.post("/setup/", first(code)).status_code == 429
    assert not User.objects.exists()


def test_there_is_no_code_once_there_is_somebody() -> None:
    made()
    make_person("李敏", "mei@example.com")
    assert setup.code() is None
    assert Client().get("/setup/").status_code == 404


def test_a_weak_password_is_refused_beside_its_field(client: Client) -> None:
    response = client.post("/setup/", first(made(), password="password12"))
    assert response.status_code == 422
    assert "id_password_error" in response.content.decode()


def test_the_sign_in_page_of_a_new_installation_shows_the_way(client: Client) -> None:
    assert 'href="/setup/"' in client.get("/signin/").content.decode()
