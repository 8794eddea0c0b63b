"""B09: when the address of a case is corrected, whatever went to the wrong one opens nothing any more."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huitou.accounts.models import PublicLink
from huitou.cases.models import Case, Message
from huitou.channels.models import Outbound
from huitou.files.models import File
from huitou.ledger import worker
from tests.cases.building import complain, send
from tests.cast import Cast
from tests.files import pictures
from tests.mailed import path_of

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "wrong@example.com", "right@example.com"


def sent_to_the_wrong_one(cast: Cast) -> tuple[Case, list[str]]:
    """A case with a picture, and the addresses of its page that the screen and the letter gave."""
    photo = SimpleUploadedFile("p.jpg", pictures.jpeg(), "image/jpeg")
    received = send(cast, reach=WRONG, uploads=[photo])
    assert received.case is not None
    assert received.link is not None
    return received.case, [f"/my/{received.link.token}/", path_of(Outbound.objects.get(to_value=WRONG))]


def test_the_old_links_show_nothing_and_do_nothing(cast: Cast, client: Client):
    case, old = sent_to_the_wrong_one(cast)
    file = File.objects.get()
    assert len(set(old)) == 2
    assert [client.get(path).status_code for path in old] == [200, 200]
    case.record(by=cast.mei, reach=RIGHT)
    messages = Message.objects.count()
    for path in old:
        for page in ("", "heard/", f"files/{file.pk}/"):
            answer = client.get(path + page)
            assert answer.status_code == 404
            assert "陈丽" not in answer.content.decode()
        for act in ("message", "answer", "contentment", "withdrawal"):
            assert client.post(f"{path}{act}/", {"words": "x", "contentment": "content"}).status_code == 404
    assert Message.objects.count() == messages
    case.refresh_from_db()
    assert not case.is_closed


def test_the_new_address_gets_a_link_that_opens(cast: Cast, client: Client):
    case, old = sent_to_the_wrong_one(cast)
    case.record(by=cast.mei, reach=RIGHT)
    new = path_of(Outbound.objects.get(about=case.key, to_value=RIGHT))
    assert new not in old
    assert client.get(new).status_code == 200


def test_a_letter_that_still_waits_for_the_wrong_address_opens_nothing(cast: Cast, client: Client):
    case, _ = sent_to_the_wrong_one(cast)
    letter = Outbound.objects.get(to_value=WRONG)
    case.record(by=cast.mei, reach=RIGHT)
    worker.drain()
    letter.refresh_from_db()
    with pytest.raises(LookupError):
        path_of(letter)
    assert letter.state != "sent"


def test_asking_again_from_the_wrong_address_brings_nothing(cast: Cast, client: Client):
    case, _ = sent_to_the_wrong_one(cast)
    case.record(by=cast.mei, reach=RIGHT)
    letters, links = Outbound.objects.count(), PublicLink.objects.count()
    answers = [client.post("/lost-link/", {"number": case.pk, "reach": reach}) for reach in (WRONG, RIGHT)]
    worker.drain()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert list(Outbound.objects.order_by("id").values_list("to_value", flat=True)[letters:]) == [RIGHT]
    assert PublicLink.objects.filter(subject=case.key, revoked_at=None).exclude(pk__lte=links).count() <= 1


def test_the_same_address_again_and_other_cases_keep_their_links(cast: Cast, client: Client):
    case, mine = sent_to_the_wrong_one(cast)
    other = complain(cast, reach="other@example.com")
    theirs = path_of(Outbound.objects.get(about=other.key))
    case.record(by=cast.mei, reach=f" {WRONG.upper()} ")
    assert [client.get(path).status_code for path in mine] == [200, 200]
    case.record(by=cast.mei, reach=RIGHT)
    assert client.get(theirs).status_code == 200


def test_a_guesser_who_holds_a_dead_link_is_slowed_down_too(cast: Cast, client: Client):
    case, old = sent_to_the_wrong_one(cast)
    case.record(by=cast.mei, reach=RIGHT)
    assert {client.get(old[0]).status_code for _ in range(40)} == {404, 429}
