"""Finds the browser of this machine for Playwright, and fails with the command to install one where there is none."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ARGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
MISSING = (
    "No browser for the tests. Install one: `apt-get install chromium` (Debian), `playwright install chromium`, "
    "or set HUITOU_TEST_BROWSER to the path of Chrome or Chromium."
)


def find_browser() -> str | None:
    """A Chrome or Chromium: the one named, one on the path, or the one that Playwright downloaded."""
    named = os.environ.get("HUITOU_TEST_BROWSER")
    if named:
        return named
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in PLACES if Path(place).exists()), None) or _downloaded()


def _downloaded() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        path = driver.chromium.executable_path
    return path if Path(path).exists() else None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = find_browser()
    if not path:
        pytest.fail(MISSING, pytrace=False)
    return {**browser_type_launch_args, "executable_path": path, "args": ARGS}


if __name__ == "__main__":
    raise SystemExit(0 if find_browser() else MISSING)
