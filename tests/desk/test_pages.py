"""From page to page of the lists: nothing is left out, nothing comes twice, and nothing is counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.cases.models import Case
from huitou.desk import pages, views, voices
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from tests.cases.building import complain
from tests.cast import Cast
from tests.desk.building import desk, read
from tests.queries import reads
from tests.reading import Page

pytestmark = pytest.mark.django_db


def hear(cast: Cast, number: int) -> None:
    receive(Given(words=f"第{number}句", branch=cast.east), channel="counter", kind="grumble", by=cast.sun)


LISTS = {
    "/cases/": lambda cast, number: complain(cast, words=f"第{number}句"),
    "/voices/": hear,
}


@pytest.fixture(params=LISTS)
def path(request: pytest.FixtureRequest, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> str:
    """A list of seven, three a page."""
    monkeypatch.setattr(views, "PAGE", 3)
    monkeypatch.setattr(voices, "PAGE", 3)
    for number in range(7):
        LISTS[request.param](cast, number)
    return str(request.param)


def listed(page: Page) -> list[str]:
    return [link.line for link in page.main.all("a") if link.line.startswith("第")]


def turn(page: Page, rel: str) -> str | None:
    return next((link["href"] for link in page.main.all("a", rel=rel)), None)


def walk(cast: Cast, path: str, rel: str, start: str = "") -> list[list[str]]:
    client = desk(cast.mei)
    page = read(client, path + start)
    found = [listed(page)]
    while (onward := turn(page, rel)) is not None:
        page = read(client, path + onward)
        found.append(listed(page))
    return found


def test_down_the_list_and_up_again(cast: Cast, path: str) -> None:
    down = walk(cast, path, "next")
    assert down == [["第6句", "第5句", "第4句"], ["第3句", "第2句", "第1句"], ["第0句"]]
    client = desk(cast.mei)
    second = turn(read(client, path), "next")
    last = turn(read(client, f"{path}{second}"), "next")
    assert walk(cast, path, "prev", str(last)) == down[::-1]


def test_what_comes_in_shifts_no_page(cast: Cast, path: str) -> None:
    second = turn(read(desk(cast.mei), path), "next")
    LISTS[path](cast, 7)
    assert listed(read(desk(cast.mei), f"{path}{second}")) == ["第3句", "第2句", "第1句"]
    assert walk(cast, path, "prev", str(second))[-1] == ["第7句", "第6句", "第5句"]


def test_one_page_has_no_way_on(cast: Cast) -> None:
    complain(cast)
    page = read(desk(cast.mei), "/cases/")
    assert (turn(page, "next"), turn(page, "prev")) == (None, None)


@pytest.mark.parametrize(
    "where", ["before=x", "after=-1", "before=" + "9" * 40, "after=" + "9" * 18, "page=2", "before=0"]
)
def test_an_address_that_makes_no_sense_shows_the_newest(cast: Cast, path: str, where: str) -> None:
    assert listed(read(desk(cast.mei), f"{path}?{where}"))[0] == "第6句"


def test_nothing_is_counted_or_skipped_in_the_database(cast: Cast, path: str) -> None:
    client = desk(cast.mei)
    second = turn(read(client, path), "next")
    with CaptureQueriesContext(connection) as caught:
        client.get(path)
        client.get(f"{path}{second}")
    lists = [one["sql"] for one in caught.captured_queries if "LIMIT 4" in one["sql"]]
    assert len(lists) == 2
    asked = " ".join(one["sql"] for one in caught.captured_queries)
    assert "COUNT(" not in asked
    assert "OFFSET" not in asked


def test_a_later_page_asks_no_more_questions(cast: Cast, path: str) -> None:
    client = desk(cast.mei)
    first = reads(client, path)
    second = turn(read(client, path), "next")
    assert reads(client, f"{path}{second}") == first
    newer = turn(read(client, f"{path}{second}"), "prev")
    assert reads(client, f"{path}{newer}") <= first + 1


def test_the_links_name_the_rows_at_both_ends(cast: Cast) -> None:
    numbers = [complain(cast, words=str(number)).pk for number in range(4)]
    page = pages.of(Case.objects.all(), {"before": str(numbers[2])}, 1)
    assert ([case.pk for case in page.rows], page.newer, page.older) == ([numbers[1]], numbers[1], numbers[1])
