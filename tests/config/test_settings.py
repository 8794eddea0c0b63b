"""Settings that follow from where the pages are, and limits on what is sent."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

from huitou.config import place
from tests.plugins.installation import Installation

ASKED = [
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
]


def settings_of(installation: Installation, base_url: str) -> dict[str, Any]:
    program = (
        "import json; from django.conf import settings as s; "
        f"print(json.dumps({{name: getattr(s, name) for name in {ASKED!r}}}))"
    )
    more = {"DJANGO_SETTINGS_MODULE": "huitou.config.settings", "HUITOU_BASE_URL": base_url}
    environment = {**installation.environment, **more}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_behind_https_cookies_are_bound_to_the_host(installation: Installation) -> None:
    told = settings_of(installation, "https://care.example")
    assert told["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert told["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert told["SESSION_COOKIE_SECURE"] is told["CSRF_COOKIE_SECURE"] is told["SESSION_COOKIE_HTTPONLY"] is True
    assert told["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert told["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_on_this_machine_they_work_without(installation: Installation) -> None:
    told = settings_of(installation, "http://127.0.0.1:8000")
    assert not told["SESSION_COOKIE_NAME"].startswith("__")
    assert told["SESSION_COOKIE_SECURE"] is False
    assert told["SECURE_HSTS_SECONDS"] == 0


@pytest.mark.django_db
def test_more_fields_than_any_form_has_are_refused() -> None:
    client = Client(raise_request_exception=False)
    assert client.post("/", {f"field{n}": "x" for n in range(201)}).status_code == 400


def test_a_checkout_keeps_its_data_beside_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUITOU_DATA")
    monkeypatch.setattr("pathlib.Path.mkdir", lambda *_, **__: None)
    assert place.CHECKOUT
    assert place.data() == place.CHECKOUT / "data"


def test_from_a_wheel_the_data_lie_in_the_persons_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.delenv("HUITOU_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(place, "CHECKOUT", None)
    assert place.data() == tmp_path / "huitou"
    assert place.static() == place.PACKAGE / "collected"
    assert place.vendor() == []


def test_every_setting_is_explained() -> None:
    assert place.CHECKOUT
    explained = (place.CHECKOUT / "docs" / "settings.md").read_text(encoding="utf-8")
    named = set()
    for folder in ("huitou", "tools", "bin", "tests"):
        for file in (place.CHECKOUT / folder).rglob("*"):
            if file.suffix in {".py", ".sh", ""} and file.is_file():
                named |= set(re.findall(r"\bHUITOU_[A-Z_]+[A-Z]\b", file.read_text(encoding="utf-8")))
    # How processes of one family know each other; nobody sets it.
    named -= {"HUITOU_LEASHED_TO"}
    assert {name for name in named if f"`{name}`" not in explained} == set()
