"""B10: scanners open every link of every mail, in any order and again and again; nothing changes by it."""

import re

import pytest
from django.test import Client

from huitou.cases.models import Case
from huitou.channels.models import Outbound
from huitou.ledger.models import Event, Job
from tests.cases.building import complain, lead_to, propose, solve
from tests.cast import Cast
from tests.mailed import words_of

pytestmark = pytest.mark.django_db
AGENTS = ("Mozilla/5.0", "Barracuda Sentinel (EE)", "Microsoft Office/16.0 SafeLinks")


def links_of_all_mails() -> set[str]:
    texts = [words_of(piece) for piece in Outbound.objects.filter(kind="email")]
    return {found for text in texts for found in re.findall(r"https?://[^\s<>\"]+", text)}


def snapshot() -> tuple[object, ...]:
    return (
        list(Case.objects.values()),
        Event.objects.count(),
        Job.objects.count(),
        Outbound.objects.count(),
    )


def test_opening_every_mailed_link_changes_nothing(cast: Cast, client: Client):
    case = solve(complain(cast), cast)
    addresses = links_of_all_mails()
    assert addresses
    before = snapshot()
    for agent in AGENTS:
        for address in addresses:
            path = address.removeprefix("http://127.0.0.1:8000")
            assert client.get(path, headers={"User-Agent": agent}).status_code == 200
            assert client.head(path, headers={"User-Agent": agent}).status_code == 200
    assert snapshot() == before
    client.post(f"{path}contentment/", {"contentment": "content"})
    case.refresh_from_db()
    assert case.contentment == "content"


def test_every_act_of_the_customer_refuses_get(cast: Cast, client: Client):
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast)
    path = next(iter(links_of_all_mails())).removeprefix("http://127.0.0.1:8000")
    for act in ("message", "answer", "contentment", "withdrawal"):
        assert client.get(f"{path}{act}/").status_code == 405


def test_a_wrong_link_tells_nothing_and_guessing_ends(cast: Cast, client: Client):
    """B09: guesses never hit, and the guesser is stopped."""
    answers = [client.get(f"/my/{number:032d}/").status_code for number in range(60)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert set(answers) == {404, 429}
