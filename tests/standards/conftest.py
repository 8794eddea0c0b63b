"""What the tests of the standards share."""

from collections.abc import Iterator

import pytest

from huitou.standards import book


@pytest.fixture(autouse=True)
def _fresh_book() -> Iterator[None]:
    """No test reads the standards that another one wrote and took back."""
    book.forget()
    yield
    book.forget()
