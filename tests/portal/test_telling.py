"""The first page: what cannot be taken is said beside its field; nothing is stored and nothing typed is lost."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from huitou.cases.models import Case, Voice
from huitou.catalogue.models import Product
from huitou.channels.models import Outbound
from huitou.customers.models import ContactPoint, Customer
from huitou.files.models import File
from huitou.intake.given import NAME_MAX, REACH_MAX, WISH_MAX, WORDS_MAX
from huitou.ledger.models import Event
from tests.cast import Cast
from tests.files import pictures
from tests.portal.building import matter_path, tell
from tests.reading import Page, fault_of, field, value

pytestmark = pytest.mark.django_db
STORED = (Voice, Case, Customer, ContactPoint, File, Outbound, Event)
GOOD = {
    "words": "The washer leaks.\nSince Friday.",
    "reach": "chen.li@example.com",
    "wish": "Come today",
    "name": "Chen Li",
}
RTL, EMOJI, FORMULA = "\u200f شاشة مكسورة \u200e", "😡🧺👩‍👩‍👧", '=HYPERLINK("http://evil.example";"pay")'


def nothing_is_stored() -> bool:
    return not any(model._default_manager.exists() for model in STORED)


def refused(client: Client, field_name: str, **answers: object) -> Page:
    """The page that came back, with everything else as it was typed."""
    page = Page(tell(client, **{**GOOD, **answers}))
    form = page.form("/")
    assert page.status == 400
    assert fault_of(page, form, field_name), page.main.line
    assert nothing_is_stored()
    for name, typed in GOOD.items():
        if name not in answers:
            assert value(field(form, name)) == typed
    return page


@pytest.mark.parametrize("name", ["words", "reach"])
@pytest.mark.parametrize("empty", ["", "   \n\t", "\x00\x07\x1b", "\u202e\u2066"])
def test_what_is_empty_or_invisible_is_asked_for(cast: Cast, client: Client, name: str, empty: str) -> None:
    refused(client, name, **{name: empty})


@pytest.mark.parametrize(
    ("name", "most"), [("words", WORDS_MAX), ("reach", REACH_MAX), ("wish", WISH_MAX), ("name", NAME_MAX)]
)
def test_what_is_too_long_is_said_and_stays_in_the_field(cast: Cast, client: Client, name: str, most: int) -> None:
    typed = "长" * (most + 1)
    page = refused(client, name, **{name: typed})
    assert str(most) in fault_of(page, page.form("/"), name)
    assert value(field(page.form("/"), name)) == typed
    assert field(page.form("/"), name).get("maxlength") is None


def test_all_faults_are_said_at_once(cast: Cast, client: Client) -> None:
    page = Page(tell(client, words="", reach="", name="n" * (NAME_MAX + 1), wish="w" * (WISH_MAX + 1)))
    assert all(fault_of(page, page.form("/"), name) for name in GOOD)


@pytest.mark.parametrize("name", ["product", "branch"])
def test_a_code_that_does_not_exist_is_said_beside_its_field(cast: Cast, client: Client, name: str) -> None:
    refused(client, name, **{name: "no-such"})


@pytest.mark.parametrize(
    "words", ["<svg onload=alert(1)>", FORMULA, "+8613800138000", RTL, EMOJI, "一" * 10_000, "a" * 10_000, "{{7*7}}"]
)
def test_strange_words_are_words(cast: Cast, client: Client, words: str) -> None:
    response = tell(client, **{**GOOD, "words": words, "wish": words[:4000], "name": words[:60]})
    assert response.status_code == 302
    assert Voice.objects.get().words == words.strip()
    page = Page(client.get(matter_path(Case.objects.get())))
    bubble = page.main.all("li", class_="bubble")[0]
    assert bubble.one("p", class_="words").text == words.strip()
    assert bubble.one("p", class_="words")["dir"] == "auto"


def test_overrides_of_direction_and_controls_do_not_come_in(cast: Cast, client: Client) -> None:
    tell(client, words="gnp.\u202eexe\x00 \x1b[31m\r\nred", reach="138\u20660013\u20698000\x00")
    assert Voice.objects.get().words == "gnp.exe [31m\nred"
    assert ContactPoint.objects.get().value == "13800138000"


def picture(data: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


PICTURES: dict[str, tuple[list[bytes], str]] = {
    "a page": ([b"<html><script>alert(1)</script></html>"], "not a picture"),
    "a drawing with a script": ([b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'], "not a picture"),
    "a program": ([b"MZ\x90\x00" + b"\x00" * 200], "not a picture"),
    "the beginning of one": ([pictures.jpeg()[:40]], "not a picture"),
    "nothing": ([b""], "is empty"),
    "a bomb": ([pictures.png(50_000, 50_000)], "million pixels"),
    "a film": ([pictures.gif(frames=501)], "frames"),
    "11 MB": ([pictures.jpeg(tail=b"\x00" * (11 << 20))], "larger than 10 MB"),
    "25 MB": ([pictures.jpeg(tail=b"\x00" * (25 << 20))], "larger than 10 MB"),
    "ten": ([pictures.gif()] * 10, "at most 9 files"),
    "thirty": ([pictures.gif()] * 30, "at most 9 files"),
    "one bad among good": ([pictures.gif(), b"text", pictures.jpeg()], "not a picture"),
}


@pytest.mark.parametrize("what", PICTURES)
def test_pictures_that_cannot_be_taken_are_said_beside_the_field(cast: Cast, client: Client, what: str) -> None:
    given, said = PICTURES[what]
    page = refused(client, "pictures", pictures=[picture(one, f"{number}.jpg") for number, one in enumerate(given)])
    assert said in fault_of(page, page.form("/"), "pictures")
    assert page.form("/").one(name="pictures").inside("details", open="")


def test_good_pictures_come_along_and_are_shown(cast: Cast, client: Client) -> None:
    given = [picture(make(), f"{kind.partition('/')[2]}.bin") for kind, make in pictures.ALL.items()]
    assert tell(client, **GOOD, pictures=given).status_code == 302
    assert {file.content_type for file in File.objects.all()} == set(pictures.ALL)
    page = Page(client.get(matter_path(Case.objects.get())))
    shown = page.main.all("li", class_="bubble")[0]
    # Few browsers show HEIC: it is offered as a file.
    assert len(shown.all("img")) + len(shown.all("a", class_="paper")) == len(pictures.ALL)


def test_the_same_page_sent_twice_is_one_complaint(cast: Cast, client: Client) -> None:
    key = str(uuid4())
    first, second = (tell(client, **GOOD, form_key=key, pictures=[picture(pictures.gif())]) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert (Case.objects.count(), Voice.objects.count(), File.objects.count()) == (1, 1, 1)


def test_other_words_under_the_same_key_are_kept_for_a_second_complaint(cast: Cast, client: Client) -> None:
    key = str(uuid4())
    tell(client, **GOOD, form_key=key)
    page = Page(tell(client, **{**GOOD, "words": "The dryer too"}, form_key=key))
    form = page.form("/")
    fresh = value(field(form, "form_key"))
    assert page.status == 409
    assert page.main.one(role="alert").line.startswith("We already have what you sent from this page.")
    assert (value(field(form, "words")), fresh != key) == ("The dryer too", True)
    assert Case.objects.count() == 1
    assert tell(client, **{**GOOD, "words": "The dryer too"}, form_key=fresh).status_code == 302
    assert set(Voice.objects.values_list("words", flat=True)) == {GOOD["words"], "The dryer too"}


@pytest.mark.parametrize("key", ["", "no-key", "\x00", "1" * 5000])
def test_a_key_that_is_none_never_costs_the_words(cast: Cast, client: Client, key: str) -> None:
    response = tell(client, **GOOD, form_key=key)
    assert response.status_code == 302 or value(field(Page(response).form("/"), "words")) == GOOD["words"]


def test_after_too_many_the_words_stay(cast: Cast, client: Client) -> None:
    answers = [tell(client, **{**GOOD, "words": f"{number}"}) for number in range(21)]
    page = Page(answers[-1])
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert value(field(page.form("/"), "words")) == "20"
    assert Case.objects.count() == 20


def test_a_code_in_the_address_is_chosen_already(cast: Cast, client: Client) -> None:
    Product.objects.create(code="washer", name="洗衣机", name_en="Washer")
    page = Page(client.get("/", {"product": "washer", "branch": "east"}))
    assert (value(page.by_id("id_product")), value(page.by_id("id_branch"))) == ("washer", "east")
    assert page.by_id("id_branch").inside("details", open="")
    tell(client, **GOOD, product="washer", branch="east")
    case = Case.objects.get()
    assert (case.product.code, case.branch, case.owner) == ("washer", cast.east, cast.mei)


def test_the_language_of_the_page_is_the_language_of_the_matter(cast: Cast, client: Client, settings: Settings) -> None:
    tell(client, **GOOD)
    assert Case.objects.get().language == "en"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    tell(client, **{**GOOD, "words": "洗衣机漏水"})
    assert Case.objects.latest("id").language == "zh"
