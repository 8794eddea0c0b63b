"""All that happened to a case, in words: who did what when, and why."""

import re
from pathlib import Path

import pytest
from django.utils import translation

import huitou.cases
from huitou.channels import outbound
from huitou.desk import history
from huitou.desk.phrases import PHRASES
from huitou.ledger.models import Event, Words
from huitou.lib import clock
from huitou.standards import clocks
from tests.cases.building import complain, lead_to, propose, solve
from tests.cast import Cast
from tests.desk.building import desk, look

pytestmark = pytest.mark.django_db
SOURCES = Path(huitou.cases.__file__).parent


def kinds() -> set[str]:
    """Every kind of event that the rooms of a case record."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES.rglob("*.py"))
    said = set(re.findall(r'happened\(\s*"([a-z_]+)"', text)) | set(re.findall(r'record\(\s*"case\.([a-z_]+)"', text))
    return said | {f"solution_{state}" for state in ("accepted", "declined", "replaced")}


DATA = {
    "judged": [{"holds": True}, {"holds": False}],
    "recorded": [{"category": "long-wait"}, {}],
    "followed_up": [{"result": result} for result in ("content", "not_content", "no_answer")],
    "called": [{"result": result} for result in ("reached", "not-reached", "not-needed")],
    "contacted": [{"result": result} for result in ("reached", "not-reached")],
}


def test_every_kind_has_words_in_both_languages(cast: Cast) -> None:
    assert len(kinds()) > 20
    for code in (*kinds(), "breached", "called", "contacted"):
        for data in DATA.get(code, [{"step": 2, "closed_as": "content", "standard": "decision"}]):
            said = {}
            for language in ("zh-hans", "en"):
                with translation.override(language):
                    said[language] = [history.describe(f"case.{code}", data, by=by) for by in ("user:1", "customer:1")]
            assert f"case.{code}" not in said["zh-hans"] + said["en"]
            assert not set(said["zh-hans"]) & set(said["en"]), code


def test_no_phrase_is_kept_for_nothing() -> None:
    made = {f"{code}_noted" for code in history.CUSTOMERS_OWN}
    told = [(code, data["result"]) for code in ("followed_up", "called", "contacted") for data in DATA[code]]
    made |= {f"{code}_{result}".replace("-", "_") for code, result in told}
    plain = kinds() - {"judged", "followed_up"}
    assert set(PHRASES) == made | plain | {"judged_holds", "judged_not", "recorded_only", "breached"}


def lines(cast: Cast, case: object) -> list[str]:
    page = look(desk(cast.wang), case)
    return [line.line.rpartition(" · ")[0] for line in page.main.one("details", class_="history").all("li")]


def test_a_whole_complaint_reads_as_a_story(cast: Cast) -> None:
    case = solve(complain(cast, name="陈丽"), cast)
    case.evaluate(by=case.customer, contentment="content")
    case.close(by=cast.mei, closed_as="content")
    told = lines(cast, case)
    for line in (
        "Customer opened the case",
        "李敏 noted the matter: broken promise",
        "李敏 noted what the customer asks for",
        "李敏 judged: it holds",
        "李敏 set the department: Repairs",
        "李敏 found the cause: 派单系统改约后没有通知师傅。",
        "李敏 proposed a solution",
        "Customer accepted the solution",
        "李敏 carried it out",
        "Customer is content",
    ):
        assert line.lower() in [one.lower() for one in told], told
    assert told.index("Customer opened the case") == 0
    assert told[-1].startswith("李敏 closed: ")


def test_what_a_colleague_noted_for_the_customer_says_so(cast: Cast) -> None:
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast)
    case.decline_solution(by=cast.mei)
    propose(case, cast, "换新")
    case.accept_solution(by=cast.mei)
    case.carry_out(by=cast.mei, delivery="送到", outcome="新机", meets_ask="yes")
    case.tell_solved(by=cast.mei, words="好用吗？")
    case.follow_up(by=cast.mei, result="content")
    told = lines(cast, case)
    assert "李敏 noted that the customer declined the solution" in told
    assert "李敏 noted that the customer accepted the solution" in told
    assert "李敏 noted that the customer is content" in told
    assert "李敏 is content" not in told


def test_reasons_stand_beside_and_may_be_erased(cast: Cast) -> None:
    case = lead_to(complain(cast), 3, cast)
    case.step_back(by=cast.mei, to=2, reason="照片再看一遍")
    case.hand_over(by=cast.mei, to=cast.wang, summary="周二上门")
    told = lines(cast, case)
    assert "李敏 took the case back to “Judge whether it holds”: 照片再看一遍" in told
    assert "李敏 handed over from 李敏 to 王强: 周二上门" in told
    Words.objects.all().delete()
    assert "李敏 handed over from 李敏 to 王强" in lines(cast, case)


def test_times_that_ran_out_are_told_once_by_name(cast: Cast) -> None:
    case = complain(cast)
    with clock.at(clock.now().replace(year=clock.now().year + 1)):
        clocks.mark_breached()
        clocks.mark_breached()
        told = [line for line in lines(cast, case) if "ran out" in line]
    assert len(told) == len(set(told)) == 3
    assert all(line.startswith("Huitou the time for “") for line in told)


def test_nothing_of_the_history_is_left_out(cast: Cast) -> None:
    case = complain(cast, reach="13800138000")
    case.reply(by=cast.mei, words="周二上门")
    outbound.called(outbound.open_calls(case.key).get(), by=cast.mei, result="reached")
    about = Event.objects.about(case.key).filter(kind__startswith="case.").count()
    assert len(lines(cast, case)) == about + 1
