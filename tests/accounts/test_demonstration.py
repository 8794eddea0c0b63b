"""One-click people: only in a database of the demonstration, only on this machine."""

import pytest
from django.test import Client

from tests.cast import Cast, make_organisation


@pytest.fixture
def demonstration(cast: Cast) -> Cast:
    make_organisation(is_demonstration=True)
    return cast


def test_everybody_is_offered_with_their_role(client: Client, demonstration: Cast) -> None:
    page = client.get("/signin/", headers={"Host": "127.0.0.1:8000"}).content.decode()
    for person in (demonstration.mei, demonstration.liu, demonstration.qian):
        assert f'name="person" value="{person.pk}"' in page


def test_one_click_is_enough(client: Client, demonstration: Cast) -> None:
    answer = client.post(
        "/signin/demonstration/", {"person": demonstration.wang.pk, "next": "/account/"}, headers={"Host": "localhost"}
    )
    assert answer["Location"] == "/account/"
    assert client.session["_auth_user_id"] == str(demonstration.wang.pk)


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("203.0.113.7", {"Host": "localhost"}),
        ("203.0.113.7", {"Host": "localhost", "X-Forwarded-For": "127.0.0.1", "X-Real-Ip": "127.0.0.1"}),
        ("203.0.113.7", {"Host": "127.0.0.1", "Forwarded": "for=127.0.0.1;host=localhost"}),
        ("127.0.0.1", {"Host": "testserver"}),
        ("127.0.0.1", {"Host": "localhost", "X-Forwarded-For": "203.0.113.7"}),
    ],
)
def test_from_elsewhere_nobody_is_offered(
    client: Client, demonstration: Cast, peer: str, headers: dict[str, str]
) -> None:
    page = client.get("/signin/", headers=headers, REMOTE_ADDR=peer)
    assert 'name="person"' not in page.content.decode()
    person = {"person": demonstration.liu.pk}
    assert client.post("/signin/demonstration/", person, headers=headers, REMOTE_ADDR=peer).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_real_company_has_no_such_door(client: Client, cast: Cast) -> None:
    here = {"Host": "localhost"}
    assert 'name="person"' not in client.get("/signin/", headers=here).content.decode()
    assert client.post("/signin/demonstration/", {"person": cast.liu.pk}, headers=here).status_code == 404


@pytest.mark.parametrize("person", ["", "0", "-1", "x", "9" * 30, "１"])
def test_nobody_of_that_number(client: Client, demonstration: Cast, person: str) -> None:
    answer = client.post("/signin/demonstration/", {"person": person}, headers={"Host": "localhost"})
    assert answer.status_code == 404


def test_a_deactivated_person_is_not_offered(client: Client, demonstration: Cast) -> None:
    type(demonstration.sun).objects.filter(pk=demonstration.sun.pk).update(is_active=False)
    answer = client.post("/signin/demonstration/", {"person": demonstration.sun.pk}, headers={"Host": "localhost"})
    assert answer.status_code == 404
