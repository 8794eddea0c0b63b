"""In a browser: what was sent is gone from the box, what did not arrive is still there, two clicks are one."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from huitou.accounts.models import User
from huitou.cases.models import Case
from tests.cases.building import complain
from tests.cast import make_cast, sign_in
from tests.portal.building import matter_path

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", base_url=live_server.url)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def enter(page: Page, user: User, live_server: Any) -> None:
    session = sign_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])


def send(page: Page, box: str, words: str) -> None:
    page.locator(box).fill(words)
    with page.expect_navigation():
        page.locator(f"form:has({box}) button.btn-primary").dblclick()
    page.locator(".flash").first.wait_for()


def said(case: Case, sender: str) -> list[str]:
    return list(case.messages.filter(sender=sender).values_list("words", flat=True))


def test_a_message_of_the_customer(page: Page) -> None:
    case = complain(make_cast())
    page.goto(matter_path(case))
    send(page, "#message_words", "周末也行")
    assert page.locator("#message_words").input_value() == ""
    assert said(case, "customer") == ["周末也行"]


def test_a_reply_of_a_colleague(page: Page, live_server: Any) -> None:
    cast = make_cast()
    case = complain(cast)
    enter(page, cast.mei, live_server)
    page.goto(f"/cases/{case.pk}/")
    send(page, "#reply_words", "我来了")
    assert page.locator("#reply_words").input_value() == ""
    assert said(case, "staff") == ["我来了"]


def test_what_did_not_arrive_comes_back_with_its_key(page: Page) -> None:
    """The connection is lost while it is sent, and the page is opened again: nothing typed is lost or doubled."""
    case = complain(make_cast())
    page.goto(matter_path(case))
    page.locator("#message_words").fill("别让我再写一遍")
    key = page.locator("form:has(#message_words) [name=form_key]").input_value()
    page.route("**/message/", lambda route: route.abort())
    page.locator("form:has(#message_words) button.btn-primary").click()
    page.unroute("**/message/")
    page.goto(matter_path(case))
    assert page.locator("#message_words").input_value() == "别让我再写一遍"
    assert page.locator("form:has(#message_words) [name=form_key]").input_value() == key
    send(page, "#message_words", "别让我再写一遍")
    assert said(case, "customer") == ["别让我再写一遍"]
