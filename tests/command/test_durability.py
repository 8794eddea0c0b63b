"""B65: a database that could lose what was acknowledged is not served by any command, and the doctor says so."""

import json

import pytest

from tests.plugins.installation import Installation, free_port


def weak(home: Installation) -> tuple[str, str]:
    """A database that does not wait for the disk, and the word by which it is told."""
    address = home.environment["HUITOU_DATABASE_URL"]
    if not address:
        return "sqlite::memory:", "journal_mode is memory"
    return f"{address}&options=-c%20synchronous_commit%3Doff", "synchronous_commit is off"


@pytest.mark.parametrize("command", ["serve", "web", "work"])
def test_nothing_is_served_from_it(installation: Installation, command: str) -> None:
    installation.run("migrate")
    address, told = weak(installation)
    words = [command] if command == "work" else [command, "--port", str(free_port())]
    refused = installation.run(*words, HUITOU_DATABASE_URL=address)
    assert refused.returncode == 2
    assert told in refused.stderr


def test_the_doctor_calls_it_bad(installation: Installation) -> None:
    installation.run("migrate")
    address, told = weak(installation)
    examined = installation.run("doctor", "--json", HUITOU_DATABASE_URL=address)
    assert examined.returncode == 1
    (durability,) = [check for check in json.loads(examined.stdout)["checks"] if check["about"] == "durability"]
    assert durability["state"] == "bad"
    assert told in durability["said"]
