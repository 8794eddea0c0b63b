"""`migrate`, `doctor` and `verify-ledger` on an installation of their own."""

import json

from tests.plugins.installation import Installation


def test_migrate_says_what_it_did_and_then_nothing_is_left(installation: Installation) -> None:
    assert installation.run("migrate", "--check").returncode == 1
    first = json.loads(installation.run("migrate", "--json").stdout)
    assert "ledger.0001_events_and_jobs" in first["applied"]
    assert installation.run("migrate", "--check").returncode == 0


def test_the_doctor_looks_at_everything(installation: Installation) -> None:
    installation.run("migrate")
    examined = installation.run("doctor", "--json")
    told = json.loads(examined.stdout)
    states = {check["about"]: check["state"] for check in told["checks"]}
    asked = {"address", "durability", "schema", "queue", "dead letters", "time", "clocks", "disk", "mail"}
    assert asked <= states.keys()
    assert {states[name] for name in ("address", "durability", "schema", "queue", "time", "clocks")} == {"ok"}


def test_the_doctor_finds_what_is_wrong_and_says_what_to_do(installation: Installation) -> None:
    examined = installation.run("doctor", HUITOU_DEBUG="1", HUITOU_BASE_URL="https://care.example")
    assert examined.returncode == 1
    assert "BAD   address: HUITOU_DEBUG is on" in examined.stdout
    assert "→ make a backup, then: huitou migrate" in examined.stdout


def test_the_ledger_of_a_new_installation_is_unbroken(installation: Installation) -> None:
    installation.run("migrate")
    verified = installation.run("verify-ledger", "--json")
    assert verified.returncode == 0
    assert json.loads(verified.stdout)["ok"] is True


def test_wrong_settings_are_said_in_one_line(installation: Installation) -> None:
    refused = installation.run("doctor", HUITOU_WEB_THREADS="four")
    assert refused.returncode == 2
    assert refused.stderr.startswith("huitou: the settings cannot be used")
    assert "Traceback" not in refused.stderr
