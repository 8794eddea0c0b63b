"""The files of a matter share one room, and every message is limited, whoever writes it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from huitou.cases.models import Case
from huitou.files.models import File
from tests.cases.building import complain
from tests.cast import Cast
from tests.desk.building import act as staff_act
from tests.desk.building import desk
from tests.files import pictures
from tests.portal.building import act

pytestmark = pytest.mark.django_db
SIZE = 600_000


def photo(size: int = SIZE) -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", pictures.jpeg(tail=b"\x00" * size), "image/jpeg")


def held(case: Case) -> int:
    return File.objects.filter(subject__in=case.talk_keys()).count()


@pytest.fixture
def case(cast: Cast, settings: Settings) -> Case:
    """A case with room for three pictures, of which its first words brought one."""
    settings.FILES_MB_PER_SUBJECT = 2
    return complain(cast, uploads=[photo()])


def test_many_small_messages_fill_the_same_room(case: Case, client: Client):
    codes = [act(client, case, "message", words="看图", pictures=[photo()]).status_code for _ in range(4)]
    assert codes == [302, 302, 400, 400]
    assert held(case) == 3
    assert case.messages.filter(sender="customer").count() == 2


def test_what_staff_send_counts_too(case: Case, cast: Cast, client: Client):
    codes = [
        staff_act(desk(cast.mei), case, "reply", words="请看", pictures=[photo()]).status_code,
        act(client, case, "message", words="看图", pictures=[photo()]).status_code,
        staff_act(desk(cast.mei), case, "reply", words="请看", pictures=[photo()]).status_code,
    ]
    assert codes == [302, 302, 400]
    assert held(case) == 3


def test_words_still_come_when_the_room_is_full(case: Case, cast: Cast, client: Client):
    act(client, case, "message", words="看图", pictures=[photo(), photo()])
    assert act(client, case, "message", words="没有照片").status_code == 302
    assert act(client, complain(cast), "message", words="另一件事", pictures=[photo()]).status_code == 302


def test_the_number_is_limited_for_staff_as_well(cast: Cast):
    case = complain(cast)
    many = [SimpleUploadedFile(f"{number}.gif", pictures.gif(), "image/gif") for number in range(10)]
    answer = staff_act(desk(cast.mei), case, "reply", words="请看", pictures=many)
    assert answer.status_code == 400
    assert "at most 9 files" in answer.content.decode()
    assert held(case) == case.messages.filter(sender="staff").count() == 0


def test_everything_that_is_wrong_is_said_at_once(cast: Cast):
    papers = [SimpleUploadedFile(name, data) for name, data in (("a.exe", b"MZ\x90\x00" * 9), ("b.txt", b""))]
    answer = staff_act(desk(cast.mei), complain(cast), "reply", words="请看", pictures=papers)
    said = answer.content.decode()
    assert answer.status_code == 400
    assert "a.exe" in said
    assert "b.txt" in said
