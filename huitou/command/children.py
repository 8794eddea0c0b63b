"""The processes that `serve` keeps running: started, watched, started anew when they die, stopped together."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from huitou.command import leash

# A child that says so cannot run as things are; starting it again would change nothing.
UNFIT = 2
GRACE = 30.0
LONGEST_PAUSE = 30.0
STEADY = 60.0


@dataclass
class Child:
    """One of our own commands, in a process of its own."""

    words: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    due: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        # Ctrl+C reaches the whole group; only we answer it, so that the children stop in order.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            command = [sys.executable, "-m", "huitou", *self.words]
            self.process = subprocess.Popen(command, env=leash.tied())
        finally:
            signal.signal(signal.SIGINT, before)
        self.started = time.monotonic()

    def tend(self) -> int | None:
        """Start it when it is due; its exit status when it has just died."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
            return None
        status = self.process.poll()
        if status is not None:
            self.pause = 0.5 if now - self.started > STEADY else min(self.pause * 2, LONGEST_PAUSE)
            self.process, self.due = None, now + self.pause
        return status

    def stop(self, how: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)


class Family:
    """All children of one `serve`."""

    def __init__(self, children: list[Child], tell: Callable[[str], None]) -> None:
        self.children = children
        self.tell = tell
        self.stopping = 0
        self.wake = threading.Event()

    def tend_until_stopped(self, each_round: Callable[[], None]) -> int:
        """Keep them running until a signal; the exit status."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._ask_to_stop)
        while not self.stopping:
            for child in self.children:
                status = child.tend()
                if status == UNFIT:
                    self._stop_all()
                    return UNFIT
                if status is not None:
                    self.tell(f"{child.words[0]} ended with {status}; it starts again in {child.pause:.0f} s")
            each_round()
            self.wake.wait(0.2)
        self._stop_all()
        return 0

    def _ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping += 1

    def _stop_all(self) -> None:
        """Ask; after the grace, or when asked a second time, insist."""
        for child in self.children:
            child.stop(signal.SIGTERM)
        end = time.monotonic() + GRACE
        asked = self.stopping
        while any(child.process and child.process.poll() is None for child in self.children):
            if time.monotonic() > end or self.stopping > asked:
                for child in self.children:
                    child.stop(signal.SIGKILL)
            time.sleep(0.05)
