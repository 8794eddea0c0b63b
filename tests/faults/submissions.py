"""What the tests of submissions do inside an installation: `python -m tests.faults.submissions ROLE …`.

Roles: `prepare` makes a company, `work` is a worker with a short lease, `points` dies at every moment of one
submission, `judge` compares what was acknowledged with what is there.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

LEASE = timedelta(seconds=1)


def prepare() -> None:
    from tests.cast import make_cast

    make_cast()


def work() -> None:
    """The worker as the product runs it, but for its lease: half a minute is too long for a test."""
    from huitou.command import leash
    from huitou.config.schedule import SCHEDULE
    from huitou.ledger import queue, worker

    leash.hold()
    queue._LONGEST_WAIT_AFTER_LOSS = timedelta(milliseconds=100)
    worker.run(SCHEDULE, lease=LEASE)


def judge(acknowledged: str) -> None:
    """Say as JSON what is wrong; the ledger of acknowledgements lies outside of the installation."""
    from tests.faults import judging

    lines = [json.loads(line) for line in Path(acknowledged).read_text(encoding="utf-8").splitlines()]
    say(judging.judge(lines))


def points(acknowledged: str) -> None:
    """Die before every statement, file operation and commit of one submission, then send it again with its key."""
    with Path(acknowledged).open("w", encoding="utf-8") as ledger:
        point, survived = 0, 0
        while True:
            point += 1
            words = f"第{point}次，师傅没有来。"
            killed = _child_dies_at(point, words)
            survived += _is_there(words)
            line = {"key": _key(point), "sha256": _sha(words), **_receive(point, words)}
            ledger.write(json.dumps(line) + "\n")
            if not killed:
                say({"points": point - 1, "survived": survived})
                return


def _child_dies_at(point: int, words: str) -> bool:
    """Whether the point was reached; the child has the program in memory already, so that it starts at once."""
    _close()
    child = os.fork()
    if child == 0:
        with _deadly(point):
            _receive(point, words)
            _close()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@contextmanager
def _deadly(point: int) -> Iterator[None]:
    """Kill this very process when it comes to its `point`-th act on the disk or the database."""
    from django.conf import settings
    from django.db import connection

    left = point

    def step() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute: Callable[..., Any], *given: Any) -> Any:
        step()
        return execute(*given)

    commit = connection._commit

    def commit_between_steps() -> None:
        step()
        commit()
        step()

    def audit(event: str, given: tuple[Any, ...]) -> None:
        if event in {"open", "os.rename", "os.mkdir"} and str(given[0]).startswith(str(settings.FILES_ROOT)):
            step()

    sys.addaudithook(audit)
    connection._commit = commit_between_steps  # type: ignore[method-assign]
    with connection.execute_wrapper(statement):
        yield


def _receive(point: int, words: str) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from huitou.accounts.receipts import Once
    from huitou.intake.given import Given
    from huitou.intake.receiving import receive
    from tests.faults.judging import sha256
    from tests.files.pictures import png

    picture = png() + str(point).encode()
    upload = SimpleUploadedFile("p.png", picture)
    given = Given(words=words, reach=f"point{point}@example.com", uploads=[upload])
    received = receive(given, channel="web", once=Once("web", _key(point)))
    assert received.link
    return {"token": received.link.token, "picture": sha256(picture)}


def _is_there(words: str) -> bool:
    from huitou.cases.models import Voice

    return Voice.objects.filter(words=words).exists()


def _close() -> None:
    """No connection may cross a fork."""
    from django.db import connection

    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def _key(point: int) -> str:
    return f"point-{point}"


def _sha(words: str) -> str:
    from tests.faults.judging import sha256

    return sha256(words.encode())


def say(told: object) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()


ROLES: dict[str, Callable[..., None]] = {"prepare": prepare, "work": work, "points": points, "judge": judge}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitou.config.settings")
    django.setup()
    ROLES[sys.argv[1]](*sys.argv[2:])
