"""Compiles .po to .mo without gettext's own programs, and checks that every string is translated."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from tools.stamps import ROOT

LOCALE = ROOT / "huitou" / "locale"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def catalogs() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compile_all() -> None:
    """Only what is older than its source."""
    for source in catalogs():
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with target.open("wb") as out:
                write_mo(out, _read(source))


def _read(file: Path, *, strict: bool = False) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=file.parent.parent.name, abort_invalid=strict)


def check() -> list[str]:
    """What is wrong with the committed catalogs; empty when all is well."""
    found = [line for file in catalogs() for line in _faults(file)]
    return found + _differences()


def _faults(file: Path) -> Iterator[str]:
    name = file.relative_to(ROOT)
    try:
        catalog = _read(file, strict=True)
    except PoFileError as error:
        yield f"{name}: unreadable: {error}"
        return
    for message in catalog:
        if message.id:
            yield from (f"{name}: {fault}: {_shown(message)}" for fault in _message_faults(message))
    yield from (f"{name}: obsolete: {_shown(message)}" for message in catalog.obsolete.values())


def _message_faults(message: Message) -> Iterator[str]:
    said, asked = _forms(message.string), _forms(message.id)
    if message.fuzzy:
        yield "fuzzy"
    if not all(said):
        yield "untranslated"
        return
    wanted = set().union(*(_names(text) for text in asked))
    if any(_names(text) - wanted for text in said) or not any(_names(text) >= wanted for text in said):
        yield "other placeholders than its source"


def _forms(text: str | Sequence[str] | None) -> list[str]:
    """One form, or several where there is a plural."""
    return [text] if isinstance(text, str) else list(text or [""])


def _names(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


def _shown(message: Message) -> str:
    return repr(_forms(message.id)[0])


def _differences() -> list[str]:
    """The strings of the sources against the committed catalogs, by makemessages on a copy."""
    if not shutil.which("xgettext"):
        return ["gettext is missing; install it: apt-get install gettext"]
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "huitou"
        skip = shutil.ignore_patterns("migrations", "__pycache__", "*.mo", "content")
        shutil.copytree(ROOT / "huitou", copy, ignore=skip)
        command = [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "--no-obsolete", "--no-wrap"]
        made = subprocess.run(command, check=False, cwd=copy, capture_output=True, text=True)
        if made.returncode:
            return [made.stdout + made.stderr]
        return [line for file in sorted(copy.glob("locale/*/LC_MESSAGES/*.po")) for line in _compare(file)]


def _compare(fresh: Path) -> Iterator[str]:
    committed = LOCALE / fresh.parent.parent.name / "LC_MESSAGES" / fresh.name
    now = {_key(message) for message in _read(fresh) if message.id}
    kept = {_key(message) for message in _read(committed) if message.id} if committed.exists() else set()
    yield from (f"{committed.relative_to(ROOT)}: missing: {text!r}" for text, _ in sorted(now - kept, key=str))
    yield from (
        f"{committed.relative_to(ROOT)}: not in the sources: {text!r}" for text, _ in sorted(kept - now, key=str)
    )


def _key(message: Message) -> tuple[str, str | None]:
    return _forms(message.id)[0], message.context


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_all()
    else:
        faults = check()
        print("\n".join(faults) or "every string is translated")
        sys.exit(1 if faults else 0)
