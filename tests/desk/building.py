"""What colleagues do in a browser; in English, so that pages say what stands in the source."""

from typing import Any

from django.conf import settings
from django.test import Client

from huitou.accounts.models import User
from huitou.cases.models import Case
from huitou.ledger.models import Event
from tests.cast import sign_in
from tests.reading import Element, Page

Answer = Any


def desk(user: User, language: str = "en") -> Client:
    """The desk of somebody."""
    client = sign_in(Client(), user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def read(client: Client, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return Page(response)


def look(client: Client, case: Case) -> Page:
    return read(client, f"/cases/{case.pk}/")


def act(client: Client, case: Case, noun: str, **given: object) -> Answer:
    return client.post(f"/cases/{case.pk}/{noun}/", given)


def form_of(page: Page, noun: str) -> Element:
    """The form of an act with its fields."""
    return page.form(f"/{noun}/")


def faults(form: Element) -> list[str]:
    """What is said beside the fields of a form."""
    return [words.line for words in form.all("p", class_="wrong")]


def alerts(page: Page) -> str:
    return " ".join(one.line for one in page.main.all(role="alert"))


def state(case: Case) -> tuple[object, ...]:
    """All of a case that an act could change."""
    return (Case.objects.values().get(pk=case.pk), Event.objects.about(case.key).count())
