"""My matter: where it stands, what we promised, what we offer, and the customer's own acts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huitou.cases.models import Case, Message
from huitou.files.models import File
from huitou.intake.given import WISH_MAX, WORDS_MAX
from huitou.ledger.models import Event
from huitou.lib import clock
from tests.cases.building import WORDS, complain, lead_to, propose, solve
from tests.cast import Cast
from tests.files import pictures
from tests.portal.building import act, look, matter_path
from tests.reading import Element, Page, fault_of, field, value

pytestmark = pytest.mark.django_db
SENTENCE = "洗衣机已经修好，您看还有哪里不合适？"


def rail(page: Page) -> list[tuple[str, str, bool]]:
    """(name, state, whether a time stands by it) of the five steps."""
    steps = page.main.one("ol", class_="rail").all("li")
    return [(one.all("span")[1].line.partition(" (")[0], (one["class"])[3:], bool(one.all("time"))) for one in steps]


def states(page: Page) -> list[str]:
    return [state for _name, state, _time in rail(page)]


def bubbles(page: Page) -> list[str]:
    return [one.text for one in page.main.all("p", class_="words") if one.inside("ol", class_="talk")]


def alert(page: Page) -> str:
    return " ".join(one.line for one in page.main.all(role="alert"))


def test_a_new_matter_says_who_cares_for_it_and_what_was_said(cast: Cast, client: Client) -> None:
    page = look(client, complain(cast))
    assert [name for name, *_ in rail(page)] == ["Received", "Understood", "Being solved", "Solved", "Follow-up"]
    assert states(page) == ["current", "ahead", "ahead", "ahead", "ahead"]
    assert cast.mei.name in page.main.line
    assert f"tel:{cast.mei.direct_line}" in {link.get("href") for link in page.main.all("a")}
    assert bubbles(page)[0] == WORDS
    assert page.forms() == {"message", "withdrawal"}


def test_what_the_customer_asked_for_stays_in_sight(cast: Cast, client: Client) -> None:
    case = complain(cast, wish="今天修好")
    assert look(client, case).main.one("dd").text == "今天修好"
    propose(lead_to(case, 5, cast), cast)
    assert [said.text for said in look(client, case).main.all("dd")].count("今天有人来修好") == 1


@pytest.mark.parametrize(("step", "current"), [(2, 1), (3, 1), (4, 2), (5, 2), (6, 2), (7, 3)])
def test_steps_that_are_done_carry_their_time(cast: Cast, client: Client, step: int, current: int) -> None:
    page = look(client, lead_to(complain(cast), step, cast))
    assert states(page) == ["done"] * current + ["current"] + ["ahead"] * (4 - current)
    assert [time for _name, _state, time in rail(page)] == [True] * current + [False] * (5 - current)


def test_a_settled_matter_has_all_five(cast: Cast, client: Client) -> None:
    case = solve(complain(cast), cast)
    case.evaluate(by=case.customer, contentment="content")
    assert states(look(client, case)) == ["done"] * 4 + ["current"]
    case.close(by=cast.mei, closed_as="content")
    page = look(client, case)
    assert rail(page)[4][1:] == ("done", True)
    assert "Settled today." in page.main.line
    assert "withdrawal" not in page.forms()


def test_a_matter_that_ended_early_claims_no_step_that_it_never_took(cast: Cast, client: Client) -> None:
    case = lead_to(complain(cast), 3, cast)
    act(client, case, "withdrawal")
    page = look(client, case)
    assert states(page) == ["done", "done", "ahead", "ahead", "ahead"]
    assert [time for _name, _state, time in rail(page)][2:] == [False] * 3
    assert "You withdrew this today." in page.main.line


def test_promises_are_kept_or_broken_in_the_customers_words(cast: Cast, client: Client) -> None:
    case = complain(cast)
    case.reply(by=cast.mei, words="我来了")
    with clock.at(clock.now() + timedelta(days=30)):
        page = look(client, case)
    vows = [vow.line for vow in page.main.all("li", class_="vow")]
    assert [vow.partition(" by ")[0] for vow in vows] == [
        "You hear from 李敏",
        "You hear how we see it",
        "It is put right",
    ]
    assert vows[0].endswith("in time")
    assert all("over" in vow for vow in vows[1:])


def test_a_proposal_shows_the_gain_the_reason_and_the_ask_never_our_cost(cast: Cast, client: Client) -> None:
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast, "换一台新的", cost="成本价九百元", differs=True, difference="您不用再等配件")
    offer = look(client, case).main.one("section", class_="offer")
    assert [words.text for words in offer.all(class_="words")] == [
        "换一台新的",
        "今天就能用上洗衣机",
        "您不用再等配件",
        "今天有人来修好",
    ]
    assert "成本价九百元" not in look(client, case).source


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_the_customer_answers_once_however_often_it_is_sent(cast: Cast, client: Client, answer: str) -> None:
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast)
    case.refresh_from_db()
    given = {"solution": case.solution_id, "answer": answer, "words": "下午三点以后来", "form_key": uuid4()}
    assert [act(client, case, "answer", **given).status_code for _ in range(2)] == [302, 302]
    solution = case.solutions.get()
    assert (solution.state, solution.answer, solution.answered_by) == (answer, "下午三点以后来", case.customer.key)
    assert Event.objects.filter(kind=f"case.solution_{answer}").count() == 1
    page = look(client, case)
    assert bubbles(page).count("下午三点以后来") == 1
    assert "answer" not in page.forms()


def test_nobody_agrees_to_a_proposal_that_took_the_place_of_the_one_they_read(cast: Cast, client: Client) -> None:
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast, "修理")
    read = Case.objects.get(pk=case.pk).solution_id
    propose(case, cast, "换新")
    page = Page(act(client, case, "answer", solution=read, answer="accepted", words="好的"))
    assert page.status == 409
    assert "Our proposal changed meanwhile." in alert(page)
    form = page.form("answer/")
    assert value(field(form, "words")) == "好的"
    assert "换新" in page.main.one("section", class_="offer").text
    case.refresh_from_db()
    assert case.solution.is_open
    assert act(client, case, "answer", solution=value(field(form, "solution")), answer="accepted").status_code == 302


def test_an_answer_whose_place_has_gone_keeps_its_words_where_they_can_be_sent(cast: Cast, client: Client) -> None:
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast)
    read = Case.objects.get(pk=case.pk).solution_id
    case.accept_solution(by=cast.mei)
    page = Page(act(client, case, "answer", solution=read, answer="declined", words="等等，我想换新"))
    assert page.status == 409
    assert "This was answered already" in alert(page)
    assert "steps on the right" not in page.source
    assert value(field(page.form("message/"), "words")) == "等等，我想换新"
    assert case.solutions.get().state == "accepted"


@pytest.mark.parametrize("answer", ["", "perhaps", "proposed"])
def test_an_answer_that_is_none_changes_nothing(cast: Cast, client: Client, answer: str) -> None:
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast)
    page = Page(act(client, case, "answer", solution=10**30, answer=answer, words="嗯"))
    assert (page.status, value(field(page.form("answer/"), "words"))) == (400, "嗯")
    assert case.solutions.get().is_open


def test_content_is_said_once_and_leads_to_the_follow_up(cast: Cast, client: Client) -> None:
    case = solve(complain(cast), cast)
    for _ in range(2):
        assert act(client, case, "contentment", contentment="content", form_key=uuid4()).status_code == 302
    assert Event.objects.filter(kind="case.content").count() == 1
    page = look(client, case)
    assert "You told us you are content." in page.main.line
    assert states(page)[4] == "current"


def test_not_content_opens_a_new_round_with_everything_so_far(cast: Cast, client: Client) -> None:
    case = solve(complain(cast), cast)
    act(client, case, "contentment", contentment="not_content", words="又漏了", ask="换一台")
    case.refresh_from_db()
    assert (case.step, case.round, case.ask.words) == (5, 2, "换一台")
    page = look(client, case)
    assert states(page)[2] == "current"
    assert SENTENCE in bubbles(page)
    assert "又漏了" in bubbles(page)
    late = Page(act(client, case, "contentment", contentment="not_content", words="还在漏", ask="退钱"))
    assert late.status == 409
    assert "We are still working on it." in alert(late)
    assert value(field(late.form("message/"), "words")) == "还在漏\n退钱"


def test_who_was_content_may_still_say_that_it_did_not_last(cast: Cast, client: Client) -> None:
    case = solve(complain(cast), cast)
    act(client, case, "contentment", contentment="content")
    Case.objects.get(pk=case.pk).close(by=cast.mei, closed_as="content")
    assert "contentment" in look(client, case).forms()
    act(client, case, "contentment", contentment="not_content", words="今天又坏了")
    case.refresh_from_db()
    assert (case.is_closed, case.round) == (False, 2)


@pytest.mark.parametrize("contentment", ["", "perhaps", "Content"])
def test_a_contentment_that_is_none_is_said_and_keeps_the_words(cast: Cast, client: Client, contentment: str) -> None:
    case = solve(complain(cast), cast)
    page = Page(act(client, case, "contentment", contentment=contentment, words="嗯"))
    assert (page.status, value(field(page.form("contentment/"), "words"))) == (400, "嗯")
    assert Case.objects.get(pk=case.pk).contentment == ""


def test_the_customer_withdraws_with_a_reason_and_is_asked_by_number(cast: Cast, client: Client) -> None:
    case = complain(cast)
    form = look(client, case).form("withdrawal/")
    assert f"Withdraw no. {case.number}" in form.line
    act(client, case, "withdrawal", words="自己修好了")
    case.refresh_from_db()
    assert case.closed_as == "withdrawn"
    assert "自己修好了" in bubbles(look(client, case))
    again = Page(act(client, case, "withdrawal", words="再说一次"))
    assert again.status == 409
    assert "This matter is closed meanwhile." in alert(again)
    assert value(field(again.form("message/"), "words")) == "再说一次"


def test_a_message_with_pictures_comes_into_the_conversation(cast: Cast, client: Client) -> None:
    case = complain(cast)
    photos = [SimpleUploadedFile(f"漏水 {number}.png", pictures.png(), "image/png") for number in range(2)]
    given = {"words": "照片在这里\r\n第二张更清楚", "form_key": str(uuid4())}
    first = act(client, case, "message", **given, pictures=photos)
    for photo in photos:
        photo.seek(0)
    second = act(client, case, "message", **given, pictures=photos)
    assert (first.status_code, second.status_code) == (302, 302)
    message = case.messages.get(sender="customer")
    assert message.words == "照片在这里\n第二张更清楚"
    assert File.objects.filter(subject=message.key).count() == 2
    case.refresh_from_db()
    assert case.awaiting_since is not None
    shown = look(client, case).main.all("li", class_="bubble")[-1]
    assert [picture["alt"] for picture in shown.all("img")] == ["Picture 漏水 0.png", "Picture 漏水 1.png"]


def test_the_same_page_sent_again_with_other_words_is_another_message(cast: Cast, client: Client) -> None:
    case, key = complain(cast), str(uuid4())
    for words in ("一", "二", "二"):
        act(client, case, "message", words=words, form_key=key)
    assert list(case.messages.filter(sender="customer").values_list("words", flat=True)) == ["一", "二"]


@pytest.mark.parametrize(
    ("words", "photos", "where", "said"),
    [
        ("", [], "words", "Please write something first."),
        (" \u202e\x00 ", [], "words", "Please write something first."),
        ("长" * (WORDS_MAX + 1), [], "words", str(WORDS_MAX)),
        ("看图", [b"<svg onload=alert(1)>"], "pictures", "not a picture"),
        ("看图", [pictures.gif()] * 10, "pictures", "at most 9"),
        ("看图", [pictures.png(50_000, 50_000)], "pictures", "million pixels"),
        ("看图", [pictures.gif(), b"%PDF-1.7 x"], "pictures", "not a picture"),
    ],
)
def test_a_message_that_cannot_be_taken_is_said_beside_the_field(
    cast: Cast, client: Client, words: str, photos: list[bytes], where: str, said: str
) -> None:
    case = complain(cast)
    uploads = [SimpleUploadedFile("a.jpg", photo, "image/jpeg") for photo in photos]
    page = Page(act(client, case, "message", words=words, pictures=uploads))
    form = page.form("message/")
    assert page.status in (400, 409)
    assert said in fault_of(page, form, where)
    assert value(field(form, "words")).strip("\x00") == words.strip("\x00")
    assert not Message.objects.filter(sender="customer").exists()
    assert not File.objects.exists()


def test_a_message_on_a_closed_matter_waits_for_an_answer(cast: Cast, client: Client) -> None:
    case = complain(cast)
    act(client, case, "withdrawal")
    assert act(client, case, "message", words="还是坏的，请再看看").status_code == 302
    case.refresh_from_db()
    assert (case.is_closed, case.awaiting_since is not None) == (True, True)


def test_after_too_many_messages_the_words_stay(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from huitou.portal import limits

    monkeypatch.setattr(limits, "WRITES", limits.Limit("write", 1, timedelta(hours=1)))
    case = complain(cast)
    act(client, case, "message", words="一")
    page = Page(act(client, case, "message", words="二"))
    assert (page.status, value(field(page.form("message/"), "words"))) == (429, "二")
    assert "Your words are still here" in alert(page)


def test_all_that_is_too_long_stays_where_it_was_typed(cast: Cast, client: Client) -> None:
    case = solve(complain(cast), cast)
    long = "长" * (WISH_MAX + 1)
    page = Page(act(client, case, "contentment", contentment="not_content", words="又漏", ask=long))
    form: Element = page.form("contentment/")
    assert page.status == 400
    assert fault_of(page, form, "ask")
    assert (value(field(form, "words")), value(field(form, "ask"))) == ("又漏", long)
    assert form.inside("details", open="")


def test_colleagues_words_never_reach_the_customer(cast: Cast, client: Client) -> None:
    case = lead_to(complain(cast), 3, cast)
    case.note(by=cast.mei, words="内部：师傅忘了")
    case.place(by=cast.mei, department=cast.repairs)
    case.analyse(by=cast.mei, cause_code="shift-plan", words="内部原因：派单漏了")
    case.step_back(by=cast.mei, to=2, reason="内部理由：再想想")
    case.judge(by=cast.mei, holds=False, code="own-slip", reason="内部判断：客户记错", explanation="谢谢您告诉我。")
    case.follow_up(by=cast.mei, result="no_answer", words="内部：没人接")
    case.hand_over(by=cast.mei, to=cast.wang, summary="内部摘要：小心说话")
    case.close(by=cast.liu, closed_as="overruled", reason="内部：不再处理")
    path = matter_path(case)
    assert "谢谢您告诉我。" in bubbles(look(client, case))
    for page in (path, f"{path}heard/"):
        assert "内部" not in client.get(page).content.decode()
