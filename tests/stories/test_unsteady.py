"""The first page on a bad day: no script, no network, and words that would like to be a program (B01)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from huitou.cases.models import Case
from tests.cast import Cast
from tests.stories.conftest import DESK, PHONE, Screen

EVIL = "{{31337*1009}}\"'><svg/onload=window.__x=1><img src=x onerror=window.__x=1><script>window.__x=1</script>"
# What the first part would come to if any template or script took it for a sum.
SUM = str(31337 * 1009)


@pytest.mark.usefixtures("transactional_db")
def test_without_a_script_it_works_all_the_same(company: Cast, browser: Browser, live_server) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(live_server.url)
    page.locator("[name=words]").fill("The counter was closed an hour early.")
    page.locator("button.btn-primary").click()
    assert page.locator("[name=words]").input_value() == "The counter was closed an hour early."
    assert page.locator("#id_reach[aria-invalid=true]").count() == 1
    page.locator("[name=reach]").fill("13800138000")
    page.locator("button.btn-primary").click()
    page.wait_for_url("**/heard/")
    assert Case.objects.count() == 1
    context.close()


@pytest.mark.usefixtures("transactional_db")
def test_a_lost_connection_loses_nothing_and_doubles_nothing(company: Cast, screens: Callable[..., Screen]) -> None:
    customer = screens(PHONE).open("/")
    customer.fill("Please tell us what happened", "宽带断了两天")
    customer.fill("How do we reach you?", "13800138000")
    customer.page.context.set_offline(True)
    customer.page.get_by_role("button", name=customer.say("Send"), exact=True).click()
    customer.page.locator("[data-offline]").wait_for(state="visible")
    assert not Case.objects.exists()
    customer.page.context.set_offline(False)
    customer.page.wait_for_url("**/heard/")
    assert Case.objects.count() == 1


@pytest.mark.usefixtures("transactional_db")
def test_a_draft_comes_back(company: Cast, screens: Callable[..., Screen]) -> None:
    customer = screens(PHONE).open("/")
    customer.fill("Please tell us what happened", "写到一半")
    customer.page.wait_for_function("words => JSON.stringify({...localStorage}).includes(words)", arg="写到一半")
    customer.page.reload()
    assert customer.field("Please tell us what happened").input_value() == "写到一半"


@pytest.mark.usefixtures("transactional_db")
def test_words_stay_words_on_every_page(company: Cast, screens: Callable[..., Screen]) -> None:
    customer = screens(PHONE).open("/")
    customer.fill("Please tell us what happened", EVIL)
    customer.fill("How do we reach you?", EVIL)
    customer.unfold("How may we address you?")
    customer.fill("How may we address you?", EVIL[:80])
    customer.press("Send")
    case = Case.objects.get()
    desk = screens(DESK, case.owner)
    for path in ("/day/", "/cases/", f"/cases/{case.pk}/", "/voices/?view=all"):
        desk.open(path)
        is_inert(desk)
    customer.open(customer.page.url.removesuffix("heard/"))
    is_inert(customer)


def is_inert(screen: Screen) -> None:
    """The words stand on the page as words: as they came, not reckoned out, and never run (which look() sees)."""
    assert "{{31337*1009}}" in screen.page.locator("body").inner_text()
    assert SUM not in screen.page.content()
