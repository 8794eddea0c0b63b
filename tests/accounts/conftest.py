"""What the tests about accounts share."""

import pytest
from pytest_django.fixtures import Settings

from tests.accounts import letters


@pytest.fixture
def box(settings: Settings) -> list[letters.Letter]:
    """The letter box, empty."""
    return letters.open_box(settings)
