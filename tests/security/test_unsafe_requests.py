"""B16: unsafe routes want a token of our own, and take no field that is not theirs."""

import pytest
from django.test import Client

from huitou.cases.models import Case
from tests.cases.building import send
from tests.cast import Cast, sign_in
from tests.test_permissions import TABLE, company, path_of  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db
PAGES = [row.partition(" ")[2] for row in TABLE if row.startswith("POST")]


@pytest.mark.parametrize("name", PAGES)
def test_without_a_csrf_token_nothing_is_taken(name, company):  # noqa: F811
    path = path_of(name, company)
    if path.startswith("/api/"):
        return _api_takes_no_cookie(path, company)
    client = sign_in(Client(enforce_csrf_checks=True), company["people"]["administrator"])
    assert client.post(path, {}).status_code in (403, 404)


def _api_takes_no_cookie(path, company):  # noqa: F811
    """A browser's session opens nothing of the API: no page of another site can use it."""
    client = sign_in(Client(), company["people"]["administrator"])
    expected = (415, 429) if path.endswith("/complaints") else (401,)
    assert client.post(path, "{}", content_type="text/plain").status_code in expected


EXTRA = {
    "status": "closed",
    "owner": 1,
    "owner_id": 1,
    "team": 1,
    "is_staff": 1,
    "role": "administrator",
    "step": 7,
    "closed_at": "2020-01-01",
    "closed_as": "content",
    "created_at": "2020-01-01",
    "id": 1,
    "case_id": 1,
    "severity": 3,
    "contentment": "content",
    "version": 99,
    "customer": 1,
}


def row(case):
    return Case.objects.filter(pk=case.pk).values().get()


def test_extra_fields_change_nothing(cast: Cast, client: Client):
    received = send(cast)
    case, token = received.case, received.link.token
    sign_in(client, cast.mei)
    before = row(case)
    answer = client.post(f"/cases/{case.pk}/note/", {"words": "知道了", **EXTRA})
    assert answer.status_code == 302
    answer = client.post(f"/my/{token}/message/", {"words": "还有一件事", **EXTRA})
    assert answer.status_code == 302
    changed = {name for name, value in row(case).items() if value != before[name]}
    assert changed == {"version", "awaiting_since"}


def test_the_api_ignores_fields_that_are_not_its_own(cast: Cast, client: Client):
    body = {"words": "漏水", "reach": "13800138000", **EXTRA}
    answer = client.post("/api/v1/complaints", body, content_type="application/json")
    assert answer.status_code == 201
    case = Case.objects.get(pk=answer.json()["number"])
    assert (case.step, case.closed_at, case.owner, case.severity) == (1, None, cast.mei, 2)
