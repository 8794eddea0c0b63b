"""What the customer's pages ask of the database does not grow with what has been said."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huitou.cases.models import Case
from tests.cases.building import complain, lead_to, propose
from tests.cast import Cast
from tests.files import pictures
from tests.portal.building import matter_path, tell
from tests.queries import asked, reads

pytestmark = pytest.mark.django_db
WORDS = {"words": "The washer leaks.", "reach": "chen.li@example.com"}


def talk(case: Case, cast: Cast, times: int) -> None:
    for number in range(times):
        photo = SimpleUploadedFile("a.gif", pictures.gif(), "image/gif")
        case.hear(by=case.customer, words=f"第{number}句", uploads=[photo])
        case.reply(by=cast.mei, words=f"答{number}")


def test_my_matter(cast: Cast, client: Client) -> None:
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast)
    talk(case, cast, 3)
    few = reads(client, matter_path(case))
    talk(case, cast, 27)
    assert reads(client, matter_path(case)) == few <= 9


def test_we_heard_you(cast: Cast, client: Client) -> None:
    path = f"{matter_path(complain(cast))}heard/"
    assert reads(client, path) <= 11


def test_the_first_page(cast: Cast, client: Client) -> None:
    assert reads(client, "/") <= 3


def test_telling_us_costs_the_same_however_many_told_us_before(cast: Cast, client: Client) -> None:
    tell(client, **WORDS)
    few = asked(lambda: tell(client, **WORDS))
    for number in range(15):
        tell(client, words=f"{number}", reach=f"{number}@example.com")
    assert asked(lambda: tell(client, **WORDS)) == few <= 36
