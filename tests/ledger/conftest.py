"""Jobs of a test's own, forgotten after it; of reactions it has only its own."""

import pytest

from huitou.ledger import registry


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_tasks", dict(registry._tasks))
    monkeypatch.setattr(registry, "_reactions", {})
