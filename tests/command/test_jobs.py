"""`huitou jobs`: what waits and what was given up, and sending it round again."""

import json
import subprocess
import sys

import pytest

from tests.plugins.installation import Installation

BURY = """
import django; django.setup()
from huitou.ledger.models import Job
from huitou.ledger.queue import new_job
from huitou.ledger.registry import get_task
for name in ("ledger.prune", "accounts.prune"):
    new_job(get_task(name), {}).save()
Job.objects.filter(name="ledger.prune").update(state="dead", attempts=8, last_error="disk-full")
"""


@pytest.fixture
def company(installation: Installation) -> Installation:
    """One job that was given up, one that waits."""
    installation.run("migrate")
    environment = {**installation.environment, "DJANGO_SETTINGS_MODULE": "huitou.config.settings"}
    subprocess.run([sys.executable, "-c", BURY], env=environment, check=True)
    return installation


def listed(home: Installation, *words: str) -> dict[str, object]:
    told: dict[str, object] = json.loads(home.run("jobs", "--json", *words).stdout)
    return told


def test_dead_letters_are_listed_with_why_and_sent_round_again(company: Installation) -> None:
    told = listed(company)
    assert told["counts"] == {"dead": 1, "running": 0, "waiting": 1}
    (dead,) = listed(company, "--dead")["jobs"]  # type: ignore[misc,attr-defined]
    assert (dead["name"], dead["attempts"], dead["why"]) == ("ledger.prune", 8, "disk-full")
    assert json.loads(company.run("jobs", "--retry", str(dead["number"])).stdout) == {"retried": 1}
    assert listed(company)["counts"] == {"dead": 0, "running": 0, "waiting": 2}
    assert json.loads(company.run("jobs", "--retry", "all").stdout) == {"retried": 0}


@pytest.mark.parametrize("number", ["0", "999999", "x", "9" * 40])
def test_a_number_that_is_no_dead_job_is_refused(company: Installation, number: str) -> None:
    refused = company.run("jobs", "--retry", number)
    assert refused.returncode == 2
    assert "huitou jobs --dead" in refused.stderr
