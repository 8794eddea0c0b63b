"""Gives every test run its own data folder and, with `--db postgres`, its own PostgreSQL server."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.plugins.postgres import Server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=["sqlite", "postgres"], default="sqlite", help="the engine the tests run on")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Before pytest-django reads the settings: a wrapper runs earlier than its hook does."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        _settle(Path(os.environ["HUITOU_DATA"]).parent / worker)
    else:
        _start(early_config.known_args_namespace.db)
    return (yield)


def _start(engine: str) -> None:
    """Once a run, in the process that starts it; xdist workers inherit the environment."""
    for name in [name for name in os.environ if name.startswith("HUITOU_") and not name.startswith("HUITOU_TEST_")]:
        del os.environ[name]
    place = Path(tempfile.mkdtemp(prefix="huitou-tests-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    _settle(place / "main")
    if engine == "postgres":
        server = Server()
        atexit.register(server.stop)
        os.environ["HUITOU_DATABASE_URL"] = server.start()


def _settle(data: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    os.environ["HUITOU_DATA"] = str(data)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--db')}"
