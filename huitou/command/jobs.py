"""The jobs that wait, run or were given up; send dead letters round again when their cause is gone."""

import argparse
from typing import Any

from huitou.command import answers, installation
from huitou.command.answers import Refused

SHOWN = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dead", action="store_true", help="only those that were given up")
    parser.add_argument("--retry", metavar="NUMBER|all", help="let the worker try a dead one, or all of them, again")
    answers.add_json(parser)


def run(options: argparse.Namespace) -> int:
    installation.open_up()
    from huitou.ledger.models import Job

    if options.retry:
        sent = _retry(options.retry)
        answers.tell({"retried": sent}, f"{sent} sent round again", as_json=options.json)
        return 0
    wanted = ("dead",) if options.dead else ("dead", "running", "waiting")
    rows = [_row(job) for state in wanted for job in Job.objects.in_state(state).order_by("run_at", "id")[:SHOWN]]
    counts = {state: Job.objects.in_state(state).count() for state in wanted}
    lines = [" · ".join(f"{count} {state}" for state, count in counts.items()), *(_line(row) for row in rows)]
    answers.tell({"counts": counts, "jobs": rows}, "\n".join(lines), as_json=options.json)
    return 0


def _retry(which: str) -> int:
    from huitou.ledger import letters
    from huitou.ledger.models import Job

    dead = Job.objects.dead()
    if which != "all":
        dead = dead.filter(pk=int(which[:18])) if which.isdecimal() else dead.none()
        if not dead:
            raise Refused(f"no dead job has the number {which}; `huitou jobs --dead` lists them")
    return len([letters.retry(job, by="system") for job in dead])


def _row(job: Any) -> dict[str, Any]:
    return {
        "number": job.pk,
        "name": job.name,
        "state": job.state,
        "attempts": job.attempts,
        "run_at": job.run_at.isoformat(),
        "why": job.last_error,
    }


def _line(row: dict[str, Any]) -> str:
    why = f"  {row['why']}" if row["why"] else ""
    return f"{row['number']:>8}  {row['state']:<7}  {row['name']}  tried {row['attempts']}×{why}"
