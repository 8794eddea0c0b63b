"""B74: where the code that says who may see breaks, nobody sees and nobody does; the answer tells nothing inside.

tests/api/test_fail_closed.py breaks `User.can`, the store of limits and the database; here it is every other door.
"""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huitou.accounts import links
from huitou.accounts.models import User
from huitou.cases.models import Case, Message
from huitou.cases.models.case import CaseQuerySet
from huitou.cases.models.voice import VoiceQuerySet
from huitou.files.models import File
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from huitou.ledger.models import Event
from tests.api.test_fail_closed import bearer, broken, discreet
from tests.cases.building import WORDS, send
from tests.cast import Cast, sign_in
from tests.files import pictures

pytestmark = pytest.mark.django_db
GRUMBLE = "排队排了四十分钟"


@pytest.fixture
def company(cast: Cast) -> dict[str, Any]:
    """A case with a picture, a voice without a case, and how to get to each."""
    received = send(cast, uploads=[SimpleUploadedFile("p.jpg", pictures.jpeg(), "image/jpeg")])
    voice = receive(Given(words=GRUMBLE, branch=cast.east), channel="counter", kind="grumble").voice
    assert received.case is not None
    assert received.link is not None
    return {"case": received.case, "voice": voice, "file": File.objects.get(), "token": received.link.token}


DOORS = [
    (CaseQuerySet, "visible_to", ["/day/", "/cases/", "/cases/{case}/", "/files/{file}/", "/api/v1/cases/{case}"]),
    (VoiceQuerySet, "visible_to", ["/voices/", "/voices/{voice}/"]),
    (User, "can", ["/files/{file}/", "/voices/{voice}/", "/account/tokens/"]),
]


@pytest.mark.parametrize(
    ("owner", "name", "path"), [(owner, name, path) for owner, name, paths in DOORS for path in paths]
)
def test_a_broken_door_stays_shut(
    cast: Cast, company: dict[str, Any], monkeypatch: pytest.MonkeyPatch, owner: type, name: str, path: str
):
    """The page is there for this person as long as the door works: the refusal is the door's."""
    values = {"case": company["case"].pk, "voice": company["voice"].pk, "file": company["file"].pk}
    client = sign_in(Client(raise_request_exception=False), cast.mei)
    headers = bearer(cast.mei) if path.startswith("/api/") else {}
    assert client.get(path.format(**values), headers=headers).status_code == 200
    monkeypatch.setattr(owner, name, broken)
    answer = client.get(path.format(**values), headers=headers)
    assert answer.status_code in (403, 500)
    discreet(answer, WORDS[:12], GRUMBLE, "陈丽", "JFIF")


def test_nothing_is_done_behind_a_broken_door(cast: Cast, company: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    case, voice = company["case"], company["voice"]
    client = sign_in(Client(raise_request_exception=False), cast.mei)
    before = (Case.objects.values().get(), Event.objects.count(), Message.objects.count())
    monkeypatch.setattr(CaseQuerySet, "visible_to", broken)
    monkeypatch.setattr(VoiceQuerySet, "visible_to", broken)
    acts = {
        f"/cases/{case.pk}/reply/": {"words": "x"},
        f"/cases/{case.pk}/recording/": {"ask": "x"},
        f"/cases/{case.pk}/hand-over/": {"to": cast.wang.pk, "summary": "x"},
        f"/voices/{voice.pk}/complaint/": {},
        f"/voices/{voice.pk}/hearing/": {},
    }
    for path, given in acts.items():
        answer = client.post(path, given)
        assert answer.status_code in (403, 500), path
        discreet(answer, WORDS[:12], GRUMBLE)
    assert (Case.objects.values().get(), Event.objects.count(), Message.objects.count()) == before


def test_a_customer_too_finds_a_broken_door_shut(company: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    client, path = Client(raise_request_exception=False), f"/my/{company['token']}/"
    assert client.get(path).status_code == 200
    monkeypatch.setattr(links, "find", broken)
    for page in (path, f"{path}heard/", f"{path}files/{company['file'].pk}/"):
        answer = client.get(page)
        assert answer.status_code == 500
        discreet(answer, WORDS[:12], "陈丽", "JFIF", company["token"])
    assert client.post(f"{path}withdrawal/", {"words": "x"}).status_code == 500
    assert not Case.objects.get().is_closed
