"""Cases for programs: every act, every refusal, in the words of whoever calls."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huitou.accounts import tokens
from huitou.accounts.models import ApiToken, Receipt, User
from huitou.cases.models import Case, Message, Note
from huitou.channels.models import Outbound
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from huitou.ledger.models import Event
from huitou.lib import clock
from tests.cases.building import complain, lead_to, propose, solve
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db


class Caller:
    """A program with a person's token."""

    def __init__(self, user: User, *scopes: str, **headers: str) -> None:
        self.token = tokens.make(user, name="till", scopes=scopes or user.abilities, by=user)[1]
        self.headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en", **headers}

    def get(self, path: str) -> Any:
        return Client().get(f"/api/v1{path}", headers=self.headers)

    def post(self, path: str, body: Any = None, key: str = "") -> Any:
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        return Client().post(f"/api/v1{path}", json.dumps(body or {}), content_type="application/json", headers=headers)

    def act(self, case: Case, noun: str, body: Any = None, key: str = "") -> Any:
        return self.post(f"/cases/{case.pk}/{noun}", body, key)


@pytest.fixture
def mei_calls(cast: Cast) -> Caller:
    return Caller(cast.mei)


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The problem document, which every error is."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["title"]
    return told


RECORDING = {"ask": "今天修好", "category_code": "broken-promise", "feeling": 2}
CAUSE = {"cause_code": "shift-plan", "words": "改约后没有通知师傅"}
SOLUTION = {"words": "今天18:00前上门", "gain": "今天能用", "cost": "上门费80元"}
DELIVERY = {"delivery": "18:20修好", "outcome": "当天修好", "meets_ask": "yes"}
# From which step each act is done, and what can be read off the case afterwards.
ACTS: list[tuple[int, str, dict[str, Any], dict[str, Any]]] = [
    (1, "recording", RECORDING, {"step": 2, "ask": "今天修好", "category": "broken-promise"}),
    (2, "ask-confirmation", {"ask": "明天修好"}, {"ask": "明天修好"}),
    (2, "judgement", {"holds": True}, {"step": 3}),
    (2, "judgement", {"holds": False, "code": "own-slip", "reason": "填错", "explanation": "谢谢您"}, {"step": 7}),
    (3, "department", {"department": "repairs"}, {"step": 4}),
    (4, "cause", CAUSE, {"step": 5}),
    (5, "solution", SOLUTION, {"step": 5, "solution": "今天18:00前上门"}),
    (6, "delivery", DELIVERY, {"step": 7, "outcome": "当天修好"}),
    (7, "evaluation", {"words": "修好了，您看看？"}, {"step": 7, "unmet": ["contentment-known"]}),
    (7, "follow-up", {"result": "not_content", "ask": "换新的"}, {"step": 5, "round": 2, "ask": "换新的"}),
    (4, "step-back", {"to": 2, "reason": "还要再问"}, {"step": 2}),
    (1, "hand-over", {"to": "ZHAO@example.com", "summary": "要今天修好"}, {"owner": "赵静"}),
    (1, "reply", {"words": "我是李敏，15:00前给您电话。"}, {"step": 1}),
    (1, "note", {"words": "客户只有晚上在家"}, {"step": 1}),
    (1, "closure", {"closed_as": "withdrawn", "reason": "客户来电撤回"}, {"closed_as": "withdrawn", "unmet": []}),
]


@pytest.mark.parametrize(("step", "noun", "body", "told"), ACTS)
def test_every_act(cast: Cast, mei_calls: Caller, step: int, noun: str, body: dict[str, Any], told: dict[str, Any]):
    case = lead_to(complain(cast), step, cast)
    if noun == "follow-up":
        case.tell_solved(by=cast.mei, words="修好了，您看看？")
    answer = mei_calls.act(case, noun, {**body, "seen": case.version})
    assert answer.status_code == 200, answer.content
    shown = answer.json()
    assert {name: shown[name] for name in told} == told
    case.refresh_from_db()
    assert shown["version"] == case.version
    assert Event.objects.filter(subject=case.key).latest("pk").actor in {cast.mei.key, "system"}


@pytest.mark.parametrize(("accepted", "step"), [(True, 6), (False, 5)])
def test_the_customers_answer_by_telephone(cast: Cast, mei_calls: Caller, accepted: bool, step: int):
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast)
    told = mei_calls.act(case, "solution-answer", {"accepted": accepted, "words": "好", "seen": case.version}).json()
    assert told["step"] == step
    assert case.solutions.get().state == ("accepted" if accepted else "declined")


def test_a_case_without_a_contact_is_recorded_with_one(cast: Cast, mei_calls: Caller):
    words = "柜台的人不理我，要求赔偿"
    voice = receive(Given(words=words, branch=cast.east), channel="counter", kind="complaint").voice
    told = mei_calls.act(voice.case, "recording", RECORDING).json()
    assert (told["step"], told["unmet"]) == (1, ["reach-known"])
    told = mei_calls.act(voice.case, "recording", {"reach": " 138 0013 8000\u202e "}).json()
    assert told["step"] == 2
    assert Case.objects.get().contact.value == "13800138000"


def test_a_closed_case_is_taken_up_again(cast: Cast, mei_calls: Caller):
    case = complain(cast)
    case.withdraw(by=case.customer)
    assert mei_calls.act(case, "resumption", {"reason": "客户后悔了"}).json()["closed_at"] is None


def test_a_grumble_becomes_a_complaint_once(cast: Cast, mei_calls: Caller):
    voice = receive(Given(words="排队有点久", branch=cast.east), channel="counter", kind="grumble").voice
    first, again = (mei_calls.post(f"/voices/{voice.pk}/complaint") for _ in range(2))
    assert first.status_code == 200
    assert first.json() == again.json()


def test_a_voice_is_passed_on_and_its_key_counts_once(cast: Cast, mei_calls: Caller):
    body = {"words": "师傅没来，要求今天修好", "reach": "13800138000", "kind": "complaint", "channel": "phone"}
    first, again = (mei_calls.post("/voices", body, key="v1") for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert first.json()["number"] == Case.objects.get().pk
    assert mei_calls.post("/voices", {**body, "words": "别的事"}, key="v1").json()["code"] == "key-used"


def test_one_case_with_its_words_and_without_our_notes(cast: Cast, mei_calls: Caller):
    case = complain(cast, words="洗衣机没修好")
    case.note(by=cast.mei, words="只有晚上在家")
    told = mei_calls.get(f"/cases/{case.pk}").json()
    assert told["voices"] == ["洗衣机没修好"]
    assert [message["kind"] for message in told["messages"]] == ["acknowledgement"]
    assert "只有晚上在家" not in json.dumps(told, ensure_ascii=False)


# What stands in the way.


def test_a_version_that_is_out_of_date_changes_nothing(cast: Cast, mei_calls: Caller):
    case = complain(cast)
    seen = case.version
    case.reply(by=cast.wang, words="我先回复")
    told = problem(mei_calls.act(case, "closure", {"closed_as": "withdrawn", "reason": "x", "seen": seen}), 409)
    assert told["code"] == "stale"
    assert "colleague" in told["title"]
    case.refresh_from_db()
    assert not case.is_closed
    assert mei_calls.get(f"/cases/{case.pk}").json()["version"] == case.version


def test_a_rule_of_the_method_says_no_and_names_the_field(cast: Cast, mei_calls: Caller):
    case = lead_to(complain(cast), 2, cast)
    told = problem(mei_calls.act(case, "judgement", {"holds": False, "reason": "x"}), 409)
    assert (told["code"], told["errors"][0]["field"]) == ("explanation-missing", "explanation")
    case.refresh_from_db()
    assert case.holds is None


@pytest.mark.parametrize(
    ("noun", "body", "code"),
    [
        ("department", {"department": "nowhere"}, "no-department"),
        ("hand-over", {"to": "nobody@example.com", "summary": "x"}, "cannot-own"),
        ("cause", CAUSE, "other-step"),
        ("reply", {"words": "\u202e \u0007"}, "words-missing"),
    ],
)
def test_refusals_have_codes(cast: Cast, mei_calls: Caller, noun: str, body: dict[str, Any], code: str):
    assert problem(mei_calls.act(complain(cast), noun, body), 409)["code"] == code


@pytest.mark.parametrize("path", ["", "/note", "/department"])
def test_what_one_may_not_see_is_not_there(cast: Cast, path: str):
    case = complain(cast)
    stranger = Caller(cast.zhao)
    body = {"words": "x", "department": "nowhere"}
    for number in (case.pk, 999_999, 2**62):
        answer = stranger.post(f"/cases/{number}{path}", body) if path else stranger.get(f"/cases/{number}")
        assert problem(answer, 404)["title"] == "There is nothing here that you may see."
    assert stranger.get("/cases").json() == {"cases": [], "next": None}


@pytest.mark.parametrize(("noun", "body", "scope"), [
    ("reply", {"words": "x"}, "case.reply"),
    ("note", {"words": "x"}, "case.note"),
    ("closure", {"closed_as": "withdrawn", "reason": "x"}, "case.close"),
    ("hand-over", {"to": "nobody@example.com", "summary": "x"}, "case.hand_over"),
    ("recording", {}, "case.act"),
])  # fmt: skip
def test_a_token_without_the_scope_may_look_only(cast: Cast, noun: str, body: dict[str, Any], scope: str):
    case = complain(cast)
    before = Event.objects.count()
    narrow = Caller(cast.mei, *(cast.mei.abilities - {scope}))
    assert narrow.get(f"/cases/{case.pk}").status_code == 200
    problem(narrow.act(case, noun, body), 403)
    assert Event.objects.count() - before == 1, "only the making of the token"
    assert not Receipt.objects.exists()


def test_a_token_that_may_see_nothing_sees_nothing(cast: Cast):
    case = complain(cast)
    blind = Caller(cast.mei, "case.reply")
    problem(blind.get(f"/cases/{case.pk}"), 404)
    assert blind.get("/cases").json()["cases"] == []


def test_a_revoked_token_is_dead_on_the_next_request(cast: Cast, mei_calls: Caller):
    case = complain(cast)
    assert mei_calls.get("/cases").status_code == 200
    tokens.revoke(ApiToken.objects.get(), by=cast.mei)
    answer = mei_calls.get("/cases")
    problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"
    problem(mei_calls.act(case, "note", {"words": "x"}), 401)


def test_a_person_who_is_out_has_no_token_that_works(cast: Cast, mei_calls: Caller):
    User.objects.filter(pk=cast.mei.pk).update(is_active=False)
    problem(mei_calls.get("/cases"), 401)


def test_a_token_anywhere_else_than_in_its_header_is_none(cast: Cast, mei_calls: Caller):
    token = mei_calls.token
    for path in (f"/cases?token={token}", f"/cases?access_token={token}", f"/cases?api_key={token}"):
        answer = Client().get(f"/api/v1{path}")
        problem(answer, 401)
        assert token not in answer.content.decode()
    problem(Client().get("/api/v1/cases", headers={"Authorization": f"Token {token}"}), 401)
    problem(Client().get("/api/v1/cases", headers={"X-Api-Key": token}), 401)
    session = sign_in(Client(), cast.mei)
    problem(session.get("/api/v1/cases"), 401)


def test_too_many_of_one_token_wait(cast: Cast, mei_calls: Caller):
    codes = [mei_calls.get("/cases?limit=1").status_code for _ in range(202)]
    assert codes.count(200) == 200
    answer = mei_calls.get("/cases")
    problem(answer, 429)
    assert int(answer["Retry-After"]) > 0
    assert Caller(cast.wang).get("/cases").status_code == 200


# Errors of form.


@pytest.mark.parametrize(
    ("noun", "body", "field"),
    [
        ("judgement", {}, "holds"),
        ("judgement", {"holds": "yes"}, "holds"),
        ("judgement", {"holds": True, "seen": "1"}, "seen"),
        ("recording", {"feeling": 5}, "feeling"),
        ("recording", {"reach": "1" * 201}, "reach"),
        ("recording", {"category_code": "nothing"}, "category_code"),
        ("cause", {"cause_code": "nothing", "words": "x"}, "cause_code"),
        ("department", {"department": "repairs", "helpers": [1, "two"]}, "helpers.1"),
        ("department", {"department": "repairs", "helpers": [2**70]}, "helpers.0"),
        ("department", {"department": "repairs", "helpers": [1] * 51}, "helpers"),
        ("reply", {"words": ""}, "words"),
        ("reply", {"words": "长" * 20_001}, "words"),
        ("reply", {"words": "\ud800"}, "words"),
        ("step-back", {"to": 8, "reason": "x"}, "to"),
        ("closure", {"closed_as": "merged"}, "closed_as"),
        ("note", ["words"], "body"),
    ],
)
def test_a_fault_names_its_field_in_the_callers_language(cast: Cast, noun: str, body: Any, field: str):
    case = complain(cast)
    version = Case.objects.get(pk=case.pk).version
    told = problem(Caller(cast.mei).act(case, noun, body), 422)
    assert [error["field"] for error in told["errors"]] == [field]
    assert told["errors"][0]["detail"]
    assert Case.objects.get(pk=case.pk).version == version


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "cursor=0", "cursor=1e3", "cursor=9" + "9" * 40, "open=perhaps"]
)
def test_a_query_that_makes_no_sense_is_refused(mei_calls: Caller, query: str):
    told = problem(mei_calls.get(f"/cases?{query}"), 422)
    assert told["errors"][0]["field"] == query.partition("=")[0]


def test_a_body_that_is_no_json(cast: Cast, mei_calls: Caller):
    path = f"/api/v1/cases/{complain(cast).pk}/note"
    problem(Client().post(path, "{", content_type="application/json", headers=mei_calls.headers), 400)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        problem(Client().post(path, '{"words": "x"}', content_type=kind, headers=mei_calls.headers), 415)
    large = json.dumps({"words": "x" * 3_000_000})
    problem(Client().post(path, large, content_type="application/json", headers=mei_calls.headers), 413)
    assert not Note.objects.exists()


@pytest.mark.parametrize(("path", "status"), [("/nothing", 404), ("/cases/x", 404), ("/cases/" + "9" * 5000, 404)])
def test_addresses_that_are_none(mei_calls: Caller, path: str, status: int):
    problem(mei_calls.get(path), status)


def test_methods_that_an_address_does_not_take(mei_calls: Caller):
    answer = Client().delete("/api/v1/cases", headers=mei_calls.headers)
    problem(answer, 405)
    assert answer["Allow"] == "GET"
    problem(mei_calls.get("/complaints"), 405)


def test_titles_follow_the_language_asked_for(cast: Cast, mei_calls: Caller):
    case = complain(cast)
    said = set()
    for language in ("en", "zh-CN,zh;q=0.9", "fr"):
        mei_calls.headers["Accept-Language"] = language
        answer = mei_calls.act(case, "note", {"words": ""})
        assert answer["Content-Language"] == {"en": "en"}.get(language, "zh-hans")
        said.add(problem(answer, 422)["title"])
    assert "This cannot be taken as it is." in said


# The same request twice.


def test_a_reply_that_is_sent_again_reaches_the_customer_once(cast: Cast, mei_calls: Caller):
    case = complain(cast)
    before = Outbound.objects.count()
    first, again = (mei_calls.act(case, "reply", {"words": "15:00前给您电话"}, key="r1") for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert Message.objects.filter(kind="reply").count() == 1
    assert Outbound.objects.count() - before == 1
    mei_calls.act(case, "reply", {"words": "15:00前给您电话"}, key="r2")
    assert Message.objects.filter(kind="reply").count() == 2


def test_a_key_stands_for_one_request_of_one_person(cast: Cast, mei_calls: Caller):
    case, other = complain(cast), complain(cast)
    mei_calls.act(case, "note", {"words": "x"}, key="n1")
    for answer in (
        mei_calls.act(case, "note", {"words": "y"}, key="n1"),
        mei_calls.act(other, "note", {"words": "x"}, key="n1"),
        mei_calls.act(case, "reply", {"words": "x"}, key="n1"),
    ):
        assert problem(answer, 409)["code"] == "key-used"
    assert Caller(cast.wang).act(case, "note", {"words": "y"}, key="n1").status_code == 200
    assert Note.objects.count() == 2


def test_a_repeated_act_needs_no_version(cast: Cast, mei_calls: Caller):
    case = lead_to(complain(cast), 2, cast)
    body = {"holds": True, "seen": case.version}
    first, again = (mei_calls.act(case, "judgement", body, key="j1") for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert Event.objects.filter(kind="case.judged").count() == 1


def test_a_refused_act_leaves_the_key_free(cast: Cast, mei_calls: Caller):
    case = lead_to(complain(cast), 2, cast)
    problem(mei_calls.act(case, "judgement", {"holds": False}, key="j1"), 409)
    assert mei_calls.act(case, "judgement", {"holds": True}, key="j1").status_code == 200


def test_who_has_lost_sight_of_a_case_learns_nothing_by_an_old_key(cast: Cast, mei_calls: Caller):
    case = complain(cast)
    handed = mei_calls.act(case, "hand-over", {"to": "zhao@example.com", "summary": "x"}, key="h1")
    assert handed.json()["owner"] == "赵静"
    Case.objects.filter(pk=case.pk).update(team=cast.west_team)
    problem(mei_calls.act(case, "hand-over", {"to": "zhao@example.com", "summary": "x"}, key="h1"), 404)


@pytest.mark.parametrize("key", ["k" * 201, "Schlüssel"])
def test_keys_have_a_form(cast: Cast, mei_calls: Caller, key: str):
    told = problem(mei_calls.act(complain(cast), "note", {"words": "x"}, key=key), 422)
    assert told["errors"][0]["field"] == "Idempotency-Key"


# Pages.


def test_pages_hold_still_while_cases_come_in(cast: Cast, mei_calls: Caller):
    first = [complain(cast, words=f"第{number}件").pk for number in range(5)]
    page = mei_calls.get("/cases?limit=2").json()
    found = [case["number"] for case in page["cases"]]
    while page["next"]:
        complain(cast, words="又一件")
        page = mei_calls.get(f"/cases?limit=2&cursor={page['next']}").json()
        found += [case["number"] for case in page["cases"]]
    assert found == sorted(first, reverse=True)


def test_open_and_closed_are_told_apart(cast: Cast, mei_calls: Caller):
    closed, still_open = complain(cast), complain(cast)
    closed.withdraw(by=closed.customer)
    for query, expected in (("?open=true", still_open), ("?open=false", closed)):
        assert [case["number"] for case in mei_calls.get(f"/cases{query}").json()["cases"]] == [expected.pk]


def test_a_longer_page_asks_no_more_questions(cast: Cast, mei_calls: Caller, django_assert_max_num_queries: Any):
    for _ in range(12):
        solve(complain(cast), cast)
    with django_assert_max_num_queries(12):
        assert len(mei_calls.get("/cases?limit=100").json()["cases"]) == 12


def test_keys_are_kept_for_a_day(cast: Cast, mei_calls: Caller):
    now = clock.now()
    mei_calls.act(complain(cast), "note", {"words": "x"}, key="n1")
    assert Receipt.objects.get(key="n1").kept_until - now >= timedelta(hours=24)


def test_fields_that_are_not_its_own_change_nothing(cast: Cast, mei_calls: Caller):
    """B16."""
    case = complain(cast)
    before = Case.objects.filter(pk=case.pk).values().get()
    extra = {"step": 7, "owner": cast.zhao.pk, "closed_as": "content", "version": 99, "by": cast.liu.pk, "severity": 3}
    assert mei_calls.act(case, "note", {"words": "x", **extra}).status_code == 200
    after = Case.objects.filter(pk=case.pk).values().get()
    assert {name for name in after if after[name] != before[name]} == {"version"}
    assert after["version"] == before["version"] + 1
    assert Note.objects.get().author == cast.mei
