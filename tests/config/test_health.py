"""/healthz tells the watcher what it must know and a stranger nothing."""

import pytest
from django.db import OperationalError
from django.test import Client

from huitou.config import fitness, health


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_known", set())


@pytest.mark.django_db
def test_well(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["ok"] is True
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_schema_of_another_version(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitness, "unapplied", lambda: ["cases.0002"])
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] is False
    assert b"cases" not in answer.content


@pytest.mark.django_db
def test_database_gone_before_and_after_it_was_well(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> list[str]:
        raise OperationalError("connection refused by 10.1.2.3")

    assert client.get("/healthz").status_code == 200
    monkeypatch.setattr(fitness, "weaknesses", gone)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] is False
    assert b"10.1.2.3" not in answer.content


@pytest.mark.django_db
def test_only_reading(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
