"""The worker: seals events, makes the ticks of the schedule, claims jobs and runs them."""

import logging
import os
import secrets
import signal
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from types import FrameType

from django.db import Error, close_old_connections, connections

from huitou.ledger import chain, queue
from huitou.ledger.execution import execute
from huitou.ledger.periodic import Periodic, Rota
from huitou.ledger.registry import Again

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
_PAUSE = 0.5
_LONGEST_PAUSE = 5.0
_SEAL_EVERY = 0.5
_REFRESH_EVERY = 60.0


class Stop:
    """A flag that a signal handler may raise; setting a threading.Event there could deadlock."""

    asked = False

    def ask(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.asked = True


def run(schedule: Sequence[Periodic] = (), *, lease: timedelta = LEASE, stop: Stop | None = None) -> None:
    """Work until SIGTERM or SIGINT; the job at hand is finished first."""
    stop = stop or Stop()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop.ask)
        signal.signal(signal.SIGINT, stop.ask)
    rounds = Rounds(schedule, lease)
    while not stop.asked:
        if not rounds.turn() and not stop.asked:
            time.sleep(rounds.pause)
    connections.close_all()


def drain(*, strict: bool = True, most: int = 10_000) -> int:
    """Run all due jobs in this process and seal; the first that fails unexpectedly is raised if strict."""
    worker = _name()
    for count in range(most):
        queue.reap()
        job = queue.claim(worker, LEASE)
        if job is None:
            chain.seal_all()
            return count
        failure = execute(job)
        if failure is not None and strict and not isinstance(failure, Again):
            raise failure
    raise RuntimeError(f"still jobs to do after {most}: do they call for each other?")


class Rounds:
    """What one worker does over and over, and how long it rests."""

    def __init__(self, schedule: Sequence[Periodic], lease: timedelta) -> None:
        self.pause = _PAUSE
        self._worker = _name()
        self._lease = lease
        self._rota = Rota(schedule)
        self._sealed_at = 0.0
        self._refreshed_at = time.monotonic()

    def turn(self) -> bool:
        """One round; False when there was nothing to do, or no database to do it with."""
        try:
            busy = self._round()
        except Error as failure:
            log.warning("the database does not answer: %s", type(failure).__name__)
            connections.close_all()
            self.pause = min(self.pause * 2, _LONGEST_PAUSE)
            return False
        self.pause = _PAUSE
        return busy

    def _round(self) -> bool:
        self._refresh()
        self._rota.make_due()
        due, lost, unsealed = queue.look()
        busy = unsealed and self._seal()
        if lost:
            queue.reap()
        return self._work_one() if due else busy

    def _refresh(self) -> None:
        """Connections that the server has dropped or the settings call too old are given back now and then."""
        if time.monotonic() - self._refreshed_at > _REFRESH_EVERY:
            close_old_connections()
            self._refreshed_at = time.monotonic()

    def _seal(self) -> bool:
        """Seal, but not after every single job; True when there is a backlog to go on with."""
        if time.monotonic() - self._sealed_at < _SEAL_EVERY:
            return False
        backlog = chain.seal() == chain.PAGE
        self._sealed_at = 0.0 if backlog else time.monotonic()
        return backlog

    def _work_one(self) -> bool:
        job = queue.claim(self._worker, self._lease)
        if job is None:
            return False
        execute(job, beat=self._lease)
        return True


def _name() -> str:
    """No two worker processes share a name: it is half of the fence."""
    return f"{os.uname().nodename[:30]}-{os.getpid()}-{secrets.token_hex(6)}"
