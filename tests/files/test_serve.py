"""Files on their way out: nothing of theirs may act, and nobody gets what is not theirs to see (B04, B08)."""

import uuid
from urllib.parse import unquote

import pytest
from django.http import Http404
from django.test import Client, RequestFactory

from huitou import files
from huitou.accounts.models import User
from huitou.files.models import File
from huitou.ledger import subjects
from tests.files import pictures as made
from tests.files.conftest import upload

pytestmark = pytest.mark.django_db
PICTURE = made.jpeg(orientation=6)


def kept(data: bytes, name: str, subject: str = "seen:1") -> File:
    return files.receive(upload(data, name), subject=subject, by="user:12")


@pytest.mark.parametrize("kind", ["jpeg", "png", "gif", "webp"])
def test_a_picture_may_be_shown_and_can_do_nothing(kind: str, rf: RequestFactory) -> None:
    response = files.serve(rf.get("/"), kept(getattr(made, kind)(), f"a.{kind}"))
    assert response["Content-Type"] == f"image/{kind}"
    assert response["Content-Disposition"].startswith("inline; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<!doctype html><script>alert(1)</script>", "a.html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "a.xhtml"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.svg"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "a.mht"),
        (b"alert(1)", "a.js"),
        (b"%PDF-1.7 /OpenAction /JavaScript", "a.pdf"),
        (b"<script>alert(1)</script>", "noextension"),
        (made.heic(), "a.heic"),
    ],
)
def test_all_else_is_handed_over_not_shown(data: bytes, name: str, rf: RequestFactory) -> None:
    response = files.serve(rf.get("/"), kept(data, name))
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["Content-Type"].split(";")[0] in {"text/plain", "application/pdf", "image/heic"}
    assert response["Content-Security-Policy"].endswith("sandbox")


def test_a_row_that_lies_about_its_type_is_bytes(rf: RequestFactory) -> None:
    file = kept(PICTURE, "a.jpg")
    file.content_type = "text/html"
    response = files.serve(rf.get("/"), file)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["照片.jpg", 'a"b;c.jpg', "a%0d%0aX: y.jpg", "a\\b.jpg", "a\r\nX: y.jpg", "ü'(1).jpg"])
def test_a_name_cannot_break_out_of_the_header(name: str, rf: RequestFactory) -> None:
    file = kept(PICTURE, name)
    # Even a row that was written past the cleaning.
    file.display_name = name.replace("\r\n", " ")
    header = files.serve(rf.get("/"), file)["Content-Disposition"]
    assert header.isascii()
    assert not set(header) & set("\r\n\x00")
    how, _, rest = header.partition("; ")
    assert how == "inline"
    if rest.startswith("filename*=utf-8''"):
        assert unquote(rest.removeprefix("filename*=utf-8''")) == file.display_name
    else:
        quoted = rest.removeprefix('filename="').removesuffix('"')
        assert quoted.replace("\\\\", "\\").replace('\\"', '"') == file.display_name


def test_customers_get_the_copy_without_place_staff_the_original(rf: RequestFactory) -> None:
    file = kept(PICTURE, "a.jpg")
    original, clean = files.serve(rf.get("/"), file), files.serve(rf.get("/"), file, clean=True)
    assert original.content == PICTURE
    assert made.PLACE in original.content
    assert made.PLACE not in clean.content
    assert original["ETag"] != clean["ETag"]


def test_the_tag_saves_the_bytes_and_keeps_the_headers(rf: RequestFactory) -> None:
    file = kept(PICTURE, "a.jpg")
    tag = files.serve(rf.get("/"), file)["ETag"]
    again = files.serve(rf.get("/", headers={"If-None-Match": tag}), file)
    assert again.status_code == 304
    assert not again.content
    assert again["Cache-Control"] == "private, no-cache"


def test_bytes_that_are_gone_are_not_found(rf: RequestFactory) -> None:
    file = kept(PICTURE, "a.jpg")
    file.where.unlink()
    with pytest.raises(Http404):
        files.serve(rf.get("/"), file)


@pytest.mark.usefixtures("seen")
def test_the_door_of_the_subject_is_the_door_of_the_file(client: Client, mei: User) -> None:
    shown, hidden, orphan = kept(PICTURE, "a.jpg"), kept(PICTURE, "b.jpg", "unseen:1"), kept(PICTURE, "c.jpg", "gone:1")
    client.force_login(mei)
    assert client.get(f"/files/{shown.pk}/").content == PICTURE
    for file_id in (hidden.pk, orphan.pk, uuid.uuid4()):
        assert client.get(f"/files/{file_id}/").status_code == 404
    assert client.post(f"/files/{shown.pk}/").status_code in {403, 405}
    client.logout()
    assert client.get(f"/files/{shown.pk}/").status_code == 302


@pytest.mark.usefixtures("seen")
def test_a_subject_that_was_merged_opens_the_files_it_brought(
    client: Client, mei: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    subjects.register("merged", title=str, merged_into=lambda _id: "seen:1")
    client.force_login(mei)
    assert client.get(f"/files/{kept(PICTURE, 'a.jpg', 'merged:1').pk}/").status_code == 200


@pytest.mark.usefixtures("seen")
def test_the_ledger_knows_a_file_by_its_key(mei: User) -> None:
    file = kept(PICTURE, "a.jpg")
    assert subjects.title(file.key) == "a.jpg"
    assert subjects.url(file.key) == f"/files/{file.pk}/"
    assert subjects.visible_to(mei, file.key)
    assert not subjects.visible_to(mei, f"file:{uuid.uuid4()}")
