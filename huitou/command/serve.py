"""Start everything: the pages, the API and a worker, in one group of processes that ends together.

Settings come from the environment (docs/settings.md). Ctrl+C or SIGTERM stops all of it; a process that dies is
started again; none outlives this one.
"""

import argparse
import sys
import time
from http.client import HTTPConnection

from huitou.command import address
from huitou.command.children import Child, Family


def arguments(parser: argparse.ArgumentParser) -> None:
    address.add(parser)


def run(options: argparse.Namespace) -> int:
    address.settle(options.host, options.port)
    address.refuse_if_taken(options.host, options.port)
    web = Child(["web", "--host", options.host, "--port", str(options.port)])
    family = Family([web], _tell)
    opening = Opening(options.host, options.port, family)
    status = family.tend_until_stopped(opening.look)
    _tell("stopped" if status == 0 else "not started: see above")
    return status


class Opening:
    """Waits for the pages to answer, says where they are, and only then lets the worker begin.

    A new database is made by the web process; a worker before that would find no tables.
    """

    def __init__(self, host: str, port: int, family: Family) -> None:
        self.host, self.port, self.family = host, port, family
        self.is_open = False
        self.asked = 0.0

    def look(self) -> None:
        if self.is_open or time.monotonic() - self.asked < 0.3:
            return
        self.asked = time.monotonic()
        if self._answers():
            self.is_open = True
            self.family.children.append(Child(["work"]))
            _tell(f"open at http://{address.shown(self.host)}:{self.port} (Ctrl+C stops it)")

    def _answers(self) -> bool:
        connection = HTTPConnection(address.shown(self.host), self.port, timeout=2)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def _tell(words: str) -> None:
    print(f"huitou: {words}", file=sys.stderr, flush=True)
