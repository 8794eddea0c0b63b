"""The customer's side: an English browser, so that pages say what stands in the source."""

import pytest
from django.conf import settings
from django.test import Client


@pytest.fixture
def client() -> Client:
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser
