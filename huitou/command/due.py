"""When something is due that starts at a moment and may take so long, in working time. Without a database."""

import argparse
from typing import Any

from huitou.command import answers, moments
from huitou.command.answers import Answer, Refused
from huitou.lib import worktime


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", metavar="ISO", help="the start, such as 2026-10-09T16:30:00+08:00")
    parser.add_argument("--within", metavar="W", help='"90 working minutes", "7 working days", "24 hours", "3 days"')
    moments.add_calendar(parser)


def run(options: argparse.Namespace) -> int:
    calendar = moments.calendar(options.calendar)
    if options.lines:
        return answers.line_by_line(lambda given: _answer(given, calendar))
    answer = _answer({"from": options.start, "within": options.within}, calendar)
    answers.tell(answer, str(answer["due"]), as_json=options.json)
    return 0


def _answer(given: dict[str, Any], calendar: worktime.Calendar) -> Answer:
    start = moments.moment(given, "from", calendar)
    within = given.get("within")
    if not isinstance(within, str):
        raise Refused('"within" is missing, such as "7 working days"')
    try:
        ends = worktime.due(start, within, calendar)
    except worktime.WorktimeError as error:
        raise Refused(str(error)) from error
    return {"due": ends.astimezone(calendar.zone).isoformat()}
