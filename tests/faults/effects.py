"""Jobs whose effects can be counted afterwards, and the processes that run or ask for them."""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import Error, connection, transaction

from huitou.ledger import job, later, queue, record, worker
from huitou.ledger.execution import execute
from huitou.ledger.models import Event

LEASE = timedelta(seconds=1)


@job("fault.effect", attempts=99)
def effect(thing: int) -> None:
    record("fault.done", f"thing:{thing}", by="system")
    time.sleep(0.003)
    later("fault.follow", thing=thing)


@job("fault.follow", attempts=99)
def follow(thing: int) -> None:
    record("fault.followed", f"thing:{thing}", by="system")


@job("fault.deliver", attempts=99, atomic=False)
def deliver(thing: int) -> None:
    """What leaves the house cannot be taken back; it is written where no transaction reaches."""
    time.sleep(0.003)
    with Path(os.environ["FAULT_DELIVERIES"]).open("a") as file:
        file.write(f"{thing}\n")
    time.sleep(0.003)


@job("fault.kill", attempts=3)
def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@job("fault.hesitate", attempts=99)
def hesitate(thing: int) -> None:
    record("fault.done", f"thing:{thing}", by="system")
    if os.environ.get("FAULT_HESITATES") == "inside":
        say("claimed")
        sys.stdin.readline()


def work() -> None:
    """A worker as the product runs it, but with a short lease."""
    worker.run(lease=LEASE)


def take_one() -> None:
    """A worker that can be held between its claim and its job, or in the middle of it."""
    held = None
    while held is None:
        held = queue.claim("hesitant", LEASE)
    if os.environ["FAULT_HESITATES"] == "before":
        say("claimed")
        sys.stdin.readline()
    failure = execute(held)
    say(type(failure).__name__)


def write(first: str, count: str) -> None:
    """Facts with their jobs, each on a connection of its own as a web request has it."""
    for thing in range(int(first), int(first) + int(count)):
        try:
            with transaction.atomic():
                # Reading before writing is what a view does, and what a deferred transaction cannot survive.
                assert not Event.objects.about(f"thing:{thing}").filter(kind="fault.written").exists()
                record("fault.written", f"thing:{thing}", by="system", words={"said": "words" * 50})
                later("fault.follow", thing=thing)
        except Error as failure:
            say(f"refused {failure}")
        connection.close()
    say("written")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


ROLES: dict[str, Callable[..., None]] = {"work": work, "take_one": take_one, "write": write}
