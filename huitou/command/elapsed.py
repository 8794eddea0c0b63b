"""How much working time has passed between two moments. Without a database."""

import argparse
from typing import Any

from huitou.command import answers, moments
from huitou.command.answers import Answer, Refused
from huitou.lib import worktime


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", metavar="ISO", help="the start, such as 2026-10-09T16:30:00+08:00")
    parser.add_argument("--to", metavar="ISO", help="the end")
    moments.add_calendar(parser)


def run(options: argparse.Namespace) -> int:
    calendar = moments.calendar(options.calendar)
    if options.lines:
        return answers.line_by_line(lambda given: _answer(given, calendar))
    answer = _answer({"from": options.start, "to": options.to}, calendar)
    answers.tell(answer, str(answer["seconds"]), as_json=options.json)
    return 0


def _answer(given: dict[str, Any], calendar: worktime.Calendar) -> Answer:
    start, end = moments.moment(given, "from", calendar), moments.moment(given, "to", calendar)
    try:
        passed = worktime.elapsed(start, end, calendar).total_seconds()
    except worktime.WorktimeError as error:
        raise Refused(str(error)) from error
    return {"seconds": int(passed) if passed.is_integer() else passed}
