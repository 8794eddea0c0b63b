"""The public door for programs."""

import json

import pytest
from django.test import Client

from huitou.cases.models import Case
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BODY = {"words": "宽带从昨天下午断到现在，孩子没法上网课。", "reach": "138 0013 8000"}


def send(client: Client, body=BODY, key="", **headers):
    if key:
        headers["Idempotency-Key"] = key
    return client.post("/api/v1/complaints", json.dumps(body), content_type="application/json", headers=headers)


def test_a_complaint_is_answered_at_once(cast: Cast, client: Client):
    answer = send(client)
    assert answer.status_code == 201
    told = answer.json()
    assert set(told) == {"number", "status_url", "acknowledgement"}
    assert client.get(told["status_url"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_the_same_key_and_body_is_the_same_answer(cast: Cast, client: Client):
    first, again = send(client, key="k1"), send(client, key="k1")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert Case.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(cast: Cast, client: Client):
    send(client, key="k1")
    answer = send(client, {**BODY, "words": "别的事"}, key="k1")
    assert answer.status_code == 409
    assert answer.json()["code"] == "key-used"
    assert Case.objects.count() == 1


UNIQUE = "3f7c0e1e-9a4b-4c1d-8a55-0e6a1f2b7c9d"


@pytest.mark.parametrize(("key", "cases"), [(UNIQUE, 1), ("k1", 2), ("aaaaaaaaaaaaaaaaaaaaaaaa", 2)])
def test_a_till_that_changes_its_network_sends_one_complaint(cast: Cast, client: Client, key: str, cases: int):
    answers = []
    for address in ("198.51.100.7", "203.0.113.9"):
        body = json.dumps(BODY)
        headers = {"Idempotency-Key": key}
        path = "/api/v1/complaints"
        answers.append(client.post(path, body, content_type="application/json", headers=headers, REMOTE_ADDR=address))
    assert [answer.status_code for answer in answers] == [201, 201]
    assert (Case.objects.count(), len({answer.json()["number"] for answer in answers})) == (cases, cases)


def test_somebody_elses_unique_key_with_other_words_shows_nothing(cast: Cast, client: Client):
    send(client, key=UNIQUE)
    answer = send(client, {**BODY, "words": "别的事"}, key=UNIQUE)
    assert answer.status_code == 409
    assert "status_url" not in answer.json()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"reach": "1"}, "words"),
        ({"words": "x"}, "reach"),
        ({**BODY, "words": ""}, "words"),
        ({**BODY, "product": "nothing"}, "product"),
        ({**BODY, "branch": "a\x00b"}, "branch"),
        ({**BODY, "language": "fr"}, "language"),
    ],
)
def test_a_fault_names_its_field(cast: Cast, client: Client, body, field):
    answer = send(client, body)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert not Case.objects.exists()


def test_faults_speak_the_callers_language(cast: Cast, client: Client):
    said = {
        lang: send(client, {**BODY, "words": ""}, **{"Accept-Language": lang}).json()["title"]
        for lang in ("en", "zh-CN")
    }
    assert said["en"] == "This cannot be taken as it is."
    assert said["zh-CN"] != said["en"]


@pytest.mark.parametrize("raw", ["", "[]", "null", '{"words": 1, "reach": []}', "{", '"x"', "[" * 3000])
def test_nonsense_is_refused_politely(cast: Cast, client: Client, raw):
    answer = client.post("/api/v1/complaints", raw, content_type="application/json")
    assert 400 <= answer.status_code < 500


def test_too_many_from_one_address_wait(cast: Cast, client: Client):
    codes = [send(client).status_code for _ in range(62)]
    assert codes.count(201) == 60
    assert send(client)["Retry-After"] == "3600"
