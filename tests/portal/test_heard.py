"""We heard you: the first words back, who cares for it, what happens next, and the private link to keep."""

import pytest
from django.test import Client

from huitou.cases import telling
from huitou.cases.models import Case
from tests.cast import Cast
from tests.portal.building import tell
from tests.reading import Page

pytestmark = pytest.mark.django_db


def heard(client: Client, **answers: str) -> Page:
    response = tell(client, **{"words": "The washer leaks.", "reach": "chen.li@example.com", **answers})
    return Page(client.get(response["Location"]))


def test_the_words_the_person_the_number_and_the_time(cast: Cast, client: Client) -> None:
    page = heard(client, branch="east", name="Chen Li")
    case = Case.objects.get()
    said = page.main.one("p", class_="words").text
    assert said == case.voices.get().acknowledgement
    assert cast.mei.name in said
    assert str(case.number) in said
    assert "Chen Li" in said
    nexts = page.main.one("ul", class_="nexts").line
    assert f"{cast.mei.name} writes or calls by" in nexts
    assert "We reach you at chen.li@example.com" in nexts
    assert f"Your number is {case.number}" in nexts


def test_the_private_link_is_there_to_copy_and_as_a_code(cast: Cast, client: Client) -> None:
    page = heard(client)
    address = telling.address_of(telling.link_for(Case.objects.get()))
    assert page.by_id("address")["value"] == address
    assert page.main.one("div", class_="qr").one("svg").all("path")
    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_more_can_be_added_at_once(cast: Cast, client: Client) -> None:
    form = heard(client).form("message/")
    assert client.post(form["action"], {"words": "And it smells."}).status_code == 302
    assert Case.objects.get().messages.get(sender="customer").words == "And it smells."


@pytest.mark.parametrize("reach", ["ask at the shop", "微信 chen_li_88", "0086 138-0013-8000", "Chen.Li@Example.COM"])
def test_whatever_contact_was_given_is_shown_as_it_was_typed(cast: Cast, client: Client, reach: str) -> None:
    page = heard(client, reach=reach)
    assert page.status == 200
    assert f"We reach you at {reach}" in page.main.one("ul", class_="nexts").line


def test_what_somebody_else_typed_with_the_same_number_is_not_shown(cast: Cast, client: Client) -> None:
    tell(client, words="The washer leaks.", reach="13800138000 陈丽 幸福里3栋502 晚上7点后")
    page = heard(client, reach="13800138000")
    assert "We reach you at 13800138000" in page.main.one("ul", class_="nexts").line
    assert "幸福里" not in page.source
    shown = {case.contact.shown for case in Case.objects.all()}
    assert shown == {"138 0013 8000"}


def test_nobody_is_there_and_still_it_is_heard(client: Client, cast: Cast) -> None:
    """No handler of the branch is there: the duty person takes it on by name."""
    type(cast.mei).objects.filter(pk__in=[cast.mei.pk, cast.zhao.pk]).update(is_active=False)
    assert cast.wang.name in heard(client, branch="north").main.line
