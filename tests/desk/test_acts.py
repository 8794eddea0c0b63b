"""Every act through the page: what is refused says why beside the field and keeps what was typed."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huitou.cases import workflow
from huitou.cases.models import Case
from huitou.channels.models import Outbound
from huitou.desk.acts import ACTS
from huitou.files.models import File
from tests.cases.building import complain, lead_to, propose, solve
from tests.cast import Cast
from tests.desk.building import act, alerts, desk, faults, form_of, look, state
from tests.files import pictures
from tests.reading import Element, Page, fault_of, field, value

pytestmark = pytest.mark.django_db
LONG = "长" * 20_001


def at(where: str, cast: Cast) -> Case:
    """A case at a step, or "offered", "told", "closed"."""
    case = complain(cast, name="陈丽")
    if where.isdigit():
        return lead_to(case, int(where), cast)
    if where == "offered":
        propose(lead_to(case, 5, cast), cast)
    elif where == "told":
        solve(case, cast)
    else:
        case.withdraw(by=case.customer)
    return Case.objects.get(pk=case.pk)


# Where the case stands, the act, what is filled in, the field beside which something is said, and what.
REFUSED: dict[str, tuple[str, str, dict[str, str], str, str]] = {
    "ask too long": ("1", "recording", {"ask": LONG, "category_code": "long-wait"}, "ask", "5000"),
    "explanation without reason": (
        "2",
        "judgement",
        {"holds": "no", "code": "own-slip", "explanation": "谢谢您"},
        "reason",
        "Please give the reason",
    ),
    "no explanation": ("2", "judgement", {"holds": "no", "reason": "记错"}, "explanation", "Write the explanation"),
    "reason too long": ("2", "judgement", {"holds": "no", "reason": LONG, "explanation": "好"}, "reason", "10000"),
    "no department": ("3", "department", {"department": ""}, "department", "required"),
    "department of nobody": ("3", "department", {"department": "999999"}, "department", "valid choice"),
    "no cause": ("4", "cause", {"cause_code": "", "words": "没通知"}, "cause_code", "required"),
    "cause without words": ("4", "cause", {"cause_code": "shift-plan", "words": " "}, "words", "what you found"),
    "nothing proposed": ("5", "solution", {"words": "", "gain": "省事", "cost": "一百"}, "words", "fill this in"),
    "nothing gained": ("5", "solution", {"words": "换", "gain": "", "cost": "一百"}, "gain", "fill this in"),
    "nothing kept": ("5", "solution", {"words": "换", "gain": "省事", "cost": "\x00"}, "cost", "fill this in"),
    "no difference": (
        "5",
        "solution",
        {"words": "换", "gain": "省事", "cost": "一百", "differs": "on"},
        "difference",
        "why it serves them better",
    ),
    "nothing delivered": ("6", "delivery", {"outcome": "好了", "meets_ask": "yes"}, "delivery", "fill this in"),
    "nothing told": ("7", "evaluation", {"words": ""}, "words", "fill this in"),
    "back without reason": ("4", "step-back", {"to": "2", "reason": ""}, "reason", "Please give the reason"),
    "back and forth": ("4", "step-back", {"to": "7", "reason": "重来"}, "to", "Choose an earlier step."),
    "handed to nobody": ("3", "hand-over", {"to": "", "summary": "说清楚了"}, "to", "required"),
    "handed over in silence": ("3", "hand-over", {"to": "wang", "summary": ""}, "summary", "short summary"),
    "handed to the owner": ("3", "hand-over", {"to": "mei", "summary": "说清楚了"}, "to", "already has the case"),
    "handed to the counter": ("3", "hand-over", {"to": "sun", "summary": "说清楚了"}, "to", "cannot take cases"),
    "no reply": ("1", "reply", {"words": " \n "}, "words", "write something"),
    "reply too long": ("1", "reply", {"words": LONG}, "words", "20000"),
    "no note": ("1", "note", {"words": ""}, "words", "write something"),
    "not content yet": ("1", "closure", {"closed_as": "content", "reason": "就这样"}, "closed_as", "not said yet"),
    "too few attempts": ("told", "closure", {"closed_as": "no_answer"}, "closed_as", "Two attempts"),
    "overruled by the owner": (
        "1",
        "closure",
        {"closed_as": "overruled", "reason": "烦"},
        "closed_as",
        "above the owner",
    ),
    "withdrawn without reason": ("1", "closure", {"closed_as": "withdrawn"}, "reason", "Please give the reason"),
    "again without reason": ("closed", "resumption", {"reason": ""}, "reason", "Please give the reason"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_act_says_why_and_keeps_what_was_typed(cast: Cast, what: str) -> None:
    where, noun, given, name, said = REFUSED[what]
    case = at(where, cast)
    given = {
        key: str(getattr(cast, text).pk) if key == "to" and text.isalpha() else text for key, text in given.items()
    }
    before = state(case)
    page = Page(act(desk(cast.mei), case, noun, seen=case.version, **given))
    form = form_of(page, noun)
    assert page.status in (400, 409)
    assert said in fault_of(page, form, name), faults(form)
    for key, typed in given.items():
        control = field(form, key) if key not in ("holds", "differs", "meets_ask") else None
        # White space is no words, and a select keeps only what it offers.
        if control and typed.strip("\x00 \n") and offers(control, typed):
            assert value(control) == typed
    assert all(fold.get("open") is not None for fold in folds_around(form))
    assert state(case) == before


def offers(control: Element, typed: str) -> bool:
    return control.tag != "select" or typed in {option["value"] for option in control.all("option")}


def folds_around(element: Element) -> list[Element]:
    parent = element.parent
    return [] if parent is None else [parent] * (parent.tag == "details") + folds_around(parent)


# Where nothing is typed and one of two is chosen, the fault stands with the choice.
CHOICES: dict[str, tuple[str, str, dict[str, str], str]] = {
    "feeling": ("1", "recording", {"feeling": "9", "ask": "修好"}, "ask"),
    "holds": ("2", "judgement", {"holds": "perhaps", "reason": "嗯"}, "reason"),
    "answer": ("offered", "solution-answer", {"answer": "", "words": "她说好"}, "words"),
    "meets_ask": ("6", "delivery", {"delivery": "修好", "outcome": "能用", "meets_ask": "very"}, "outcome"),
    "result": ("told", "follow-up", {"result": "", "words": "没说"}, "words"),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_a_choice_that_is_none_loses_nothing(cast: Cast, choice: str) -> None:
    where, noun, given, kept = CHOICES[choice]
    case = at(where, cast)
    before = state(case)
    page = Page(act(desk(cast.mei), case, noun, seen=case.version, **given))
    assert page.status == 400
    assert alerts(page)
    assert value(field(form_of(page, noun), kept)) == given[kept]
    assert state(case) == before


# The act as a colleague fills it in, and what it leaves on the case.
DONE: dict[str, tuple[str, dict[str, str], dict[str, object]]] = {
    "recording": ("1", {"ask": "修好", "category_code": "long-wait", "feeling": "2"}, {"step": 2, "feeling": 2}),
    "judgement": ("2", {"holds": "yes"}, {"step": 3, "holds": True}),
    "department": ("3", {"department": "repairs"}, {"step": 4}),
    "cause": ("4", {"cause_code": "shift-plan", "words": "没通知"}, {"step": 5, "cause_words": "没通知"}),
    "solution": ("5", {"words": "换", "gain": "省事", "cost": "一百"}, {"step": 5}),
    "solution-answer": ("offered", {"answer": "accepted", "words": "电话里说好"}, {"step": 6}),
    "delivery": ("6", {"delivery": "换了", "outcome": "能用", "meets_ask": "yes"}, {"step": 7, "meets_ask": "yes"}),
    "evaluation": ("7", {"words": "好了吗？"}, {"step": 7}),
    "follow-up": ("told", {"result": "content", "words": "很好"}, {"contentment": "content"}),
    "step-back": ("4", {"to": "2", "reason": "再看"}, {"step": 2, "holds": None}),
    "hand-over": ("3", {"to": "wang", "summary": "等周二上门"}, {"owner": "wang"}),
    "reply": ("1", {"words": "我来了"}, {"awaiting_since": None}),
    "note": ("1", {"words": "门禁要登记"}, {"step": 1}),
    "closure": ("1", {"closed_as": "withdrawn", "reason": "她来电撤回"}, {"closed_as": "withdrawn"}),
    "resumption": ("closed", {"reason": "她又来信"}, {"closed_as": ""}),
}


@pytest.mark.parametrize("noun", DONE)
def test_an_act_is_done_once_however_often_it_is_sent(cast: Cast, noun: str) -> None:
    where, given, expected = DONE[noun]
    case = at(where, cast)
    people = {"to": {"wang": cast.wang.pk}, "department": {"repairs": cast.repairs.pk}}
    filled = {key: people.get(key, {}).get(text, text) for key, text in given.items()}
    client, key = desk(cast.mei), uuid4()
    answers = [act(client, case, noun, seen=case.version, form_key=key, **filled) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    case = Case.objects.get(pk=case.pk)
    for name, wanted in expected.items():
        assert getattr(case, name) == (getattr(cast, wanted) if name == "owner" else wanted)
    page = Page(client.get(answers[0]["Location"]))
    assert page.main.all(data_sent=f"{noun}-{case.pk}")
    assert case.notes.count() == (noun == "note")
    assert case.messages.filter(sender="staff", kind="reply").count() == (noun == "reply")


def test_every_act_is_tried_here() -> None:
    assert set(DONE) | {"ask-confirmation", "call"} == set(ACTS)


def test_an_ask_made_in_anger_is_confirmed_on_the_page(cast: Cast) -> None:
    case, client = complain(cast), desk(cast.mei)
    act(client, case, "recording", ask="赔一万", category_code="long-wait", feeling="4", seen=1)
    lead_to(Case.objects.get(pk=case.pk), 5, cast)
    refused = Page(act(client, case, "solution", words="换", gain="省事", cost="一百"))
    assert (refused.status, "Confirm it once now" in alerts(refused)) == (409, True)
    assert value(field(form_of(refused, "solution"), "gain")) == "省事"
    assert "ask-confirmation" in refused.forms()
    assert act(client, case, "ask-confirmation", ask="赔两百").status_code == 302
    assert "ask-confirmation" not in look(client, case).forms()
    assert act(client, case, "solution", words="换", gain="省事", cost="一百").status_code == 302


def test_a_page_that_is_out_of_date_is_said_so_and_sent_again(cast: Cast) -> None:
    case, client = at("4", cast), desk(cast.mei)
    page = look(client, case)
    old = value(field(form_of(page, "cause"), "seen"))
    case.note(by=cast.wang, words="等等")
    page = Page(act(client, case, "cause", seen=old, cause_code="shift-plan", words="没有人通知师傅"))
    form = form_of(page, "cause")
    assert page.status == 409
    assert "A colleague changed this case while your page was open." in alerts(page)
    assert (value(field(form, "cause_code")), value(field(form, "words"))) == ("shift-plan", "没有人通知师傅")
    fresh = value(field(form, "seen"))
    assert act(client, case, "cause", seen=fresh, cause_code="shift-plan", words="没有人通知师傅").status_code == 302


def test_words_whose_form_has_gone_are_shown_all_the_same(cast: Cast) -> None:
    """A colleague has led the case on: the form of the old step is nowhere, what was written is."""
    case, client = at("4", cast), desk(cast.mei)
    old = case.version
    case.analyse(by=cast.wang, cause_code="shift-plan", words="改约没通知")
    page = Page(act(client, case, "cause", seen=old, cause_code="shift-plan", words="我查了半天的结果"))
    assert page.status == 409
    stranded = page.by_id("stranded")
    assert "A colleague changed this case" in stranded.line
    assert [value(area) for area in stranded.all("textarea")] == ["我查了半天的结果"]
    assert "cause" not in page.forms()


@pytest.mark.parametrize("noun", [noun for noun in DONE if noun not in ("reply", "note", "resumption")])
def test_on_a_closed_case_only_words_and_taking_it_up_again(cast: Cast, noun: str) -> None:
    case = at("closed", cast)
    before = state(case)
    given = {"to": cast.wang.pk, "department": cast.repairs.pk} | {
        key: text for key, text in DONE[noun][1].items() if key not in ("to", "department")
    }
    page = Page(act(desk(cast.mei), case, noun, **given))
    assert page.status in (400, 409)
    assert page.by_id("stranded").all("p", class_="is-error")
    assert state(case) == before


def test_the_step_of_a_case_decides(cast: Cast) -> None:
    case = at("2", cast)
    page = Page(act(desk(cast.mei), case, "delivery", delivery="换了", outcome="能用", meets_ask="yes"))
    assert "The case is at another step now." in page.by_id("stranded").line


def test_a_reply_carries_papers_and_refuses_programs(cast: Cast) -> None:
    case, client = at("1", cast), desk(cast.mei)
    bad = SimpleUploadedFile("抢修.exe", b"MZ\x90\x00" + b"\x00" * 90)
    page = Page(act(client, case, "reply", words="请看附件", pictures=[bad]))
    assert page.status == 400
    assert "not a kind of file that we keep" in " ".join(faults(form_of(page, "reply")))
    assert value(field(form_of(page, "reply"), "words")) == "请看附件"
    assert not case.messages.filter(sender="staff").exists()
    good = [SimpleUploadedFile("单.png", pictures.png()), SimpleUploadedFile("约定.pdf", b"%PDF-1.7\n%%EOF")]
    assert act(client, case, "reply", words="请看附件", pictures=good).status_code == 302
    assert File.objects.filter(subject=case.messages.get(sender="staff").key).count() == 2
    shown = look(client, case).main.all("li", class_="bubble")[-1]
    assert len(shown.all("img")) == len(shown.all("a", class_="paper")) == 1


def test_it_does_not_hold_only_with_an_explanation_really_sent(cast: Cast) -> None:
    case, client = at("2", cast), desk(cast.mei)
    given = {"holds": "no", "code": "own-slip", "reason": "记错了日期", "explanation": "谢谢您告诉我，我这就改约。"}
    assert act(client, case, "judgement", seen=case.version, **given).status_code == 302
    case.refresh_from_db()
    assert (case.step, case.holds) == (workflow.EVALUATE, False)
    assert Outbound.objects.filter(about=case.key, family="explanation", kind="email").exists()
    page = look(client, case)
    states = [step["class"].split()[-1] for step in page.main.all("li", class_="step7")]
    assert states == ["is-done", "is-done", "is-skipped", "is-skipped", "is-skipped", "is-skipped", "is-current"]
    assert "记错了日期" in page.by_id("steps").text
    case.evaluate(by=case.customer, contentment="not_content")
    states = [step["class"].split()[-1] for step in look(client, case).main.all("li", class_="step7")]
    assert states == ["is-done", "is-done", "is-skipped", "is-skipped", "is-current", "is-ahead", "is-ahead"]


def test_a_failed_solution_is_not_offered_again(cast: Cast) -> None:
    case, client = at("offered", cast), desk(cast.mei)
    words = case.solution.words
    act(client, case, "solution-answer", answer="declined", words="她要换新")
    page = Page(act(client, case, "solution", words=f" {words} ", gain="省事", cost="一百"))
    assert page.status == 409
    assert "already turned this solution down" in fault_of(page, form_of(page, "solution"), "words")
    outcome = page.main.one("div", class_="ask-outcome").line
    assert f"Declined before: {words}" in outcome


@pytest.mark.parametrize("noun", ACTS)
def test_what_is_no_number_is_no_fault_of_ours(cast: Cast, noun: str) -> None:
    """Fields that only our own pages fill: anything there is refused, never an error."""
    case = at("1", cast)
    odd = dict.fromkeys(("seen", "call", "to", "department", "helpers", "feeling", "category_code"), "9" * 40)
    for given in (odd, dict.fromkeys(odd, "\x00"), dict.fromkeys(odd, "-1"), {"form_key": "\x00" * 40}):
        assert act(desk(cast.mei), case, noun, **given).status_code in (302, 400, 409)
