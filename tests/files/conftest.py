"""A place for the bytes of each test, and subjects that anybody or nobody may see."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from huitou.ledger import subjects


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """`seen:…` may be seen by everybody who is signed in, `unseen:…` by nobody."""
    monkeypatch.setattr(subjects, "_kinds", dict(subjects._kinds))
    subjects.register("seen", title=str, visible_to=lambda user, _id: user.is_authenticated)
    subjects.register("unseen", title=str)


def upload(data: bytes, name: str = "photo.jpg", claimed: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, claimed)
