"""Ties a process to its parent's life: when the parent is gone, even by kill -9, so is the child."""

import ctypes
import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1


def hold() -> None:
    """To be called by the child itself: the tie does not survive a fork."""
    parent = os.getppid()
    if sys.platform == "linux":
        # Every commit is durable and every job leased, so nothing is lost by dying at once.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died while we were asking
            os._exit(1)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def hold_if_asked() -> None:
    """`serve` asks it of its children; a person who starts `web` or `work` alone may put it in the background."""
    if os.environ.get("HUITOU_LEASHED"):
        hold()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
