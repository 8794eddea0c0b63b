"""The console command: one module a command, loaded only when it is asked for, so that most start without Django."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol, cast

from huitou import __version__
from huitou.command.answers import Refused

COMMANDS = {
    "serve": ("serve", "start everything: the pages, the API and the worker"),
    "web": ("web", "only the pages and the API"),
    "work": ("work", "only a worker"),
    "migrate": ("migrate", "bring the database up to this version"),
    "demo": ("demo", "make a worked demonstration in an empty database"),
    "doctor": ("doctor", "check this installation and say what to do"),
    "due": ("due", "when something is due in working time"),
    "elapsed": ("elapsed", "how much working time has passed"),
    "jobs": ("jobs", "what waits, runs or was given up; send it round again"),
    "verify-ledger": ("ledger", "check that the record of events is unbroken"),
}


class Command(Protocol):
    """What each command's module offers."""

    __doc__: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """0: done and well; 1: done, and something is wrong; 2: it could not be done as asked."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        return _do(words)
    except Refused as refused:
        print(f"huitou: {refused}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain once more while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _do(words: list[str]) -> int:
    if not words or words[0] in {"-h", "--help", "help"}:
        print(_overview())
        return 0
    if words[0] == "--version":
        print(__version__)
        return 0
    if words[0] not in COMMANDS:
        raise Refused(f"there is no command {words[0]!r}; `huitou --help` lists them")
    command = cast(Command, import_module(f"huitou.command.{COMMANDS[words[0]][0]}"))
    parser = argparse.ArgumentParser(prog=f"huitou {words[0]}", description=command.__doc__)
    command.arguments(parser)
    return command.run(parser.parse_args(words[1:]))


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {words}" for name, (_, words) in COMMANDS.items()]
    return "\n".join(["usage: huitou COMMAND [options]", "", *lines, "", "huitou COMMAND --help says more about one."])


def _speak_utf8() -> None:
    """Whatever the terminal's locale says: texts go in and out in UTF-8, and none makes us stumble."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors=errors)
