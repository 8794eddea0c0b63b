"""The private link opens one matter and its files, and nothing else; what it shows is kept by nobody on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from huitou.accounts import links
from huitou.cases import telling
from huitou.cases.models import Case
from huitou.channels.models import Outbound
from huitou.files import receiving
from huitou.files.models import File
from huitou.ledger.models import Event, Job
from huitou.lib import clock
from tests.cases.building import complain, solve
from tests.cast import Cast, sign_in
from tests.files import pictures
from tests.portal.building import act, matter_path
from tests.reading import Page

pytestmark = pytest.mark.django_db
ACTS = ("message", "answer", "contentment", "withdrawal")


def keep(subject: str, by: Any, data: bytes = b"") -> File:
    upload = SimpleUploadedFile("照片.jpg", data or pictures.jpeg(), "image/jpeg")
    with transaction.atomic():
        return receiving.receive(upload, subject=subject, by=by)


def send_picture(client: Client, case: Case) -> File:
    photo = SimpleUploadedFile("漏水.jpg", pictures.jpeg(), "image/jpeg")
    act(client, case, "message", words="看图", pictures=[photo])
    return File.objects.latest("created_at")


def test_a_picture_is_seen_through_its_own_link_without_its_place(cast: Cast, client: Client) -> None:
    case = complain(cast)
    file = send_picture(client, case)
    response = client.get(f"{matter_path(case)}files/{file.pk}/")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert pictures.PLACE in file.read()
    assert pictures.PLACE not in response.content


def test_a_picture_of_our_reply_is_seen_too(cast: Cast, client: Client) -> None:
    case = complain(cast)
    case.reply(by=cast.mei, words="请看", uploads=[SimpleUploadedFile("单.png", pictures.png(), "image/png")])
    assert client.get(f"{matter_path(case)}files/{File.objects.get().pk}/").status_code == 200


def test_no_other_file_is_handed_out(cast: Cast, client: Client) -> None:
    """B08: another matter's file, a neighbour id, what colleagues keep beside a note, a file of nothing."""
    case, other = complain(cast), complain(cast, reach="other@example.com")
    theirs = send_picture(client, other)
    note = case.note(by=cast.mei, words="内部")
    staff = [keep(f"note:{note.pk}", cast.mei), keep(case.key, cast.mei), keep(case.customer.key, cast.mei)]
    path = matter_path(case)
    neighbour = str(theirs.pk)[:-1] + ("0" if str(theirs.pk)[-1] != "0" else "1")
    for pk in (theirs.pk, neighbour, *(file.pk for file in staff)):
        response = client.get(f"{path}files/{pk}/")
        assert response.status_code == 404
        assert b"JFIF" not in response.content
    assert client.get(f"{matter_path(other)}files/{theirs.pk}/").status_code == 200


def test_the_link_opens_no_staff_address(cast: Cast, client: Client) -> None:
    case = complain(cast)
    file = send_picture(client, case)
    client.get(matter_path(case))
    for path in (reverse("files:file", args=[file.pk]), f"/cases/{case.pk}/", "/day/"):
        assert client.get(path).headers["Location"].startswith("/signin/")


def dead_links(case: Case) -> dict[str, str]:
    """Tokens that open nothing, by what is wrong with them."""
    past = clock.now() - timedelta(days=400)
    with clock.at(past):
        expired = links.make(telling.PURPOSE, case.key, contact="x").token
    revoked = links.make(telling.PURPOSE, case.key, contact="y")
    links.revoke(case.key, contact="y")
    return {
        "expired": expired,
        "revoked": revoked.token,
        "other purpose": links.make("survey", case.key).token,
        "of no case": links.make(telling.PURPOSE, "case:99999").token,
        "wrong": "A" * 32,
        "too long": telling.link_for(case).token + "A",
        "not a token": "1001",
    }


def test_a_link_that_is_over_shows_and_does_nothing(cast: Cast, client: Client) -> None:
    case = solve(complain(cast), cast)
    file = keep(f"voice:{case.voices.get().pk}", case.customer)
    before = (Case.objects.values().get(), Event.objects.count())
    for what, token in dead_links(case).items():
        for path in ("", "heard/", f"files/{file.pk}/"):
            response = client.get(f"/my/{token}/{path}")
            assert response.status_code == 404, what
            assert case.customer.name not in response.content.decode()
        for noun in ACTS:
            given = {"words": "x", "contentment": "content", "solution": case.solution_id or 0, "answer": "accepted"}
            # From another place each: whoever tries many wrong links is stopped before they are looked at.
            elsewhere = f"198.51.100.{len(what)}"
            assert client.post(f"/my/{token}/{noun}/", given, REMOTE_ADDR=elsewhere).status_code == 404, what
    assert (Case.objects.values().get(), Event.objects.count()) == before


def test_a_dead_link_offers_the_way_to_a_new_one(cast: Cast, client: Client) -> None:
    page = Page(client.get("/my/wrong/"))
    assert "/lost-link/" in {link.get("href") for link in page.top.all("a")}


def test_what_is_private_is_kept_by_nobody_and_found_by_no_search(cast: Cast, client: Client) -> None:
    case = complain(cast)
    file = send_picture(client, case)
    path = matter_path(case)
    for private in (path, f"{path}heard/", "/lost-link/"):
        response = client.get(private)
        assert {"no-store", "private"} <= set(response["Cache-Control"].replace(" ", "").split(","))
        assert response["Referrer-Policy"] == "same-origin"
        assert Page(response).top.one("meta", name="robots")["content"] == "noindex, nofollow"
    bytes_ = client.get(f"{path}files/{file.pk}/")
    assert {"no-store", "private"} <= set(bytes_["Cache-Control"].replace(" ", "").split(","))
    assert bytes_["X-Content-Type-Options"] == "nosniff"
    assert Page(client.get("/")).top.one("meta", name="robots")["content"] == "index, follow"


def test_nothing_is_loaded_from_elsewhere(cast: Cast, client: Client) -> None:
    case = complain(cast, words="![x](https://evil.example/x.png) <img src=https://evil.example/y.png>")
    page = Page(client.get(matter_path(case)))
    fetched = [one.get("src") or "" for one in page.top.all() if one.get("src")]
    fetched += [one["href"] for one in page.top.all("link")]
    assert fetched
    assert all(address.startswith("/") and not address.startswith("//") for address in fetched)


def test_looking_changes_nothing(cast: Cast, client: Client) -> None:
    """B10: the private pages and their files, by GET and HEAD, as often as anybody likes."""
    case = solve(complain(cast), cast)
    file = send_picture(client, case)
    path = matter_path(case)
    before = (list(Case.objects.values()), Event.objects.count(), Job.objects.count(), Outbound.objects.count())
    for _ in range(3):
        for page in (path, f"{path}heard/", f"{path}files/{file.pk}/", f"{path}?contentment=content&words=x"):
            assert client.get(page).status_code == client.head(page).status_code == 200
    for noun in ACTS:
        assert client.get(f"{path}{noun}/", {"contentment": "content"}).status_code == 405
    after = (list(Case.objects.values()), Event.objects.count(), Job.objects.count(), Outbound.objects.count())
    assert after == before


@pytest.mark.parametrize(("code", "said"), [("en", "Our conversation"), ("zh-hans", "我们的对话")])
def test_the_page_speaks_the_language_that_was_chosen(cast: Cast, code: str, said: str, settings: Settings) -> None:
    client, case = Client(), complain(cast)
    path = matter_path(case)
    response = client.post(reverse("set_language"), {"language": code, "next": path})
    assert response["Location"] == path
    page = Page(client.get(path))
    assert page.by_id("talk").line == said
    assert page.top.one("html")["lang"] == code
    assert settings.LANGUAGE_COOKIE_NAME in client.cookies
    # The matter itself stays in the language in which it was told.
    assert Case.objects.get().language == "zh"


def test_a_colleague_who_is_signed_in_sees_the_customers_page_as_the_customer(cast: Cast) -> None:
    case = complain(cast)
    case.note(by=cast.mei, words="内部备注")
    page = Page(sign_in(Client(), cast.mei).get(matter_path(case)))
    assert "内部备注" not in page.source
    assert page.top.all("nav", class_="desk-rail") == []


def test_who_acts_by_the_mailed_link_has_shown_the_address_to_be_theirs(cast: Cast, client: Client) -> None:
    case = complain(cast)
    act(client, case, "message", words="从页面来的")
    assert not telling.is_trusted(case, case.contact)
    mailed = telling.link_for(case, case.contact)
    client.get(f"/my/{mailed.token}/")
    assert not telling.is_trusted(case, case.contact)
    assert client.post(f"/my/{mailed.token}/message/", {"words": "从邮件来的"}).status_code == 302
    assert telling.is_trusted(case, case.contact)
    case.contact.refresh_from_db()
    assert case.contact.is_verified
    assert not telling.is_trusted(complain(cast), case.contact)
