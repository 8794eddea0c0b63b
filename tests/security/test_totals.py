"""B34: one address cannot fill the house, by however many matters; nor can one matter (tests/cases/test_room.py)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from huitou.cases.models import Case, Message
from huitou.files.models import File
from huitou.portal import limits
from tests.cases.building import complain
from tests.cast import Cast
from tests.files import pictures
from tests.portal.building import matter_path

pytestmark = pytest.mark.django_db


def photo(size: int = 0) -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", pictures.jpeg(tail=b"\x00" * size), "image/jpeg")


def write(client: Client, case: Case, address: str) -> int:
    given = {"words": "看图", "pictures": [photo()]}
    return client.post(f"{matter_path(case)}message/", given, REMOTE_ADDR=address).status_code


def test_an_address_is_counted_over_all_its_matters(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "WRITES", limits.Limit("write", 3, timedelta(hours=1)))
    cases = [complain(cast), complain(cast, reach="13800138000")]
    codes = [write(client, cases[number % 2], "198.51.100.7") for number in range(6)]
    assert codes == [302, 302, 302, 429, 429, 429]
    assert File.objects.count() == Message.objects.filter(sender="customer").count() == 3
    assert write(client, cases[0], "203.0.113.9") == 302


def test_first_words_with_pictures_are_counted_by_address(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "TELLS", limits.Limit("tell", 2, timedelta(hours=1)))
    codes = [
        client.post(
            "/",
            {"words": f"漏水 {number}", "reach": f"1380013800{number}", "pictures": [photo()]},
            REMOTE_ADDR="198.51.100.7",
        ).status_code
        for number in range(4)
    ]
    assert codes == [302, 302, 429, 429]
    assert File.objects.count() == Case.objects.count() == 2


def test_the_pictures_of_the_first_words_stay_within_the_room(cast: Cast, client: Client, settings: Settings):
    settings.FILES_MB_PER_SUBJECT = 1
    given = {"words": "漏水", "reach": "13800138000", "pictures": [photo(600_000), photo(600_000)]}
    page = client.post("/", given)
    assert page.status_code == 400
    assert "漏水" in page.content.decode()
    assert not File.objects.exists()
    assert not Case.objects.exists()
