"""Ties a process to its parent's life: when the parent is gone, even by kill -9, so is the child.

The parent names itself in the environment, because a child that asks who its parent is may ask too late.
"""

import ctypes
import os
import signal
import sys
import threading
import time

_NAME = "HUITOU_LEASHED_TO"
_PR_SET_PDEATHSIG = 1


def tied() -> dict[str, str]:
    """The environment for children that shall not outlive this process."""
    return {**os.environ, _NAME: str(os.getpid())}


def tie_forks() -> None:
    """The same for children that another package makes of this process."""
    os.environ[_NAME] = str(os.getpid())


def hold() -> None:
    """Called by the child itself; does nothing for one that a person started and may put in the background."""
    named = os.environ.get(_NAME)
    if not named:
        return
    parent = int(named)
    if sys.platform == "linux":
        # Every commit is durable and every job leased, so nothing is lost by dying at once.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it died before we asked
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
