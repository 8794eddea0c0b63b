"""Lets Django empty the database after a transactional test, which the guards of the ledger would refuse."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase

from huitou.ledger import guards


@pytest.fixture(autouse=True, scope="session")
def _guards_let_tests_flush() -> Iterator[None]:
    kept = TransactionTestCase._fixture_teardown

    def unguarded(case: TransactionTestCase) -> None:
        with guards.lifted(connection):
            kept(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", unguarded)
        yield
