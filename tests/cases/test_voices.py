"""Who sees a voice: before a case is made of it its branch says so, afterwards only the case."""

import json

import pytest
from django.test import Client

from huitou.accounts import tokens
from huitou.accounts.models import User
from huitou.cases.models import Case, Voice
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from tests.cases.building import complain
from tests.cast import Cast, make_person, sign_in

pytestmark = pytest.mark.django_db


def grumble(**given: object) -> Voice:
    return receive(Given(words="排队有点久", **given), channel="counter", kind="grumble").voice


@pytest.fixture
def elsewhere(cast: Cast) -> tuple[Case, User]:
    """A case without a branch, and a handler of another team."""
    case = complain(cast, branch=None)
    other = cast.zhao if case.owner == cast.mei else cast.mei
    assert not Case.objects.visible_to(other).filter(pk=case.pk).exists()
    return case, other


def make_complaint(user: User, voice: Voice) -> tuple[int, str]:
    text = tokens.make(user, name="till", scopes=user.abilities, by=user)[1]
    headers = {"Authorization": f"Bearer {text}"}
    path = f"/api/v1/voices/{voice.pk}/complaint"
    answer = Client().post(path, json.dumps({}), content_type="application/json", headers=headers)
    return answer.status_code, answer.content.decode()


def test_the_voice_of_a_case_is_seen_through_the_case_only(elsewhere: tuple[Case, User], client: Client):
    case, other = elsewhere
    voice = case.voices.get()
    sign_in(client, other)
    assert client.get(f"/voices/{voice.pk}/").status_code == 404
    assert voice.words[:10] not in client.get("/voices/?view=all").content.decode()
    assert sign_in(client, case.owner).get(f"/voices/{voice.pk}/").status_code == 200


def test_making_a_complaint_shows_no_case_that_one_may_not_see(elsewhere: tuple[Case, User], client: Client):
    case, other = elsewhere
    case.record(by=case.owner, ask="秘密的愿望")
    status, said = make_complaint(other, case.voices.get())
    assert status == 404
    assert "秘密" not in said
    assert sign_in(client, other).post(f"/voices/{case.voices.get().pk}/complaint/").status_code == 404


def test_what_one_wrote_down_is_ones_own_until_it_is_a_case(cast: Cast):
    own = receive(Given(words="排队有点久", branch=cast.west), channel="note", kind="grumble", by=cast.sun).voice
    assert list(Voice.objects.visible_to(cast.sun)) == [own]
    make_complaint(cast.zhao, own)
    assert not Voice.objects.visible_to(cast.sun).exists()
    assert list(Voice.objects.visible_to(cast.zhao)) == [own]


def test_a_voice_of_a_branch_with_two_of_my_teams_stands_once_in_the_list(cast: Cast):
    voice = grumble(branch=cast.east)
    both = make_person("林芳", "lin@example.com", "handler", teams=(cast.east_team, cast.east_billing))
    assert list(Voice.objects.visible_to(both)) == [voice]
    assert not Voice.objects.visible_to(cast.zhao).exists()


def test_whoever_passes_a_complaint_on_is_not_led_to_a_closed_door(cast: Cast, client: Client):
    given = {"words": "师傅没来，要求今天修好", "reach": "13800138000", "channel": "counter", "kind": "complaint"}
    answer = sign_in(client, cast.sun).post("/voices/new/", given, follow=True)
    assert answer.redirect_chain == [("/voices/", 302)]
    assert Case.objects.count() == 1
    voice = grumble(branch=cast.east)
    answer = sign_in(client, cast.mei).post(f"/voices/{voice.pk}/complaint/", follow=True)
    assert answer.status_code == 200
