"""Real processes on the database of the test: started, killed at any moment, none left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

# Not proof, only an end: far beyond what any of these tests needs.
PATIENCE = 60


class Crew:
    """The processes of one test."""

    def __init__(self, place: Path, root: Path) -> None:
        self.place = place
        self.root = root
        self.deliveries = place / "deliveries"
        self.deliveries.touch()
        self.all: list[subprocess.Popen[str]] = []

    def start(self, role: str, *given: object, **environment: str) -> "subprocess.Popen[str]":
        """A process that has begun its role."""
        process = self.launch(role, *given, **environment)
        assert self.heard(process) == "up"
        return process

    def launch(self, role: str, *given: object, **environment: str) -> "subprocess.Popen[str]":
        """A process that is on its way."""
        settings = {
            "HUITOU_DATABASE_URL": _address(),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "FAULT_DELIVERIES": str(self.deliveries),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.process", role, *map(str, given)],
            env={**os.environ, **settings, **environment},
            cwd=self.root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self.place / "errors").open("a"),
            text=True,
        )
        self.all.append(process)
        return process

    def heard(self, process: "subprocess.Popen[str]") -> str:
        """The next line that a process says."""
        assert process.stdout
        line = process.stdout.readline().strip()
        assert line, (self.place / "errors").read_text()
        return line

    def tell(self, process: "subprocess.Popen[str]") -> None:
        """Let a process that waits go on."""
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()

    def end(self) -> None:
        for process in self.all:
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.communicate()


@pytest.fixture
def crew(tmp_path: Path, pytestconfig: pytest.Config, transactional_db: None) -> Iterator[Crew]:
    crew = Crew(tmp_path, pytestconfig.rootpath)
    yield crew
    crew.end()


def until(reached: Callable[[], bool]) -> None:
    """Wait for what must come."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def _address() -> str:
    """The database of this test run, as a setting."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:{name}"
    return urlsplit(os.environ["HUITOU_DATABASE_URL"])._replace(path=f"/{name}").geturl()
