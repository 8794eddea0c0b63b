"""`due` and `elapsed`: what they answer, one thing or line by line, and what they refuse."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from huitou.command import main

FRIDAY = "2026-10-09T16:30:00+08:00"  # before a make-up Saturday


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_due_counts_the_make_up_saturday(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "due", "--from", FRIDAY, "--within", "2 working hours")
    assert told == {"due": "2026-10-10T09:30:00+08:00"}


def test_due_answers_json_to_a_program_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "--from", FRIDAY, "--within", "24 hours"]) == 0
    assert json.loads(capsys.readouterr().out) == {"due": "2026-10-10T16:30:00+08:00"}


def test_due_answers_a_person_in_plain_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huitou.command.answers.sys.stdout.isatty", lambda: True)
    assert main(["due", "--from", FRIDAY, "--within", "24 hours"]) == 0
    assert capsys.readouterr().out == "2026-10-10T16:30:00+08:00\n"


def test_a_moment_without_offset_is_in_the_zone_of_the_calendar(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "due", "--from", "2026-10-09T16:30", "--within", "2 working hours")
    assert told == {"due": "2026-10-10T09:30:00+08:00"}


def test_elapsed_in_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "elapsed", "--from", FRIDAY, "--to", "2026-10-10T09:30:00+08:00") == {"seconds": 7200}


def test_a_calendar_of_ones_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "berlin.json"
    file.write_text('{"timezone": "Europe/Berlin", "week": {"fri": [["09:00", "12:00"]]}}')
    told = answer(capsys, "due", "--from", "2026-10-09T11:00", "--within", "2 working hours", "--calendar", str(file))
    assert told == {"due": "2026-10-16T10:00:00+02:00"}


@pytest.mark.parametrize(
    "words",
    [
        ["due", "--from", FRIDAY],
        ["due", "--within", "3 days"],
        ["due", "--from", "yesterday", "--within", "3 days"],
        ["due", "--from", FRIDAY, "--within", "soon"],
        ["due", "--from", FRIDAY, "--within", "3 days", "--calendar", "nowhere.json"],
        ["elapsed", "--from", FRIDAY],
        ["elapsed", "--from", FRIDAY, "--to", "2199-01-01"],
    ],
)
def test_what_cannot_be_answered_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("huitou: ")


def test_line_by_line_each_has_its_answer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        f'\ufeff{{"from": "{FRIDAY}", "within": "24 hours"}}',
        "",
        "not json",
        "[1]",
        '{"from": 5, "within": "1 day"}',
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert main(["due", "--lines"]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told[0] == {"due": "2026-10-10T16:30:00+08:00"}
    assert ["error" in one for one in told] == [False, True, True, True]


def test_elapsed_line_by_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({"from": FRIDAY, "to": FRIDAY}) + "\n"))
    assert main(["elapsed", "--lines"]) == 0
    assert json.loads(capsys.readouterr().out) == {"seconds": 0}
