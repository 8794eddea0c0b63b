"""A letter box for mail about accounts: tests read what the worker would hand to the channel."""

import re
from typing import NamedTuple

from pytest_django.fixtures import Settings

from huitou.accounts import enclosed
from huitou.ledger import worker


class Letter(NamedTuple):
    address: str
    subject: str
    text: str

    @property
    def path(self) -> str:
        """The path of the link in it."""
        found = re.search(r"https?://[^/\s]+(/\S+)", self.text)
        assert found, self.text
        return found[1]


_box: list[Letter] = []


def put(address: str, subject: str, text: str, encloses: str = "") -> None:
    _box.append(Letter(address, subject, enclosed.filled(text, encloses, to=address)))


def open_box(settings: Settings) -> list[Letter]:
    """Letters go here from now on."""
    _box.clear()
    settings.ACCOUNT_MAIL = "tests.accounts.letters.put"
    return _box


def delivered() -> list[Letter]:
    """What has arrived once the worker has done its jobs."""
    worker.drain()
    return list(_box)
