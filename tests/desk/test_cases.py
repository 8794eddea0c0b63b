"""The lists of cases: views, pages, and no side door to another team's work (B07)."""

import pytest

from huitou.accounts.models import User
from huitou.cases.models import Case
from huitou.desk import lists, views
from huitou.desk.acts import ACTS
from tests.cases.building import complain, lead_to, solve
from tests.cast import Cast
from tests.desk.building import act, desk, look, read, state
from tests.reading import Page

pytestmark = pytest.mark.django_db
SECRETS = ("陈丽", "城东洗衣机", "chen.li@example.com")


def told(cast: Cast, number: int, **given: object) -> Case:
    return complain(cast, reach=f"{number}@example.com", words=f"第{number}件", **given)


def shown(page: Page) -> list[int]:
    return [int(row.all("td")[1].line) for row in page.main.all("tr") if row.all("td")]


def rows(user: User, query: str = "") -> list[int]:
    return shown(read(desk(user), f"/cases/{query}"))


@pytest.fixture
def five(cast: Cast) -> dict[str, Case]:
    """One case for each view."""
    cases = {
        name: told(cast, number) for number, name in enumerate(("open", "awaiting", "follow-up", "closed", "late"))
    }
    cases["awaiting"].hear(by=cases["awaiting"].customer, words="在吗")
    Case.objects.filter(pk=solve(cases["follow-up"], cast).pk).update(follow_up_on="2020-01-01")
    cases["closed"].withdraw(by=cases["closed"].customer)
    cases["late"].withdraw(by=cases["late"].customer)
    cases["late"].hear(by=cases["late"].customer, words="还是坏的")
    return cases


@pytest.mark.parametrize(
    ("view", "names"),
    [
        ("open", ["follow-up", "awaiting", "open"]),
        ("mine", ["follow-up", "awaiting", "open"]),
        ("awaiting", ["late", "awaiting"]),
        ("follow-up", ["follow-up"]),
        ("closed", ["late", "closed"]),
        ("no-such-view", ["follow-up", "awaiting", "open"]),
    ],
)
def test_each_view_shows_its_own_newest_first(cast: Cast, five: dict[str, Case], view: str, names: list[str]) -> None:
    assert rows(cast.mei, f"?view={view}") == [five[name].pk for name in names]


def test_the_view_is_marked_and_an_empty_one_says_what_to_do(cast: Cast) -> None:
    page = read(desk(cast.mei), "/cases/?view=closed")
    assert [link.line for link in page.main.all("a", aria_current="page")] == ["Closed"]
    assert page.main.one("div", class_="nothing").one("a")["href"] == "/voices/new/"


def test_mine_is_mine_only(cast: Cast, five: dict[str, Case]) -> None:
    assert rows(cast.wang, "?view=mine") == []
    assert len(rows(cast.wang)) == 3


def test_a_row_says_number_matter_customer_step_owner_and_clock(cast: Cast) -> None:
    case = lead_to(complain(cast, words="城东洗衣机不转", name="陈丽"), 3, cast)
    row = read(desk(cast.mei), "/cases/").main.all("tr")[1]
    assert [cell.line for cell in row.all("td")][1:5] == [str(case.number), "陈丽", "Set the department", "李敏"]
    assert row.one("th").line == "城东洗衣机不转"
    assert row.all("time")


def test_pages_follow_one_another(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    cases = [told(cast, number).pk for number in range(5)][::-1]
    found, path = [], "/cases/?view=open"
    while path:
        page = read(desk(cast.mei), path)
        found += shown(page)
        onward = page.main.all("a", rel="next")
        path = f"/cases/{onward[0]['href']}" if onward else ""
    assert found == cases


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "9" * 40, "\x00"])
def test_a_page_that_does_not_exist_is_none_of_our_faults(cast: Cast, number: str) -> None:
    told(cast, 1)
    response = desk(cast.mei).get("/cases/", {"before": number, "view": "open\x00"})
    assert response.status_code == 200


OUTSIDERS = ("zhao", "sun")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_another_teams_case_is_nowhere(cast: Cast, who: str) -> None:
    """B07: no title, number, name or count, in no view, on no page, through no customer that both have."""
    case = complain(cast, words="城东洗衣机不转", name="陈丽")
    case.hear(by=case.customer, words="在吗")
    west = complain(cast, branch=cast.west, words="城西的事", name="陈丽")
    client = desk(getattr(cast, who))
    paths = [f"/cases/?view={view}" for view in lists.VIEWS] + ["/day/", "/voices/", "/voices/?view=all"]
    for path in paths:
        page = read(client, path)
        assert str(case.pk) not in page.source
        assert "城东洗衣机" not in page.source
        assert not page.top.one("nav", class_="desk-rail").all("span", class_="count")
    if who == "zhao":
        assert west.customer == case.customer
        page = look(client, west)
        assert "城东洗衣机" not in page.source
        assert "This is the first we know of." in page.main.line


@pytest.mark.parametrize("who", OUTSIDERS)
def test_its_number_opens_nothing_and_tells_nothing(cast: Cast, who: str) -> None:
    case = complain(cast, words="城东洗衣机不转", name="陈丽")
    before, client = state(case), desk(getattr(cast, who))
    never = client.get("/cases/999999/")
    here = client.get(f"/cases/{case.pk}/")
    assert (here.status_code, Page(here).top.text) == (404, Page(never).top.text)
    for noun in ACTS:
        response = act(client, case, noun, words="x", reason="x", to=cast.zhao.pk, closed_as="withdrawn")
        assert response.status_code == 404
        assert not any(secret.encode() in response.content for secret in SECRETS)
    assert state(case) == before


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 25])
def test_a_number_of_no_case(cast: Cast, number: str) -> None:
    assert desk(cast.liu).get(f"/cases/{number}/").status_code == 404


def test_a_team_that_helps_sees_the_case(cast: Cast) -> None:
    case = lead_to(complain(cast), 3, cast)
    assert rows(cast.zhao) == []
    case.place(by=cast.mei, department=cast.repairs, helpers=[cast.west_team])
    assert rows(cast.zhao) == [case.pk]
    assert look(desk(cast.zhao), case).status == 200


def test_who_leaves_the_team_sees_nothing_at_the_next_click(cast: Cast) -> None:
    """B12: with the page still open."""
    case = complain(cast)
    client = desk(cast.wang)
    look(client, case)
    cast.wang.memberships.all().delete()
    assert act(client, case, "note", words="x").status_code == 404
    assert rows(cast.wang) == []
