"""What all tests share; the database and the browser come from tests/plugins."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings as hypothesis_settings

pytest_plugins = ["tests.plugins.browser", "tests.plugins.installation", "tests.plugins.flushing", "tests.cast"]

# A deadline in milliseconds would make the tests of a busy machine fail by chance.
hypothesis_settings.register_profile("huitou", deadline=None)
hypothesis_settings.load_profile("huitou")


@pytest.fixture(autouse=True)
def _default_language() -> Iterator[None]:
    """No test inherits the language that another one activated."""
    yield
    translation.deactivate()
