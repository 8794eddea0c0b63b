"""Voices on the desk: heard and written down, given a depth, laid aside, or made a complaint in one act."""

from uuid import uuid4

import pytest

from huitou.cases.models import Case, Voice
from huitou.catalogue.models import Product
from huitou.customers.models import Customer
from huitou.desk import voices
from huitou.intake.given import REACH_MAX, WORDS_MAX, Given
from huitou.intake.receiving import receive
from huitou.ledger.models import Event
from tests.cases.building import complain
from tests.cast import Cast
from tests.desk.building import Answer, alerts, desk, faults, read
from tests.reading import Page, fault_of, field, value

pytestmark = pytest.mark.django_db
GOOD = {"words": "排队有点久", "channel": "counter"}


def hear(cast: Cast, words: str = "排队有点久", **given: object) -> Voice:
    return receive(Given(words=words, branch=cast.east, **given), channel="counter", kind="grumble", by=cast.sun).voice


def write(cast: Cast, **given: object) -> Answer:
    return desk(cast.sun).post("/voices/new/", given)


def listed(page: Page) -> list[str]:
    return [row.one("a").line for row in page.main.all("li", class_="voice-row")]


def test_the_waiting_ones_and_all(cast: Cast) -> None:
    hear(cast, "第一句")
    hear(cast, "第二句")
    case = complain(cast, words="投诉的话")
    client = desk(cast.mei)
    client.post(f"/voices/{Voice.objects.get(words='第二句').pk}/hearing/")
    assert listed(read(client, "/voices/")) == ["第一句"]
    everything = read(client, "/voices/?view=all")
    assert listed(everything) == ["投诉的话", "第二句", "第一句"]
    assert everything.main.all("li", class_="voice-row")[0].one("a")["href"] == f"/cases/{case.pk}/"


def test_an_empty_list_says_what_to_do(cast: Cast) -> None:
    assert read(desk(cast.mei), "/voices/").main.one("div", class_="nothing").one("a")["href"] == "/voices/new/"


def test_pages_follow_one_another(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "PAGE", 2)
    for number in range(3):
        hear(cast, f"第{number}句")
    client = desk(cast.mei)
    onward = read(client, "/voices/").main.one("a", rel="next")["href"]
    assert listed(read(client, f"/voices/{onward}")) == ["第0句"]


@pytest.mark.parametrize("who", ["zhao", "qian"])
def test_another_branch_hears_nothing_and_an_auditor_changes_nothing(cast: Cast, who: str) -> None:
    voice = hear(cast)
    client = desk(getattr(cast, who))
    for act in ("complaint", "kind", "hearing"):
        assert client.post(f"/voices/{voice.pk}/{act}/", {"kind": "praise"}).status_code == (
            404 if who == "zhao" else 403
        )
    if who == "zhao":
        assert listed(read(client, "/voices/?view=all")) == []
        assert client.get(f"/voices/{voice.pk}/").status_code == 404
    else:
        assert read(client, f"/voices/{voice.pk}/").forms() == set()
    voice.refresh_from_db()
    assert (voice.kind, voice.heard_at, voice.case) == ("grumble", None, None)


def test_it_becomes_a_complaint_and_nothing_is_typed_twice(cast: Cast) -> None:
    product = Product.objects.create(code="washer", name="洗衣机")
    voice = hear(cast, reach="13800138000", name="陈丽", wish="修好", product=product)
    client = desk(cast.mei)
    answers = [client.post(f"/voices/{voice.pk}/complaint/") for _ in range(2)]
    case = Case.objects.get()
    assert answers[0]["Location"] == f"/cases/{case.pk}/"
    assert (case.customer.name, case.product, case.ask.words) == ("陈丽", product, "修好")
    assert case.contact.value == "13800138000"


def test_another_depth_and_why(cast: Cast) -> None:
    voice, client = hear(cast), desk(cast.mei)
    assert client.post(f"/voices/{voice.pk}/kind/", {"kind": "praise"}).status_code == 302
    page = read(client, f"/voices/{voice.pk}/")
    assert "Praise" in page.main.line
    assert "A colleague decided so." in page.main.line


@pytest.mark.parametrize("kind", ["", "complaint", "rage", "\x00"])
def test_a_depth_that_is_none_is_said(cast: Cast, kind: str) -> None:
    voice, client = hear(cast), desk(cast.mei)
    response = client.post(f"/voices/{voice.pk}/kind/", {"kind": kind}, follow=True)
    assert "Choose the depth." in Page(response).main.line
    voice.refresh_from_db()
    assert voice.kind == "grumble"


def test_laid_aside_once(cast: Cast) -> None:
    voice, client = hear(cast), desk(cast.mei)
    for _ in range(2):
        assert client.post(f"/voices/{voice.pk}/hearing/").status_code == 302
    assert Event.objects.filter(kind="voice.heard").count() == 1
    assert "hearing" not in read(client, f"/voices/{voice.pk}/").forms()


def test_a_colleague_writes_down_what_was_said(cast: Cast) -> None:
    response = write(cast, **GOOD, name="陈丽", reach="13800138000", branch="east", kind="grumble")
    voice = Voice.objects.get()
    assert response["Location"] == f"/voices/{voice.pk}/"
    assert (voice.channel, voice.kind, voice.received_by) == ("counter", "grumble", cast.sun.key)
    page = Page(desk(cast.sun).get(response["Location"]))
    assert "排队有点久" in page.main.line
    assert "陈丽" in page.main.line


def test_a_complaint_told_at_the_counter_is_a_case_at_once(cast: Cast) -> None:
    client = desk(cast.mei)
    response = client.post("/voices/new/", {**GOOD, "kind": "complaint", "branch": "east"})
    assert response["Location"] == f"/cases/{Case.objects.get().pk}/"


def test_the_same_page_sent_twice_is_one_voice(cast: Cast) -> None:
    key = uuid4()
    first, second = (write(cast, **GOOD, form_key=key) for _ in range(2))
    assert first["Location"] == second["Location"]
    changed = Page(write(cast, words="别的事", channel="phone", form_key=key))
    assert (changed.status, value(field(changed.main.one("form"), "words"))) == (409, "别的事")
    assert Voice.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"words": ""}, "words"),
        ({"words": "长" * (WORDS_MAX + 1)}, "words"),
        ({"reach": "1" * (REACH_MAX + 1)}, "reach"),
        ({"name": "名" * 81}, "name"),
        ({"wish": "愿" * 5001}, "wish"),
        ({"product": "none"}, "product"),
        ({"branch": "none"}, "branch"),
        ({"channel": "pigeon"}, ""),
        ({"kind": "rage"}, ""),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays(cast: Cast, given: dict[str, str], where: str) -> None:
    filled = {**GOOD, "reach": "13800138000", "name": "陈丽", "wish": "快一点", **given}
    page = Page(write(cast, **filled))
    form = page.main.one("form")
    assert page.status == 400
    assert alerts(page)
    assert faults(form) or where == ""
    if where:
        assert fault_of(page, form, where)
    for name in ("words", "reach", "name", "wish"):
        assert value(field(form, name)) == filled[name]
    assert not Voice.objects.exists()
    assert not Customer.objects.exists()
