"""What the commands about time share: reading a moment and a calendar."""

import argparse
from datetime import datetime
from typing import Any

from huitou.command.answers import Refused, add_json
from huitou.lib import worktime


def add_calendar(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--calendar", default="cn", metavar="cn|FILE", help="a calendar file in JSON; cn is China's")
    parser.add_argument("--lines", action="store_true", help="one JSON object a line on standard input, one back")
    add_json(parser)


def calendar(name: str) -> worktime.Calendar:
    try:
        return worktime.load(name)
    except worktime.WorktimeError as error:
        raise Refused(str(error)) from error


def moment(given: dict[str, Any], key: str, used: worktime.Calendar) -> datetime:
    """A moment without an offset is meant in the calendar's own zone."""
    text = given.get(key)
    try:
        read = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError as error:
        raise Refused(f'"{key}" is no moment: {text!r}; write 2026-10-09T16:30:00+08:00') from error
    if read is None:
        raise Refused(f'"{key}" is missing, such as 2026-10-09T16:30:00+08:00')
    return read if read.tzinfo else read.replace(tzinfo=used.zone)
