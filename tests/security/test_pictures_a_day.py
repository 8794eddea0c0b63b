"""B34: how many pictures one address may send in a day; B08: who reaches for another's file stands in the record."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from huitou.cases.models import Case
from huitou.files import receiving as files
from huitou.ledger.models import Event
from huitou.portal import limits
from tests.cases.building import send
from tests.cast import Cast, sign_in
from tests.test_permissions import GIF

pytestmark = pytest.mark.django_db


def tell(client: Client, pictures: int):
    uploads = [SimpleUploadedFile(f"{number}.gif", GIF) for number in range(pictures)]
    return client.post("/", {"words": "漏水了", "reach": "13800138000", "pictures": uploads})


def test_a_day_has_so_many_pictures_and_words_are_kept(cast: Cast, client: Client, monkeypatch):
    few = limits.Limit("picture", 4, limits.PICTURES.per)
    monkeypatch.setattr(limits, "PICTURES", few)
    assert tell(client, 4).status_code == 302
    page = tell(client, 1)
    assert page.status_code == 429
    assert "漏水了" in page.content.decode()
    assert Case.objects.count() == 1
    assert tell(client, 0).status_code == 302


def test_who_reaches_for_a_file_that_is_not_theirs_gets_nothing_and_is_recorded(cast: Cast, client: Client):
    mine, other = send(cast), send(cast, reach="13900139000")
    with transaction.atomic():
        upload = SimpleUploadedFile("p.gif", GIF)
        file = files.receive(upload, subject=other.voice.key, by=other.case.customer)
    assert client.get(f"/my/{mine.link.token}/files/{file.pk}/").status_code == 404
    sign_in(client, cast.zhao)
    assert client.get(f"/files/{file.pk}/").status_code == 404
    refused = Event.objects.filter(kind="file.refused", subject=file.key)
    assert [event.actor for event in refused.order_by("id")] == [mine.case.customer.key, cast.zhao.key]
