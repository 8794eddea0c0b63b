"""The pages of docs/ say what the code does: settings, commands, events, schedule, addresses, terms."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from huitou.accounts.abilities import ABILITIES
from huitou.cases.refusals import words
from huitou.cases.workflow import Refusal
from huitou.command import COMMANDS
from huitou.config.api import api
from huitou.config.checkup import QUESTIONS
from huitou.config.schedule import SCHEDULE
from huitou.ledger.codes import KIND
from huitou.ledger.registry import tasks
from tests.plugins.installation import Installation

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [*DOCS, *sorted(ROOT.glob("*.md"))]
SETTING = re.compile(r"HUITOU_[A-Z][A-Z_]*[A-Z](?![A-Z_])")
# Set by one process for its children; nobody else has a use for it.
INTERNAL = {"HUITOU_LEASHED_TO"}


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def first_column(text: str) -> list[str]:
    """What stands in code in the first column of the tables."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    return [found for row in rows for found in re.findall(r"`([^`]+)`", row)]


def sources(*folders: str) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix in {".py", ".sh", ""} and "__pycache__" not in file.parts:
                yield file, file.read_text(encoding="utf-8")


# Settings.


def test_every_setting_is_explained_and_every_explained_setting_is_read():
    read = {name for _, text in sources("huitou", "bin", "tools", "tests") for name in SETTING.findall(text)}
    # A name with _FILE reads the same setting from a file.
    explained = {name for found in first_column(page("settings.md")) for name in SETTING.findall(found)}
    assert {name.removesuffix("_FILE") for name in read} - explained - INTERNAL == set()
    assert explained - read == set()


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_no_page_names_a_setting_that_is_none(file: Path):
    explained = set(SETTING.findall(page("settings.md")))
    named = {name.removesuffix("_FILE") for name in SETTING.findall(file.read_text(encoding="utf-8"))}
    assert named - explained - INTERNAL == set()


def test_every_setting_shows_how_it_is_written():
    examples = page("settings.md").partition("## Examples")[2]
    shown = {name.removesuffix("_FILE") for name in SETTING.findall(examples)}
    assert {"HUITOU_BASE_URL", "HUITOU_DATABASE_URL", "HUITOU_EMAIL_URL"} <= shown


# Commands and what the operator sees.


def test_every_command_is_described():
    described = {found for found in first_column(page("operations.md")) if found.startswith("huitou ")}
    assert {f"huitou {name}" for name in COMMANDS} == described


def test_the_pages_know_no_command_that_is_none():
    unknown = {
        (file.name, name)
        for file in PAGES
        for name in re.findall(r"`(?:bin/)?huitou ([a-z][a-z-]+)", file.read_text(encoding="utf-8"))
        if name not in COMMANDS
    }
    # Said to be missing, in so many words.
    assert unknown <= {("operations.md", "backup"), ("operations.md", "restore")}
    assert "do not exist yet" in page("operations.md")


def test_what_the_doctor_looks_at_is_named():
    described = next(line for line in page("operations.md").splitlines() if line.startswith("| `huitou doctor`"))
    left_out = {name for name in QUESTIONS if name.split()[0] not in described and name != "address"}
    assert left_out == set()


def test_all_that_comes_round_is_listed():
    listed = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", page("operations.md"), re.MULTILINE))
    assert listed == {periodic.name for periodic in SCHEDULE}
    assert listed <= tasks().keys()


def test_the_backup_of_the_page_works(installation: Installation):
    assert installation.run("migrate").returncode == 0
    files = installation.place / "files" / "ab"
    files.mkdir(parents=True)
    (files / "picture").write_bytes(b"bytes")
    program = re.search(r"<<'PYTHON'\n(.*?)\nPYTHON", page("operations.md"), re.DOTALL)
    assert program
    if installation.environment["HUITOU_DATABASE_URL"]:
        # On PostgreSQL the page names pg_dump; the copy of the files is the same.
        subprocess.run([sys.executable, "-c", "import sqlite3,sys; sqlite3.connect(sys.argv[1])",
                        installation.place / "huitou.sqlite3"], check=True)  # fmt: skip
    backup = installation.place.parent / "backup"
    command = [sys.executable, "-", installation.place, backup]
    subprocess.run(command, input=program.group(1), text=True, check=True)
    assert (backup / "files" / "ab" / "picture").read_bytes() == b"bytes"
    verified = installation.run("verify-ledger", "--json", HUITOU_DATA=str(backup))
    assert verified.returncode == 0, verified.stderr


# Events.


def recorded() -> tuple[set[str], set[str]]:
    """The kinds that the code writes down, and patterns for those that it puts together."""
    kinds, patterns = set(), set()
    for file, text in sources("huitou"):
        if file.suffix != ".py":
            continue
        tree = ast.parse(text)
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _name(call.func) in {"record", "_record", "happened"} and call.args:
                prefix = "case." if _name(call.func) == "happened" else ""
                kinds |= _constants(call.args[0], prefix)
                patterns |= _patterns(call.args[0], prefix)
                if isinstance(call.args[0], ast.Name):
                    kinds |= _told_by_table(tree)
    return kinds, patterns - {"case..+"}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _constants(given: ast.expr, prefix: str) -> set[str]:
    found = isinstance(given, ast.Constant) and isinstance(given.value, str) and KIND.fullmatch(prefix + given.value)
    return {prefix + given.value} if found else set()  # type: ignore[attr-defined]


def _patterns(given: ast.expr, prefix: str) -> set[str]:
    if not isinstance(given, ast.JoinedStr):
        return set()
    parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in given.values]
    return {re.escape(prefix).replace(r"\.", ".") + "".join(parts).replace(r"\.", ".")}


def _told_by_table(tree: ast.Module) -> set[str]:
    """A module that looks its kinds up has them in a table of its own."""
    tables = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    values = [value for table in tables if isinstance(table, ast.Dict) for value in table.values]
    return {kind for value in values for kind in _constants(value, "")}


def test_every_event_is_listed_and_every_listed_event_happens():
    listed = first_column(page("events.md"))
    assert len(listed) == len(set(listed))
    kinds, patterns = recorded()
    assert {"case.opened", "user.second_factor_on", "outbound.sent"} <= kinds
    assert patterns == {"case.solution_.+"}
    made_up = {kind for kind in listed if any(re.fullmatch(pattern, kind) for pattern in patterns)}
    assert made_up >= {"case.solution_accepted", "case.solution_declined", "case.solution_replaced"}
    assert kinds - set(listed) == set()
    assert set(listed) - kinds - made_up == set()


# The API.


def test_every_operation_is_in_the_table_with_its_scope():
    table = dict(re.findall(r"^\| `([A-Z]+ /api/v1/[^`]+)` \| ([^|]+?) \|", page("api.md"), re.MULTILINE))
    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    }
    assert table.keys() == operations.keys()
    for name, scope in table.items():
        assert (scope == "none") == ("security" not in operations[name]), name
        assert set(re.findall(r"`([^`]+)`", scope)) <= ABILITIES, name


def test_codes_of_refusals_that_the_page_names_are_real():
    row = next(line for line in page("api.md").splitlines() if line.startswith("| 409"))
    codes = set(re.findall(r"`([a-z]+-[a-z-]+)`", row)) - {"key-used"}
    unknown = words(Refusal("no such code"))
    assert codes
    assert [code for code in codes if words(Refusal(code)) == unknown] == []


# All pages.


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_addresses_and_links_lead_somewhere(file: Path):
    text = file.read_text(encoding="utf-8")
    lost = [link for link in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", text) if not (file.parent / link).exists()]
    assert lost == []
    named = re.findall(r"(?:`|127\.0\.0\.1:8000)(?:GET |POST )?(/[a-z](?:<token>|[^`\s<>?)\",])*)", text)
    unresolved = [path for path in named if not (_is_file(path) or _resolves(path))]
    assert unresolved == []


def _resolves(path: str) -> bool:
    known = {"{number}": "1001", "<token>": "t" * 32, "Zm9v…": "t" * 32, "…": "recording"}
    for name, value in known.items():
        path = path.replace(name, value)
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _is_file(path: str) -> bool:
    """A folder of the machine, or the beginning of addresses."""
    return path.startswith(("/path/", "/run/", "/var/", "/etc/", "/opt/")) or path in {"/api/v1/", "/api/", "/tmp"}


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_files_that_a_page_names_are_there(file: Path):
    named = re.findall(r"`((?:huitou|tests|tools|bin|requirements|docs)/[\w./-]+\.(?:py|md|in|lock|toml|txt))`",
                       file.read_text(encoding="utf-8"))  # fmt: skip
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_term_stands_once_in_the_glossary():
    rows = [line.split("|")[1:5] for line in page("glossary.md").splitlines() if line.startswith("|")][2:]
    for column in (0, 1, 2):
        terms = [row[column].strip() for row in rows if row[column].strip()]
        assert sorted(terms) == sorted(set(terms))
    assert all(row[3].strip() or row[1].strip() for row in rows)
