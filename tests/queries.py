"""Counting what a page asks of the database."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def asked(act: Callable[[], object]) -> int:
    """The statements of an act, without savepoints."""
    with CaptureQueriesContext(connection) as caught:
        act()
    return sum("SAVEPOINT" not in one["sql"] for one in caught.captured_queries)


def reads(client: Client, path: str) -> int:
    """The statements of a page when it is opened for the second time: what is kept in memory is there."""
    assert client.get(path).status_code == 200
    return asked(lambda: client.get(path))
