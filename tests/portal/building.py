"""What a customer does in a browser."""

from typing import Any

from django.test import Client

from huitou.cases import telling
from huitou.cases.models import Case
from tests.reading import Page

Answer = Any


def tell(client: Client, **answers: object) -> Answer:
    return client.post("/", answers)


def matter_path(case: Case) -> str:
    """The private page of a case."""
    return f"/my/{telling.link_for(case).token}/"


def act(client: Client, case: Case, noun: str, **given: object) -> Answer:
    return client.post(f"{matter_path(case)}{noun}/", given)


def look(client: Client, case: Case) -> Page:
    response = client.get(matter_path(case))
    assert response.status_code == 200
    return Page(response)
