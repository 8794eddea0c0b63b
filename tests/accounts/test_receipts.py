"""The same request sent twice: one key, one scope, one digest, for as long as it is kept."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from huitou.accounts import jobs, receipts
from huitou.accounts.models import Receipt
from huitou.accounts.receipts import FORM_KEPT, AlreadyUsed, Once
from huitou.lib import clock

pytestmark = pytest.mark.django_db
KEY = Once("user:1", "k1")


def do(once: Once, digest: str = "d", became: str = "message:1") -> Receipt:
    receipt = receipts.claim(once, digest)
    assert receipt
    if not receipt.became:
        receipt.keep(became)
    return receipt


def test_without_a_key_there_is_nothing_to_keep() -> None:
    assert receipts.claim(None, "d") is None
    assert not Receipt.objects.exists()


def test_the_second_learns_what_the_first_became() -> None:
    do(KEY)
    assert do(KEY, became="message:2").became == "message:1"
    assert Receipt.objects.count() == 1


def test_another_request_under_the_same_key_is_refused() -> None:
    do(KEY)
    with pytest.raises(AlreadyUsed):
        receipts.claim(KEY, "other")


def test_keys_are_apart_by_sender() -> None:
    do(KEY)
    assert do(Once("user:2", "k1"), became="message:2").became == "message:2"


def test_a_request_that_was_refused_may_come_again() -> None:
    with transaction.atomic():
        receipts.claim(KEY, "faulty")
        transaction.set_rollback(True)
    assert do(KEY, "corrected").became == "message:1"


def test_a_key_is_forgotten_after_its_time() -> None:
    now = clock.now()
    do(KEY)
    do(Once("web", "form", FORM_KEPT))
    for after, left in (
        (timedelta(hours=23), {"k1", "form"}),
        (timedelta(hours=25), {"form"}),
        (timedelta(days=31), set()),
    ):
        with clock.at(now + after):
            jobs.prune()
        assert set(Receipt.objects.values_list("key", flat=True)) == left


class Tracked(SimpleUploadedFile):
    """An upload that remembers how much of it was read at once."""

    most = 0

    def read(self, size: int = -1) -> bytes:
        piece: bytes = super().read(size)
        self.most = max(self.most, len(piece))
        return piece


def test_a_photo_is_told_by_its_bytes_and_can_be_read_again() -> None:
    one, same, other = (
        Tracked("image.jpg", data) for data in (b"\x01" * 200_000, b"\x01" * 200_000, b"\x02" * 200_000)
    )
    one.read(10)
    digests = [receipts.digest_of(["words"], [file]) for file in (one, same, other)]
    assert digests[0] == digests[1] != digests[2]
    assert one.most <= receipts.PIECE
    assert len(one.read()) == 200_000


def test_what_is_sent_is_told_apart_wherever_one_part_ends() -> None:
    assert receipts.digest_of(["a", "b"]) != receipts.digest_of(["a\0b"]) != receipts.digest_of(["ab"])
