"""Takes the pictures of docs/pictures from a demonstration of its own; `bin/pictures DIR` takes all of them.

Phone and desktop, Chinese and English, light and dark. Without a folder only the few that the documents show are kept.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize, sync_playwright

from tests.plugins.browser import ARGS, find_browser
from tools.stamps import ROOT

PORT = 8617
BASE = f"http://127.0.0.1:{PORT}"
KEPT = ROOT / "docs" / "pictures"
SHOWN = {"desk-day-zh", "desk-day-en", "desk-case-zh", "portal-tell-zh", "portal-heard-zh", "portal-matter-zh"}
SIZES: dict[str, ViewportSize] = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WORDS = {
    "zh": ("新装的热水器接口一直漏水，厨房地板都泡了，楼下邻居也找上来了。", "李女士"),
    "en": (
        "The new water heater leaks at the joint; our kitchen floor is soaked and the neighbours came up.",
        "Ms Lee",
    ),
}
LANGUAGES = {"zh": ("zh-hans", "zh-CN"), "en": ("en", "en-GB")}
HANDLER = {"zh": "李敏", "en": ""}


@contextlib.contextmanager
def demonstration(lang: str) -> Iterator[None]:
    """A served demonstration in a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="huitou-pictures-") as data:
        environment = {**os.environ, "HUITOU_DATA": data, "HUITOU_BASE_URL": BASE}
        command = [sys.executable, "-m", "huitou"]
        subprocess.run([*command, "demo", "--lang", lang], env=environment, cwd=ROOT, check=True)
        serving = subprocess.Popen([*command, "serve", "--port", str(PORT)], env=environment, cwd=ROOT)
        try:
            _wait()
            yield
        finally:
            serving.send_signal(signal.SIGTERM)
            serving.wait(20)


def _wait() -> None:
    for _ in range(120):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{BASE}/healthz", timeout=1) as answer:
            if answer.status == 200:
                return
        time.sleep(0.25)
    raise SystemExit("the demonstration does not answer")


def context(
    browser: Browser, size: str, lang: str, scheme: Scheme, state: StorageState | None = None
) -> BrowserContext:
    code, locale = LANGUAGES[lang]
    made = browser.new_context(viewport=SIZES[size], locale=locale, color_scheme=scheme, storage_state=state)
    made.add_cookies([{"name": "django_language", "value": code, "url": BASE}])
    return made


def take(browser: Browser, lang: str, keep: Callable[[Page, str, bool], None]) -> None:
    """Walk through the product once for each size and scheme."""
    for scheme in SCHEMES:
        tail = lang if scheme == "light" else f"{lang}-dark"
        portal(context(browser, "phone", lang, scheme).new_page(), lang, tail, keep)
        page = context(browser, "desk", lang, scheme).new_page()
        desk(page, lang, f"desk-{{}}-{tail}", keep)
        phone = context(browser, "phone", lang, scheme, page.context.storage_state())
        desk_pages(phone.new_page(), f"desk-phone-{{}}-{tail}", keep)


def portal(page: Page, lang: str, tail: str, keep: Callable[[Page, str, bool], None]) -> None:
    page.goto(BASE)
    keep(page, f"portal-tell-{tail}", False)
    words, name = WORDS[lang]
    page.locator("[name=words]").fill(words)
    page.locator("[name=reach]").fill("138 0013 8000")
    page.locator("details:has([name=name]) summary").click()
    page.locator("[name=name]").fill(name)
    page.locator("form.tell button.btn-primary").click()
    page.wait_for_url("**/heard/")
    keep(page, f"portal-heard-{tail}", True)
    page.goto(page.url.removesuffix("heard/"))
    keep(page, f"portal-matter-{tail}", True)


def desk(page: Page, lang: str, name: str, keep: Callable[[Page, str, bool], None]) -> None:
    page.goto(f"{BASE}/signin/")
    keep(page, name.format("signin"), False)
    page.locator("form[action*=demonstration] button").filter(has_text=HANDLER[lang]).first.click()
    page.wait_for_url("**/day/")
    desk_pages(page, name, keep)


def desk_pages(page: Page, name: str, keep: Callable[[Page, str, bool], None]) -> None:
    for path in ("day", "cases", "voices", "voices/new"):
        page.goto(f"{BASE}/{path}/")
        keep(page, name.format(path.replace("/", "-")), False)
    page.goto(f"{BASE}/cases/")
    links = page.locator("a[href^='/cases/1']")
    page.goto(BASE + str(links.nth(min(6, links.count() - 1)).get_attribute("href")))
    keep(page, name.format("case"), False)
    keep(page, name.format("case-whole"), True)


def main() -> None:
    """All pictures into the folder named, or those that the documents show into docs/pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else KEPT
    folder.mkdir(parents=True, exist_ok=True)

    def keep(page: Page, name: str, whole: bool) -> None:
        if folder != KEPT or name in SHOWN:
            page.wait_for_timeout(150)
            page.screenshot(path=folder / f"{name}.png", full_page=whole)

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_browser(), args=ARGS)
        for lang in LANGUAGES:
            with demonstration(lang):
                take(browser, lang, keep)
        browser.close()
    print(f"pictures in {folder}")


if __name__ == "__main__":
    main()
