"""A mail server of our own, and people to write to."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from pytest_django.fixtures import Settings

from huitou.channels import outbound
from huitou.channels.models import Outbound
from tests.channels.peer import Peer


class Contact(NamedTuple):
    value: str
    kind: str = "email"


CHEN = Contact("chen@example.com")
STRANGER = Contact("stranger@example.com")


@pytest.fixture(autouse=True)
def _ours(settings: Settings) -> None:
    settings.EMAIL_FROM = "Dawn Appliances <care@dawn.example>"
    settings.BASE_URL = "https://care.dawn.example"
    settings.EMAIL_URL = "memory:"


@pytest.fixture
def peer(settings: Settings) -> Iterator[Peer]:
    peer = Peer()
    peer.start()
    settings.EMAIL_URL = peer.url
    yield peer
    peer.stop()


def write(key: str = "message:1/mail", to: Contact = CHEN, **given: object) -> Outbound:
    """A mail with usual words, but for what is given."""
    usual = {"subject": "您反映的事", "text": "陈女士，您好。", "about": "case:12", "family": "reply", **given}
    return outbound.send_email(key=key, to=to, **usual)  # type: ignore[arg-type]
