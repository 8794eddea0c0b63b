"""What comes in, what is refused with words that help, and what of it lies on the disk."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation
from pytest_django.fixtures import Settings

from huitou import files
from huitou.files.models import File
from huitou.ledger.models import Event
from tests.files import pictures as made
from tests.files.conftest import upload

STAFF, CUSTOMER = "user:12", "customer:88"
PDF = b"%PDF-1.7\n/JavaScript"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def on_disk(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize(("content_type", "make"), made.ALL.items())
def test_a_picture_is_kept_byte_for_byte_whatever_it_is_called(content_type: str, make: object, root: Path) -> None:
    data = make()  # type: ignore[operator]
    file = files.receive(upload(data, "a.html", "text/html"), subject="voice:1", by=CUSTOMER)
    assert file.content_type == content_type
    assert file.read() == data
    assert on_disk(root) == [root / file.path]
    assert File.objects.get() == file
    assert Event.objects.get().kind == "file.received"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (HTML, "a.html.png"),
        (SVG, "a.svg"),
        (PDF, "a.pdf"),
        (b"\x00\x01\x02", "photo"),
        (b"MZ\x90\x00\x03", "photo.jpg"),
        (made.jpeg()[:30], "photo.jpg"),
        (b"\xff\xd8\xff" + b"x" * 500, "photo.jpg"),
        (b"\x89PNG\r\n\x1a\n<script>", "photo.png"),
        (b"GIF89a/*\x00*/=1;alert(1)", "photo.gif"),
        (made.heic().replace(b"iloc\x01\x00\x00\x00\x44", b"iloc\x01\x00\x00\x00\x88"), "cannot-be-cleaned.heic"),
    ],
)
def test_what_is_no_picture_is_refused_to_customers(data: bytes, name: str, root: Path) -> None:
    with pytest.raises(files.Refused) as refused:
        files.receive_all([upload(data, name)], subject="", by=CUSTOMER)
    assert refused.value.code == "not-a-picture"
    assert name in refused.value.message
    assert not root.exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"x" * (10 * 2**20 + 1), "too-large"),
        (made.jpeg(50_000, 50_000), "too-many-pixels"),
        (made.png(7_100, 7_100), "too-many-pixels"),
        (made.gif(frames=501), "too-many-frames"),
        (made.png(announced=100_000), "too-many-frames"),
    ],
)
def test_each_limit_has_its_own_words(data: bytes, code: str) -> None:
    with pytest.raises(files.Refused) as refused:
        files.receive_all([upload(data)], subject="", by=CUSTOMER)
    assert refused.value.code == code
    assert files.check([upload(data)]) == [refused.value.message]


def test_checking_says_something_about_each_file_and_stores_nothing(root: Path) -> None:
    messages = files.check([upload(b"x" * 11 * 2**20, "big.jpg"), upload(made.jpeg()), upload(HTML, "page.png")])
    assert len(messages) == 2
    assert "big.jpg" in messages[0]
    assert "page.png" in messages[1]
    assert not root.exists()


def test_more_than_nine_are_too_many_for_one_message() -> None:
    assert files.check([upload(made.gif())] * 9) == []
    assert len(files.check([upload(made.gif())] * 10)) == 1


@pytest.mark.django_db
def test_one_bad_file_of_three_stores_none(root: Path) -> None:
    with pytest.raises(files.Refused):
        files.receive_all([upload(made.gif()), upload(HTML), upload(made.gif())], subject="voice:1", by=CUSTOMER)
    assert not root.exists()
    assert not File.objects.exists()


@pytest.mark.django_db
def test_a_subject_holds_so_much_and_no_more(settings: Settings) -> None:
    settings.FILES_MB_PER_SUBJECT = 1
    files.receive(upload(made.jpeg(tail=b"x" * 2**19)), subject="case:1", by=CUSTOMER)
    again = upload(made.jpeg(tail=b"x" * 2**19))
    assert len(files.check([again], subject="case:1")) == 1
    assert len(files.check([again], subject={"case:1", "case:2"})) == 1
    assert files.check([again], subject="case:2") == files.check([again]) == []
    with pytest.raises(files.Refused) as refused:
        files.receive(again, subject="case:1", by=CUSTOMER)
    assert refused.value.code == "no-room"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "name", "content_type", "shown"),
    [
        (PDF, "报价单.pdf", "application/pdf", "报价单.pdf"),
        ("您好\n".encode(), "说明.txt", "text/plain", "说明.txt"),
        ("您好，这是旧文件".encode("gb18030"), "old.csv", "text/plain", "old.csv"),
        (HTML, "page.html", "text/plain", "page.html.txt"),
        (SVG, "drawing.svg", "text/plain", "drawing.svg.txt"),
        (b"ID3\x04\x00", "call.mp3", "audio/mpeg", "call.mp3"),
        (b"#!AMR\n\x00", "call.mp3", "audio/amr", "call.mp3.amr"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "letter.doc", "application/x-ole-storage", "letter.doc"),
    ],
)
def test_staff_may_keep_documents_and_recordings(data: bytes, name: str, content_type: str, shown: str) -> None:
    file = files.receive(upload(data, name), subject="case:1", by=STAFF)
    assert (file.content_type, file.display_name) == (content_type, shown)


@pytest.mark.parametrize("data", [b"MZ\x90\x00", b"\x7fELF\x02\x01", b"\x00" * 40, b"PK\x03\x04broken", b" \n "])
def test_nobody_may_keep_programs_and_unknown_bytes(data: bytes) -> None:
    with pytest.raises(files.Refused) as refused:
        files.receive_all([upload(data, "a.pdf")], subject="", by=STAFF)
    assert refused.value.code == "not-accepted"


@pytest.mark.django_db
def test_bytes_lie_before_the_row_and_stay_private(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.readlink(f"/proc/self/fd/{handle}")))
    monkeypatch.setattr(File.objects, "create", lambda **_row: pytest.fail("too early") if not synced else File(**_row))
    file = files.receive(upload(made.gif()), subject="voice:1", by=CUSTOMER)
    assert str(file.where.parent) in synced
    assert any(".incoming" in path for path in synced)
    assert synced.index(str(file.where.parent.parent)) < len(synced) - 1
    assert file.where.stat().st_mode & 0o777 == 0o600
    assert root.stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_taken_back_leaves_no_row(root: Path) -> None:
    def send_and_fail() -> None:
        with transaction.atomic():
            files.receive(upload(made.gif()), subject="voice:1", by=CUSTOMER)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        send_and_fail()
    assert not File.objects.exists()
    assert len(on_disk(root)) == 1


def test_the_words_are_in_the_language_of_the_reader() -> None:
    with translation.override("en"):
        english = files.check([upload(b"")])
    assert english == ["“photo.jpg” is empty. Please choose the file again."]


@pytest.mark.django_db
def test_the_name_in_the_message_is_inert() -> None:
    (message,) = files.check([upload(b"", "a\r\nb\u202eexe.gnp.jpg")])
    assert not set(message) & set("\r\n\u202e")


@pytest.mark.django_db
def test_the_files_of_many_subjects_come_with_one_query(django_assert_num_queries: Any) -> None:
    first, second = (files.receive(upload(made.gif()), subject="voice:1", by=CUSTOMER) for _ in range(2))
    other = files.receive(upload(made.gif()), subject="message:7", by=CUSTOMER)
    files.receive(upload(made.gif()), subject="message:8", by=CUSTOMER)
    with django_assert_num_queries(1):
        found = File.objects.by_subject({"voice:1", "message:7", "voice:9"})
    assert found == {"voice:1": [first, second], "message:7": [other]}
