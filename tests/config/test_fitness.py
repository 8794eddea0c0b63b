"""B65: every connection keeps what it acknowledges, and one that would not is found."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from huitou.config import fitness

WEAK_SQLITE = ["PRAGMA synchronous=NORMAL", "PRAGMA busy_timeout=100", "PRAGMA foreign_keys=OFF"]


@pytest.mark.django_db(transaction=True)
def test_every_connection_is_sound() -> None:
    def ask(_: int) -> list[str]:
        try:
            return fitness.weaknesses()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(8))) == [[]] * 8


@pytest.mark.django_db(transaction=True)
def test_each_weakness_is_found() -> None:
    weaken = WEAK_SQLITE if connection.vendor == "sqlite" else ["SET synchronous_commit = off"]
    for statement in weaken:
        with connection.cursor() as cursor:
            cursor.execute(statement)
        try:
            assert len(fitness.weaknesses()) == 1, statement
        finally:
            connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()


@pytest.mark.django_db
def test_nothing_is_unapplied() -> None:
    assert fitness.unapplied() == []
