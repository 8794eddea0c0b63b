"""Bytes that no row names go after a day; bytes of a row stay."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from huitou import files
from huitou.files import storing
from huitou.files.jobs import sweep
from huitou.lib import clock
from tests.files import pictures as made
from tests.files.conftest import upload

pytestmark = pytest.mark.django_db


def aged(path: Path, by: timedelta) -> Path:
    then = (clock.now() - by).timestamp()
    os.utime(path, (then, then))
    return path


def test_only_old_bytes_without_a_row_are_removed(root: Path) -> None:
    named = aged(files.receive(upload(made.gif()), subject="voice:1", by="customer:1").where, timedelta(days=400))
    storing.store("ab/cd/abcd", b"an orphan of yesterday")
    storing.store("ab/cd/abce", b"an orphan of today")
    old = aged(root / "ab/cd/abcd", timedelta(hours=25))
    young = aged(root / "ab/cd/abce", timedelta(hours=23))
    draft = root / storing.INCOMING / "draft"
    draft.write_bytes(b"half")
    aged(draft, timedelta(hours=25))
    sweep()
    assert named.exists()
    assert young.exists()
    assert not old.exists()
    assert not draft.exists()


def test_sweeping_an_empty_place_is_no_fault(root: Path) -> None:
    sweep()
    assert not root.exists()
