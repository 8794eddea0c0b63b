"""An installation of its own for tests that start real processes: its own data folder and its own empty database."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# Not proof, only an end: far beyond what any of these tests needs.
PATIENCE = 60.0


def until(reached: Callable[[], bool], what: str = "it") -> None:
    """Wait for what must come."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(0.05)


class Installation:
    """Runs commands as a person would, apart from everything else on this machine."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.servers: list[Server] = []
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUITOU_", "DJANGO_"))}
        self.environment = {**kept, "PYTHONPATH": str(ROOT), "HUITOU_DATA": str(place), "HUITOU_DATABASE_URL": _empty()}

    def run(self, *words: str, given: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
        """One command to its end."""
        command = [sys.executable, "-m", "huitou", *words]
        environment = {**self.environment, **more}
        return subprocess.run(
            command, env=environment, cwd=self.place, input=given, check=False, capture_output=True, text=True
        )

    def serve(self, *words: str) -> "Server":
        """`huitou serve` that answers."""
        server = Server(self, *words)
        self.servers.append(server)
        until(server.answers, "an answer of the server")
        return server

    def end(self) -> None:
        for server in self.servers:
            server.process.terminate()
            server.process.wait(PATIENCE)


class Server:
    """A running `huitou serve`."""

    def __init__(self, home: Installation, *words: str) -> None:
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.log = home.place / f"serve-{self.port}.log"
        command = [sys.executable, "-m", "huitou", "serve", "--port", str(self.port), *words]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=home.environment, cwd=home.place, stdout=log, stderr=log)

    def answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return bool(urlopen(f"{self.origin}/healthz", timeout=5).status == 200)
        except (URLError, OSError):
            return False

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _empty() -> str:
    """A database that holds nothing, on the engine of this run; a file in the data folder needs no address."""
    address = os.environ.get("HUITOU_DATABASE_URL", "")
    if not address:
        return ""
    name = f"installation_{secrets.token_hex(6)}"
    with psycopg.connect(urlsplit(address)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(address)._replace(path=f"/{name}").geturl()


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path)
    yield made
    made.end()
