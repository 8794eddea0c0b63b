"""Names of files: people see a clean one, the disk never sees any (B33)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou import files
from huitou.files.kinds import JPEG, PDF
from huitou.files.naming import display_name
from tests.files import pictures as made
from tests.files.conftest import upload

EVIL = [
    "../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "C:\\windows\\a.jpg", "a\x00.jpg", "\u200b.htaccess",
    "CON", "con.jpg", "nul.tar.jpg", "%2e%2e%2fpasswd", "x" * 5000 + ".jpg", "图" * 5000, "", ".", "..", "...",
    "a\r\nSet-Cookie: x=1.jpg", 'a";b=".jpg',
    "photo\u202egpj.exe", "a.html.jpg", "<svg onload=alert(1)>.jpg", "=cmd|'/c calc'!A0.jpg", "👨‍👩‍👧.jpg",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("photo.jpg", "photo.jpg"),
        ("照片 1.JPG", "照片 1.JPG"),
        ("../../etc/passwd", "passwd.jpg"),
        ("..\\..\\boot.ini", "boot.ini.jpg"),
        ("\u200b.htaccess", "htaccess.jpg"),
        ("CON", "_CON.jpg"),
        ("con.jpg", "_con.jpg"),
        ("", "file.jpg"),
        ("...", "file.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe.jpg"),
        ('a";b=".jpg', "a_;b=_.jpg"),
        ("👨‍👩‍👧.jpg", "👨‍👩‍👧.jpg"),
    ],
)
def test_a_name_is_cleaned_and_ends_truly(name: str, shown: str) -> None:
    assert display_name(name, JPEG) == shown


@given(st.text(max_size=300))
def test_every_name_is_short_and_one_line(name: str) -> None:
    shown = display_name(name, PDF)
    assert len(shown) <= 120
    assert shown.lower().endswith(".pdf")
    assert not set(shown) & set('/\\\x00\r\n<>:"|?*\u202e')
    assert not shown.startswith(".")


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVIL)
def test_the_disk_knows_only_generated_names(name: str, root: Path, tmp_path: Path) -> None:
    given_name = upload(made.jpeg())
    # As another channel than a form could give it: Django's own cleaning is not ours to lean on.
    given_name._name = name  # type: ignore[attr-defined]
    file = files.receive(given_name, subject="voice:1", by="customer:88")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file.where]
    assert file.path == f"{file.id.hex[:2]}/{file.id.hex[2:4]}/{file.id.hex}"
    assert len(file.display_name) <= 120
