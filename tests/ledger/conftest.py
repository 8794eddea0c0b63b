"""Jobs and reactions of a test's own, forgotten after it."""

import pytest

from huitou.ledger import registry


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_tasks", dict(registry._tasks))
    monkeypatch.setattr(registry, "_reactions", {kind: list(tasks) for kind, tasks in registry._reactions.items()})
