"""A case carries the codes of the method and no others, by whatever door they come."""

import pytest

from huitou.cases.models import Case
from huitou.cases.workflow import Refusal
from huitou.ledger.models import Event
from tests.cases.building import complain, lead_to
from tests.cast import Cast
from tests.desk.building import act, desk, faults, form_of
from tests.reading import Page

pytestmark = pytest.mark.django_db
NO_CODES = ("nonsense", "Nonsense_1", "'; drop", "9" * 40)
# The step, the act as a verb and as a page, the field, and what else it needs.
CODED = {
    "category": ("1", "record", "recording", "category_code", {"ask": "修好"}),
    "cause": ("4", "analyse", "cause", "cause_code", {"words": "没通知"}),
    "judgement": ("2", "judge", "judgement", "code", {"reason": "记错了", "explanation": "谢谢您告诉我"}),
}


def verb(case: Case, cast: Cast, what: str, code: str) -> None:
    _step, name, _noun, field, given = CODED[what]
    more = {"holds": False} if what == "judgement" else {}
    getattr(case, name)(by=cast.mei, **{**given, **more, field: code})


@pytest.mark.parametrize("what", CODED)
@pytest.mark.parametrize("code", NO_CODES)
def test_a_code_that_is_none_is_refused_and_nothing_is_kept(cast: Cast, what: str, code: str):
    case = lead_to(complain(cast), int(CODED[what][0]), cast)
    before = Event.objects.count()
    with pytest.raises(Refusal) as caught:
        verb(case, cast, what, code)
    assert (caught.value.code, caught.value.field) == ("unknown-code", CODED[what][3])
    assert Event.objects.count() == before


@pytest.mark.parametrize("what", ["cause", "judgement"])
def test_a_code_that_must_be_chosen_is_asked_for(cast: Cast, what: str):
    case = lead_to(complain(cast), int(CODED[what][0]), cast)
    with pytest.raises(Refusal, match="unknown-code"):
        verb(case, cast, what, "")


@pytest.mark.parametrize("what", CODED)
def test_the_page_says_so_beside_the_field(cast: Cast, what: str):
    step, _name, noun, field, given = CODED[what]
    case = lead_to(complain(cast), int(step), cast)
    given = {**given, field: "Nonsense_1", **({"holds": "no"} if what == "judgement" else {})}
    answer = act(desk(cast.mei), case, noun, **given)
    assert answer.status_code == 400
    assert any("Nonsense_1" in said for said in faults(form_of(Page(answer), noun)))


def test_not_holding_without_its_kind_is_asked_for_beside_the_field(cast: Cast):
    case = lead_to(complain(cast), 2, cast)
    given = {"holds": "no", "reason": "记错了", "explanation": "谢谢您告诉我"}
    answer = act(desk(cast.mei), case, "judgement", **given)
    assert answer.status_code == 409
    said = [one.line for one in Page(answer).main.all("p", class_="wrong")]
    assert said == ["Choose one of the list."]


def test_a_complaint_that_holds_carries_no_kind_of_not_holding(cast: Cast):
    case = lead_to(complain(cast), 2, cast)
    case.judge(by=cast.mei, holds=True, code="own-slip")
    assert case.judgement_code == ""
    assert Event.objects.get(kind="case.judged").data.get("code") is None
