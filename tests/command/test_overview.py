"""The command as a whole: help, exit status, and what it loads."""

import subprocess
import sys

import pytest

from huitou import __version__
from huitou.command import COMMANDS, main


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_the_overview_lists_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    said = capsys.readouterr().out
    assert all(f"  {name}" in said for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"usage: huitou {name}" in capsys.readouterr().out


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == __version__


def test_an_unknown_command_is_a_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unknown"]) == 2
    assert "huitou --help" in capsys.readouterr().err


def test_an_unknown_option_is_a_wrong_use() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["due", "--unknown"])
    assert ended.value.code == 2


@pytest.mark.parametrize("words", [["due", "--from", "2026-10-09T16:30", "--within", "3 days"], ["--help"]])
def test_commands_about_words_and_time_start_without_django(words: list[str]) -> None:
    program = f"import sys; from huitou.command import main; main({words!r}); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0


def test_a_reader_that_has_enough_is_no_fault() -> None:
    program = "import sys; from huitou.command import main; sys.exit(main(['due', '--lines']))"
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stdin.write('{"from": "2026-10-09T16:30", "within": "3 days"}\n' * 3)
    process.stdin.close()
    assert process.wait() == 1
    assert process.stderr.read() == ""
    process.stderr.close()
