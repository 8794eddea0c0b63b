"""Whole complaints in a real browser: the customer on a phone, staff at a desk, in Chinese and in English."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from huitou.accounts.models import User
from huitou.ledger import worker
from tests.cast import Cast, make_cast, sign_in

AXE = Path(__file__).parents[2] / "build" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LANGUAGES = {"zh": ("zh-hans", "zh-CN"), "en": ("en", "en-GB")}
PHONE = {"width": 390, "height": 844}
REPORTING = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.policyReported(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile || ""}`));
"""
DESK = {"width": 1440, "height": 900}


@dataclass
class Screen:
    """One person's browser; finds things by the words of its language, and looks for barriers on every page."""

    page: Page
    language: str
    base: str
    page_errors: list[str] = field(default_factory=list)
    policy_reports: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Hear of every script that breaks and of everything that the content security policy refuses."""
        self.page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        self.page.on("console", lambda said: "Content Security" in said.text and self.policy_reports.append(said.text))
        self.page.expose_binding("policyReported", lambda _, words: self.policy_reports.append(words))
        self.page.add_init_script(REPORTING)

    def say(self, message: str, **values: Any) -> str:
        """A source string in the language of this screen."""
        with translation.override(LANGUAGES[self.language][0]):
            return gettext(message) % values

    def open(self, path: str) -> "Screen":
        self.page.goto(path if path.startswith("http") else self.base + path)
        return self.look()

    def look(self) -> "Screen":
        """What axe-core finds against WCAG 2.2 AA on the page as it stands; nothing is let through."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        run = f"axe.run({{runOnly: {{type: 'tag', values: {json.dumps(WCAG)}}}}})"
        found = self.page.evaluate(f"async () => (await {run}).violations")
        told = [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]
        assert not told, f"{self.page.url}: {told}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than its window"
        assert self.page_errors == []
        assert self.policy_reports == []
        assert self.page.evaluate("window.__x") is None, f"{self.page.url} ran somebody's words"
        return self

    def field(self, label: str, **values: Any) -> Locator:
        """By its label, which may go on to say that the field is optional."""
        said = re.compile(f"^{re.escape(self.say(label, **values))}\\s*({re.escape(self.say('optional'))})?$")
        return self.page.get_by_label(said).locator("visible=true").first

    def fill(self, label: str, words: str, **values: Any) -> None:
        self.field(label, **values).fill(words)

    def unfold(self, summary: str, **values: Any) -> None:
        self.page.locator("summary").filter(has_text=self.say(summary, **values)).locator("visible=true").first.click()

    def press(self, name: str, **values: Any) -> "Screen":
        """Press a button and wait for the page that follows."""
        said = self.say(name, **values)
        button = self.page.get_by_role("button", name=said, exact=True).locator("visible=true").first
        with self.page.expect_navigation():
            button.click()
        return self.look()

    def sees(self, words: str) -> None:
        assert words in self.page.locator("body").inner_text(), f"{words!r} is not on {self.page.url}"


@pytest.fixture
def company(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def screens(browser: Browser, live_server: Any, language: str) -> Iterator[Callable[..., Screen]]:
    """Makes a screen: `screens(PHONE)` for a customer, `screens(DESK, user)` for somebody signed in."""
    contexts: list[BrowserContext] = []

    def make(size: dict[str, int], user: User | None = None) -> Screen:
        code, locale = LANGUAGES[language]
        context = browser.new_context(viewport=size, locale=locale, has_touch=size is PHONE)
        contexts.append(context)
        cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": code, "url": live_server.url}]
        if user is not None:
            client = sign_in(Client(), user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookies.append({"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url})
        context.add_cookies(cookies)
        page = context.new_page()
        page.set_default_timeout(10_000)
        screen = Screen(page, language, live_server.url)
        screen.listen()
        return screen

    yield make
    for context in contexts:
        context.close()


def work() -> None:
    """What the worker would do a second later."""
    worker.drain()
