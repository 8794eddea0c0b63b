"""Every static file and every icon that a page names is there, and lock files hold no addresses."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders

from tools import assets

ROOT = Path(__file__).resolve().parent.parent
STATIC = re.compile(r"""(?:{%-?\s*static\s+|\bstatic\()["']([^"']+)["']""")
ICON = re.compile(r"""{%-?\s*icon\s+["']([^"']+)["']|icon_name=["']([^"']+)["']""")
ADDRESS = re.compile(r"(?:https?|git\+\w+|file)://", re.I)


def _sources() -> Iterator[tuple[str, str]]:
    for kind in ("*.html", "*.py"):
        for file in sorted((ROOT / "huitou").rglob(kind)):
            yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def test_every_static_file_is_there() -> None:
    missing = [
        f"{name}: {used}" for name, text in _sources() for used in STATIC.findall(text) if not finders.find(used)
    ]
    assert missing == []


def test_every_icon_is_drawn() -> None:
    drawn = set(re.findall(r' id="([^"]+)"', (assets.VENDOR / "icons.svg").read_text(encoding="utf-8")))
    used = {(name, a or b) for name, text in _sources() for a, b in ICON.findall(text)}
    assert {(name, icon) for name, icon in used if icon not in drawn} == set()


def test_lock_files_hold_no_addresses() -> None:
    locks = [*(ROOT / "requirements").glob("*.lock"), ROOT / "package-lock.json"]
    assert len(locks) >= 6
    assert [lock.name for lock in locks if ADDRESS.search(lock.read_text(encoding="utf-8"))] == []


def test_every_locked_package_has_a_hash() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        for entry in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8")):
            assert "==" not in entry or "--hash=sha256:" in entry, f"{lock.name}: {entry[:60]}"
