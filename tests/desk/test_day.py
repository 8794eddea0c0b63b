"""My day: what hurts first comes first, in groups that say why; nothing of other teams, and nothing for no reason."""

from datetime import timedelta

import pytest
from django.test import Client

from huitou.accounts.models import User
from huitou.cases.models import Case
from huitou.desk import lists
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from huitou.lib import clock
from tests.cases.building import complain, lead_to, solve
from tests.cast import Cast, make_person
from tests.desk.building import desk, read
from tests.reading import Page

pytestmark = pytest.mark.django_db


def day(client: Client) -> Page:
    return read(client, "/day/")


def groups(page: Page) -> dict[str, list[str]]:
    """The numbers of the cases in each group, in the order of the page."""
    found = {}
    for section in page.main.all("section", class_="day-group"):
        code = section["aria-labelledby"].removeprefix("day-")
        found[code] = [
            row.one("p", class_="day-who").all("span")[0].line for row in section.all("li", class_="day-item")
        ]
    return found


def numbers(*cases: Case) -> list[str]:
    return [str(case.number) for case in cases]


def told(cast: Cast, words: str, **given: object) -> Case:
    return complain(cast, reach=f"{abs(hash(words))}@example.com", words=words, **given)


def test_what_hurts_first_comes_first(cast: Cast) -> None:
    """Broken, unanswered, due within the hour, follow-up, the rest; in each the graver before the slighter."""
    start = clock.now()
    with clock.at(start - timedelta(days=30)):
        late = told(cast, "送货晚了")
        lasts = solve(told(cast, "修好了吗"), cast)
        lasts.evaluate(by=lasts.customer, contentment="content")
    with clock.at(start - timedelta(days=20)):
        grave = told(cast, "热水器漏电，老人被电了一下")
    going = told(cast, "想问一下")
    going.reply(by=cast.mei, words="马上")
    wrote = told(cast, "还没人来")
    wrote.reply(by=cast.mei, words="我来了")
    wrote.hear(by=wrote.customer, words="在吗")
    soon = told(cast, "排队很久")
    due = min(one.due_at for one in lists.clocks.for_subjects([soon.key])[soon.key])
    with clock.at(due - timedelta(minutes=30)):
        found = groups(day(desk(cast.mei)))
    assert grave.severity > late.severity
    assert list(found) == ["late", "awaiting", "soon", "follow-up", "open"]
    assert found == {
        "late": numbers(grave, late),
        "awaiting": numbers(wrote),
        "soon": numbers(soon),
        "follow-up": numbers(lasts),
        "open": numbers(going),
    }


def test_each_row_says_why_it_is_here_and_what_to_do(cast: Cast) -> None:
    case = told(cast, "洗衣机不转", name="陈丽")
    case.hear(by=case.customer, words="在吗")
    row = day(desk(cast.mei)).main.one("li", class_="day-item")
    assert "陈丽" in row.line
    assert "洗衣机不转" in row.line
    assert "wrote just now" in row.line
    assert row.one("p", class_="day-act").one("a")["href"] == f"/cases/{case.pk}/#reply"


def test_feelings_that_nobody_noted_are_not_made_up(cast: Cast) -> None:
    case = told(cast, "洗衣机不转")
    assert not day(desk(cast.mei)).main.all("span", class_="is-1")
    case.record(by=cast.mei, feeling=1)
    assert day(desk(cast.mei)).main.all("span", class_="is-1")


def test_a_customer_without_a_name_is_named_by_their_contact(cast: Cast) -> None:
    complain(cast, name="", reach="13800138000")
    assert "138" in day(desk(cast.mei)).main.one("bdi").line


def test_what_waits_in_my_teams_stands_apart(cast: Cast) -> None:
    case = told(cast, "洗衣机不转")
    case.hear(by=case.customer, words="在吗")
    colleague = make_person("周婷", "zhou@example.com", "handler", teams=(cast.east_team,))
    assert groups(day(desk(colleague))) == {"team": numbers(case)}
    assert groups(day(desk(cast.wang))) == {"team": numbers(case)}


@pytest.mark.parametrize("who", ["zhao", "sun", "qian", "he"])
def test_nothing_of_others_for_whom_nothing_waits(cast: Cast, who: str) -> None:
    """B07: another team sees nothing of it; who may see all but answers nobody has no list of work."""
    case = told(cast, "城东洗衣机不转", name="陈丽")
    case.hear(by=case.customer, words="在吗")
    user: User = getattr(cast, who)
    page = day(desk(user))
    assert groups(page) == {}
    assert "Nothing waits for you" in page.main.line
    for trace in ("陈丽", "城东洗衣机", str(case.number)):
        assert trace not in page.source


def test_words_on_a_closed_case_come_to_its_owner(cast: Cast) -> None:
    case = told(cast, "洗衣机不转")
    case.withdraw(by=case.customer)
    assert groups(day(desk(cast.mei))) == {}
    case.hear(by=case.customer, words="还是不转")
    assert groups(day(desk(cast.mei))) == {"awaiting": numbers(case)}
    assert groups(day(desk(cast.wang))) == {"team": numbers(case)}


def test_a_follow_up_begins_with_its_day_in_our_own_time_zone(cast: Cast) -> None:
    case = solve(told(cast, "洗衣机不转"), cast)
    # 30 minutes after midnight in Shanghai it is still yesterday by UTC.
    at = clock.now().replace(hour=16, minute=30) + timedelta(days=6)
    Case.objects.filter(pk=case.pk).update(follow_up_on=(at + timedelta(hours=8)).date())
    with clock.at(at - timedelta(hours=1)):
        assert "follow-up" not in groups(day(desk(cast.mei)))
    with clock.at(at):
        assert groups(day(desk(cast.mei)))["follow-up"] == numbers(case)


def test_voices_wait_to_be_heard(cast: Cast) -> None:
    voice = receive(Given(words="排队有点久", branch=cast.east), channel="counter", kind="grumble", by=cast.sun).voice
    for user in (cast.mei, cast.sun):
        assert f"/voices/{voice.pk}/" in {link.get("href") for link in day(desk(user)).main.all("a")}
    assert "排队有点久" not in day(desk(cast.zhao)).source
    assert "排队有点久" not in day(desk(cast.qian)).source


def test_more_than_fit_are_not_hidden_in_silence(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST", 3)
    cases = [told(cast, f"第{number}件") for number in range(5)]
    page = day(desk(cast.mei))
    assert groups(page) == {"open": numbers(*cases[:3])}
    assert "/cases/?view=mine" in {link.get("href") for link in page.main.all("a")}


def test_the_rail_counts_those_who_wait_for_me(cast: Cast) -> None:
    for number in range(2):
        case = told(cast, f"第{number}件")
        case.hear(by=case.customer, words="在吗")
    told(cast, "没有再来信")
    for path in ("/day/", "/cases/", "/voices/", "/account/"):
        count = read(desk(cast.mei), path).top.one("nav", class_="desk-rail").all("span", class_="count")
        assert [one.one("span", class_="visually-hidden").line for one in count] == ["2 waiting"]
    assert not read(desk(cast.wang), "/day/").top.one("nav", class_="desk-rail").all("span", class_="count")


def test_a_colleague_who_is_new_is_told_what_to_do(cast: Cast) -> None:
    page = day(desk(make_person("新人", "new@example.com", "handler")))
    assert page.main.one("h2").line == "Nothing waits for you"
    assert page.main.one("div", class_="nothing").one("a")["href"] == "/cases/"


def test_steps_lead_to_the_step(cast: Cast) -> None:
    case = lead_to(told(cast, "洗衣机不转"), 4, cast)
    row = day(desk(cast.mei)).main.one("li", class_="day-item")
    act = row.one("p", class_="day-act").one("a")
    assert act["href"] == f"/cases/{case.pk}/#step"
    assert act.line
