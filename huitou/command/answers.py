"""How commands answer: plain words or JSON, one thing or one a line, and what they refuse."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

Answer = Mapping[str, Any]


class Refused(Exception):
    """It cannot be done as asked; the message says why and what to do, and the exit status is 2."""


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def say(answer: Answer) -> None:
    """One JSON object on one line."""
    print(json.dumps(answer, ensure_ascii=False), flush=True)


def tell(answer: Answer, plain: str, *, as_json: bool) -> None:
    """In plain words only to a person at a terminal; a program that reads us gets JSON, asked for or not."""
    if as_json or not sys.stdout.isatty():
        say(answer)
    else:
        print(plain)


def line_by_line(one: Callable[[dict[str, Any]], Answer]) -> int:
    """Answer each line of standard input; a line that cannot be answered says so in its place."""
    failed = False
    for line in sys.stdin:
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            answer = one(_object(line))
        except Refused as refused:
            answer, failed = {"error": str(refused)}, True
        say(answer)
    return 1 if failed else 0


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Refused(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise Refused("each line is a JSON object")
    return value
