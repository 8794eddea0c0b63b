"""One case on the desk: who, what was said, where it stands, and what can be done now and by whom."""

from datetime import timedelta

import pytest
from django.test import Client

from huitou.cases.models import Case
from huitou.channels import outbound
from huitou.channels.models import Outbound
from huitou.desk import forms_shown
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from huitou.lib import clock
from tests.cases.building import WORDS, complain, lead_to, propose, solve
from tests.cast import Cast, make_person
from tests.desk.building import act, desk, form_of, look, read
from tests.reading import Page, field, value

pytestmark = pytest.mark.django_db


def talk(page: Page) -> list[str]:
    """What stands in the stream of the conversation: bubbles, notes, and what was noted beside an act."""
    return [piece.line for piece in page.main.one("ol", class_="talk").children if not isinstance(piece, str)]


def written(page: Page, what: str) -> list[str]:
    """What a colleague wrote beside an act."""
    notes = [note for note in page.main.all("li", class_="note") if what in [one.line for one in note.all("span")]]
    return [note.one("p", class_="words").text for note in notes]


def steps(page: Page) -> list[str]:
    return [step["class"].split()[-1].removeprefix("is-") for step in page.main.all("li", class_="step7")]


def stand(where: str, cast: Cast) -> Case:
    case = complain(cast)
    if where.isdigit():
        lead_to(case, int(where), cast)
    elif where == "offered":
        propose(lead_to(case, 5, cast), cast)
    elif where == "angry":
        case.record(by=cast.mei, ask="赔一万", category_code="long-wait", feeling=4)
        lead_to(case, 5, cast)
    else:
        solve(case, cast)
        if where in ("content", "settled"):
            case.evaluate(by=case.customer, contentment="content")
        if where == "again":
            case.evaluate(by=case.customer, contentment="not_content", words="又坏了")
        if where == "settled":
            case.close(by=cast.mei, closed_as="content")
    return Case.objects.select_related("solution", "ask").get(pk=case.pk)


STANDS = ("1", "2", "3", "4", "5", "angry", "offered", "6", "7", "told", "content", "again", "settled")


@pytest.mark.parametrize("where", STANDS)
@pytest.mark.parametrize("who", ["mei", "wang", "qian", "he", "liu"])
def test_the_acts_on_the_page_are_those_that_are_possible(cast: Cast, where: str, who: str) -> None:
    case, user = stand(where, cast), getattr(cast, who)
    page = look(desk(user), case)
    assert page.forms() == forms_shown.of(case, case.facts(), user) - {"call"}
    if who in ("qian", "he"):
        assert page.forms() == set()
        assert not page.main.all("div", class_="case-more")
    # Whatever lies behind a key or a link to a part of the page is there.
    for link in page.main.all("a"):
        if link["href"].startswith("#"):
            assert page.by_id(link["href"][1:])


@pytest.mark.parametrize("where", STANDS)
def test_every_control_has_a_name_and_every_id_is_one(cast: Cast, where: str) -> None:
    page = look(desk(cast.wang), stand(where, cast))
    ids = [element["id"] for element in page.top.all() if element.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in page.top.all("label")}
    for control in page.main.all():
        if control.tag in ("textarea", "select") or (control.tag == "input" and control.get("type") != "hidden"):
            named = control.get("id") in labelled or control.inside("label") or control.get("aria-label")
            assert named, control.attributes
    for control in page.main.all():
        for name in (control.get("aria-describedby") or "").split():
            assert name in ids


def test_who_did_each_step_when_and_what_was_decided(cast: Cast) -> None:
    case = lead_to(complain(cast), 4, cast)
    page = look(desk(cast.wang), case)
    assert steps(page) == ["done", "done", "done", "current", "ahead", "ahead", "ahead"]
    done = [line.line for line in page.main.all("p", class_="step7-who")]
    assert len(done) == 3
    assert all("李敏" in line for line in done)
    assert "今天有人来修好" in done[0]
    assert "维修部" in done[2]


def test_the_checklist_says_what_is_still_missing(cast: Cast) -> None:
    case = complain(cast)
    case.record(by=cast.mei, ask="今天修好")
    current = look(desk(cast.mei), case).main.one("li", class_="is-current")
    met = [rule.line for rule in current.all("li", class_="check") if "is-met" in rule["class"]]
    missing = [rule.line for rule in current.all("li", class_="check") if "is-met" not in rule["class"]]
    assert met
    assert len(missing) == 1
    assert "still missing" in missing[0]


def test_a_step_taken_back_and_a_second_round_stay_readable(cast: Cast) -> None:
    case = stand("again", cast)
    page = look(desk(cast.mei), case)
    assert steps(page)[3:] == ["done", "current", "ahead", "ahead"]
    earlier = [line.line for line in page.main.all("p", class_="step7-who")]
    assert len(earlier) == 7
    assert all(line.startswith("round 1 · ") for line in earlier)
    assert "Did not help before: 师傅今天18:00前上门，免上门费。" in page.main.one("div", class_="ask-outcome").line
    assert page.main.all("header", class_="case-head")[0].line.count("round 2") == 1
    case.step_back(by=cast.mei, to=3, reason="部门不对")
    assert steps(look(desk(cast.mei), case))[:4] == ["done", "done", "current", "ahead"]


def test_a_long_decision_can_be_read_whole(cast: Cast) -> None:
    case = lead_to(complain(cast), 4, cast)
    words = "派单系统改约后没有通知师傅。" * 20
    case.analyse(by=cast.mei, cause_code="system", words=words)
    more = look(desk(cast.mei), case).main.one("details", class_="step7-who")
    assert more.one("summary").text == words


def test_ask_and_outcome_stand_side_by_side(cast: Cast) -> None:
    page = look(desk(cast.mei), stand("told", cast))
    sides = page.main.one("div", class_="ask-outcome").all("p", class_="words")
    assert [side.text for side in sides] == ["今天有人来修好", "当天修好，免上门费。", "师傅18:20修好。"]
    assert "as asked" in page.main.one("div", class_="ask-outcome").line


def test_the_three_clocks_with_their_due_times(cast: Cast) -> None:
    case = complain(cast)
    case.reply(by=cast.mei, words="我来了")
    with clock.at(clock.now() + timedelta(days=40)):
        page = look(desk(cast.mei), case)
    chips = [line.line for line in page.by_id("steps").all("li", class_="apart")]
    assert len(chips) == 3
    assert chips[0].endswith("in time")
    assert all("over" in chip for chip in chips[1:])


def test_a_hand_over_warns_before_the_second(cast: Cast) -> None:
    case, client = complain(cast), desk(cast.wang)
    warning = "This case was handed over before."
    assert warning not in look(client, case).main.line
    act(client, case, "hand-over", to=cast.wang.pk, summary="周二上门，带泵来")
    page = look(client, case)
    assert warning in form_of(page, "hand-over").line
    assert written(page, "handed over from 李敏 to 王强") == ["周二上门，带泵来"]
    takers = field(form_of(page, "hand-over"), "to").all("option")
    assert str(cast.wang.pk) not in [taker["value"] for taker in takers]


def test_only_who_is_there_and_may_takes_it(cast: Cast) -> None:
    make_person("离开", "gone@example.com", "handler", teams=(cast.east_team,), is_active=False)
    page = look(desk(cast.mei), complain(cast))
    names = [option.line for option in field(form_of(page, "hand-over"), "to").all("option")]
    assert set(names) >= {"王强", "赵静"}
    assert not {"李敏", "离开", "孙丽", "钱进", "何总"} & set(names)


def test_the_conversation_in_the_order_of_time(cast: Cast) -> None:
    case = complain(cast, name="陈丽")
    case.reply(by=cast.mei, words="我是李敏")
    case.note(by=cast.wang, words="门禁要登记")
    case.hear(by=case.customer, words="好的")
    said = talk(look(desk(cast.mei), case))
    assert len(said) == 5
    assert WORDS in said[0]
    assert "automatic" in said[1]
    assert said[2].startswith("李敏")
    assert "Internal note, never shown to the customer" in said[3]
    assert said[4].startswith("陈丽")


def test_what_was_said_at_a_call_is_there_to_read(cast: Cast) -> None:
    case = stand("offered", cast)
    case.decline_solution(by=cast.mei, words="电话里说要换新")
    propose(case, cast, "换一台新的")
    case.accept_solution(by=case.customer, words="好的，周六送")
    case.carry_out(by=cast.mei, delivery="送到", outcome="新机", meets_ask="partly")
    case.tell_solved(by=cast.mei, words="好用吗？")
    case.follow_up(by=cast.mei, result="no_answer", words="响了很久")
    case.follow_up(by=cast.mei, result="no_answer")
    page = look(desk(cast.wang), case)
    assert written(page, "noted that the customer declined the solution") == ["电话里说要换新"]
    assert written(page, "asked whether it lasted: no answer") == ["响了很久"]
    assert any(piece.endswith("好的，周六送") for piece in talk(page))
    assert [
        entry.line.partition(" · ")[0] for entry in page.main.one("ol", class_="talk").all("li", class_="entry")
    ] == ["李敏 asked whether it lasted: no answer"]


def test_a_mail_that_did_not_arrive_is_marked(cast: Cast) -> None:
    case = complain(cast)
    case.reply(by=cast.mei, words="我来了")
    page = look(desk(cast.mei), case)
    assert "did not arrive" not in page.main.line
    Outbound.objects.filter(family="reply").update(state="failed")
    Outbound.objects.filter(family="acknowledgement").update(state="held")
    said = talk(look(desk(cast.mei), case))
    assert "held back" in said[1]
    assert "did not arrive" in said[2]


def test_a_closed_case_says_how_it_ended_and_can_be_taken_up_again(cast: Cast) -> None:
    case, client = stand("settled", cast), desk(cast.mei)
    page = look(client, case)
    head = page.main.one("header", class_="case-head")
    assert "Closed today" in head.line
    assert "content" in head.line.lower()
    assert page.forms() == {"resumption", "reply", "note"}
    assert set(steps(page)) == {"done"}
    assert act(
        client, case, "resumption", reason="她又来信了", seen=value(field(form_of(page, "resumption"), "seen"))
    ).url
    case.refresh_from_db()
    assert not case.is_closed


def test_words_on_a_closed_case_open_the_way_back(cast: Cast) -> None:
    case = stand("settled", cast)
    assert look(desk(cast.mei), case).by_id("resumption").get("open") is None
    case.hear(by=case.customer, words="又坏了")
    assert look(desk(cast.mei), case).by_id("resumption").get("open") is not None


def test_a_customer_without_a_name_and_a_case_without_a_contact(cast: Cast) -> None:
    nameless = complain(cast, name="", reach="13800138000")
    page = look(desk(cast.mei), nameless)
    assert "138" in page.by_id("customer").one("bdi", class_="strong").line
    assert "Reply to 138" in field(form_of(page, "reply"), "words")["placeholder"]
    given = Given(words="机器坏了，要修", branch=cast.east)
    unknown = receive(given, channel="counter", kind="complaint", by=cast.mei).case
    page = look(desk(cast.mei), unknown)
    assert page.by_id("customer").one("bdi", class_="strong").line == "Unknown"
    form = form_of(page, "recording")
    client = desk(cast.mei)
    given = {"reach": "13800138000", "ask": "修好", "category_code": "poor-work", "seen": value(field(form, "seen"))}
    assert act(client, unknown, "recording", **given).status_code == 302
    unknown.refresh_from_db()
    assert (unknown.step, unknown.customer) == (2, nameless.customer)


def test_other_matters_of_the_same_customer(cast: Cast) -> None:
    first, second = complain(cast, words="第一件"), complain(cast, words="第二件")
    links = {link.get("href"): link.line for link in look(desk(cast.mei), second).by_id("customer").all("a")}
    assert links[f"/cases/{first.pk}/"] == "第一件"


def call(case: Case) -> Outbound:
    return outbound.open_calls(case.key).get()


def test_a_call_is_made_and_noted(cast: Cast) -> None:
    case, client = complain(cast, reach="13800138000"), desk(cast.mei)
    assert "call" not in look(client, case).forms()
    case.reply(by=cast.mei, words="您好，我是李敏，周二上门。")
    page = look(client, case)
    panel = form_of(page, "call").parent
    assert panel is not None
    assert panel.one("a")["href"] == "tel:13800138000"
    assert "您好，我是李敏，周二上门。" in panel.text
    one = call(case)
    assert act(client, case, "call", call=one.pk, result="not-reached").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.attempts, one.result_code) == ("waiting", 1, "not-reached")
    assert "call" in look(client, case).forms()
    assert act(client, case, "call", call=one.pk, result="reached").status_code == 302
    page = look(client, case)
    assert "call" not in page.forms()
    history = page.main.one("details", class_="history").line
    assert "李敏 called the customer: not reached" in history
    assert "李敏 called the customer: reached" in history


@pytest.mark.parametrize("given", [{}, {"call": "x"}, {"call": "9" * 40}, {"call": "1", "result": "perhaps"}])
def test_a_call_that_is_none_changes_nothing(cast: Cast, given: dict[str, str]) -> None:
    case = complain(cast, reach="13800138000")
    case.reply(by=cast.mei, words="周二上门")
    response = act(desk(cast.mei), case, "call", **{"result": "reached", **given})
    assert response.status_code in (400, 409)
    assert call(case).attempts == 0


def test_a_call_of_another_case_is_not_ended_here(cast: Cast) -> None:
    mine, other = complain(cast, reach="13800138000"), complain(cast, reach="13900139000", branch=cast.west)
    other.reply(by=cast.zhao, words="周二上门")
    response = act(desk(cast.mei), mine, "call", call=call(other).pk, result="reached")
    assert response.status_code == 409
    assert call(other).state == "waiting"


def test_an_auditor_reads_and_does_nothing(cast: Cast) -> None:
    case = stand("offered", cast)
    client: Client = desk(cast.qian)
    page = look(client, case)
    assert not page.main.all("textarea")
    assert page.main.one("details", class_="history")
    for noun in ("reply", "note", "closure", "hand-over"):
        assert act(client, case, noun, words="x").status_code == 403


def test_a_page_of_staff_is_kept_by_nobody(cast: Cast) -> None:
    case, client = complain(cast), desk(cast.mei)
    for path in ("/day/", "/cases/", f"/cases/{case.pk}/", "/voices/", "/voices/new/"):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert read(client, path).top.one("meta", name="robots")["content"] == "noindex, nofollow"
