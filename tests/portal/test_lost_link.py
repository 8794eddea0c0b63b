"""A lost link goes again only to the contact of the case, and the page tells nobody whether it did."""

from datetime import timedelta

import pytest
from django.test import Client

from huitou.cases.models import Case
from huitou.channels.models import Outbound
from huitou.customers import reach as reaches
from huitou.lib import clock
from tests.cases.building import REACH, complain
from tests.cast import Cast
from tests.mailed import path_of
from tests.reading import Page, fault_of, field, value

pytestmark = pytest.mark.django_db
PATH = "/lost-link/"


def ask(client: Client, number: object, reach: str, address: str = "203.0.113.7") -> Page:
    return Page(client.post(PATH, {"number": number, "reach": reach}, REMOTE_ADDR=address))


def sent(case: Case) -> list[str]:
    return list(
        Outbound.objects.filter(about=case.key, key__contains="/link-again/").values_list("to_value", flat=True)
    )


def test_it_goes_to_the_contact_of_the_case(cast: Cast, client: Client) -> None:
    case = complain(cast)
    page = ask(client, f" #{case.number} ", " Chen.LI@example.com ")
    assert page.main.one("h1").line == "On its way, if we know you"
    assert sent(case) == [REACH]
    letter = Outbound.objects.get(key__contains="/link-again/")
    assert client.get(path_of(letter)).status_code == 200
    assert case.headline[:6] not in letter.body_text


def test_to_a_phone_it_goes_as_one_call(cast: Cast, client: Client) -> None:
    case = complain(cast, reach="13800138000")
    for _ in range(2):
        ask(client, case.number, "138 0013 8000")
    call = Outbound.objects.get(about=case.key, kind="call")
    assert (call.to_value, call.state) == ("13800138000", "waiting")


@pytest.mark.parametrize(
    ("number", "reach"),
    [
        ("", "other@example.com"),
        ("999999", REACH),
        ("9" * 19, REACH),
        ("１００１", REACH),
        ("1001 or 1=1", REACH),
        ("", "ask at the shop"),
        ("", "chen.li@example.com, thief@example.com"),
    ],
)
def test_whoever_else_asks_reads_the_same_and_gets_nothing(cast: Cast, client: Client, number: str, reach: str) -> None:
    case = complain(cast)
    right = ask(client, case.number, REACH, address="203.0.113.8").main.text
    before = Outbound.objects.count()
    assert ask(client, number or case.number, reach).main.text == right
    assert Outbound.objects.count() == before


def test_another_contact_of_the_same_customer_is_not_enough(cast: Cast, client: Client) -> None:
    case = complain(cast)
    case.customer.add_contact(reaches.parse("old@example.com"))
    ask(client, case.number, "old@example.com")
    assert sent(case) == []


@pytest.mark.parametrize(
    ("number", "reach", "where"), [("", REACH, "number"), ("1001", "", "reach"), ("1" * 21, REACH, "number")]
)
def test_what_is_missing_is_said_beside_its_field(
    cast: Cast, client: Client, number: str, reach: str, where: str
) -> None:
    page = ask(client, number, reach)
    form = page.main.one("form")
    assert (page.status, value(field(form, "number")), value(field(form, "reach"))) == (400, number, reach)
    assert fault_of(page, form, where)


def test_one_address_gets_two_an_hour_and_five_a_day_known_or_not(cast: Cast, client: Client) -> None:
    """B14: the limit is counted for what was typed, so it tells nothing either."""
    case, start = complain(cast), clock.now()
    for reach, number in ((REACH, case.number), ("nobody@example.com", 4711)):
        told = []
        for hour in range(4):
            for turn in range(3):
                with clock.at(start + timedelta(hours=2 * hour, minutes=turn)):
                    told.append(ask(client, number, reach, f"203.0.113.{hour * 4 + turn}").status)
        assert told == [200, 200, 429, 200, 200, 429, 200, 429, 429, 429, 429, 429]
    assert len(sent(case)) == 5


def test_one_place_asks_twenty_times_an_hour(cast: Cast, client: Client) -> None:
    told = [ask(client, 1001, f"{number}@example.com").status for number in range(21)]
    assert told == [200] * 20 + [429]


def test_looking_sends_nothing(cast: Cast, client: Client) -> None:
    case = complain(cast)
    client.get(PATH, {"number": case.number, "reach": REACH})
    assert sent(case) == []
