"""A complaint led through the seven steps."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huitou.accounts.models import Absence, User
from huitou.cases import depth
from huitou.cases.models import Case, Message
from huitou.cases.workflow import Refusal, Stale
from huitou.channels.models import Outbound
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from huitou.ledger.models import Event
from huitou.lib.clock import now
from huitou.standards import clocks
from tests.cases.building import complain, lead_to, propose, send, solve
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def refused(act, *args, **given) -> str:
    with pytest.raises(Refusal) as refusal:
        act(*args, **given)
    return refusal.value.code


def test_a_complaint_is_a_case_with_an_owner_three_clocks_and_words_back(cast: Cast):
    case = complain(cast)
    assert case.pk >= 1001
    assert case.owner == cast.mei
    assert case.team == cast.east_team
    assert set(clocks.running(case.key)) == {"first-answer", "decision", "solution"}
    first = case.messages.get()
    assert (first.kind, first.sender) == ("acknowledgement", "house")
    assert "李敏" in first.words
    assert case.voices.get().acknowledgement == first.words


def test_all_seven_steps_to_a_customer_who_is_content(cast: Cast):
    case = solve(complain(cast), cast)
    assert case.step == 7
    case.evaluate(by=case.customer, contentment="content")
    assert case.is_in_follow_up
    case.close(by=cast.mei, closed_as="content")
    assert case.is_closed
    assert not clocks.running(case.key)
    entries = list(case.step_entries.all())
    assert [entry.step for entry in entries] == [1, 2, 3, 4, 5, 6, 7]
    assert all(entry.finished_at for entry in entries)
    assert entries[3].decision == "派单系统改约后没有通知师傅。"


def test_the_first_reply_stops_the_first_clock_the_judgement_the_second(cast: Cast):
    case = complain(cast)
    case.reply(by=cast.mei, words="陈女士，我是李敏，下午三点前给您电话。")
    assert "first-answer" not in clocks.running(case.key)
    lead_to(case, 3, cast)
    assert set(clocks.running(case.key)) == {"solution"}


def test_it_does_not_hold_only_with_a_reason_and_an_explanation_really_sent(cast: Cast):
    case = lead_to(complain(cast), 2, cast)
    assert refused(case.judge, by=cast.mei, holds=False, code="own-slip") == "reason-missing"
    assert refused(case.judge, by=cast.mei, holds=False, code="own-slip", reason="填错日期") == "explanation-missing"
    case.refresh_from_db()
    assert case.holds is None
    assert not case.messages.filter(kind="explanation").exists()
    case.judge(by=cast.mei, holds=False, code="own-slip", reason="填错日期", explanation="谢谢您告诉我……")
    assert case.step == 7
    assert case.messages.filter(kind="explanation", sender="staff").count() == 1
    assert case.told_at


def test_a_solution_needs_the_ask_first(cast: Cast):
    case = lead_to(complain(cast), 5, cast)
    Case.objects.filter(pk=case.pk).update(ask=None)
    assert refused(propose, case, cast) == "ask-missing"
    assert not case.solutions.exists()
    case.record(by=cast.mei, ask="今天修好")
    propose(case, cast)
    assert case.solutions.get().is_open


def test_a_solution_says_what_both_sides_have_from_it(cast: Cast):
    case = lead_to(complain(cast), 5, cast)
    for missing in ("words", "gain", "cost"):
        given = {"words": "修", "gain": "好", "cost": "我们付", missing: ""}
        with pytest.raises(Refusal) as refusal:
            case.propose(by=cast.mei, **given)
        assert (refusal.value.code, refusal.value.field) == ("field-missing", missing)
    assert refused(case.propose, by=cast.mei, words="修", gain="好", cost="付", differs=True) == "difference-missing"
    assert not case.solutions.exists()


def test_nobody_is_content_with_what_is_not_solved(cast: Cast):
    case = lead_to(complain(cast), 5, cast)
    assert refused(case.evaluate, by=case.customer, contentment="content") == "not-solved-yet"


def test_an_ask_made_in_anger_is_confirmed_once_after_calm(cast: Cast):
    case = complain(cast)
    case.record(by=cast.mei, ask="全额退款，马上！", category_code="broken-promise", feeling=4)
    lead_to(case, 5, cast)
    assert refused(propose, case, cast) == "ask-unconfirmed"
    case.confirm_ask(by=cast.mei, ask="今天修好就行")
    propose(case, cast)
    assert [ask.words for ask in case.asks.all()] == ["全额退款，马上！", "今天修好就行"]


def test_a_declined_solution_is_not_offered_again(cast: Cast):
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast, "周六上门")
    case.decline_solution(by=case.customer, words="周六我不在")
    assert case.step == 5
    assert refused(propose, case, cast, " 周六上门 ") == "failed-before"
    propose(case, cast, "周日上门")
    case.accept_solution(by=case.customer)
    assert case.step == 6


def test_not_content_reopens_at_step_5_with_everything_so_far(cast: Cast):
    case = solve(complain(cast), cast)
    failed = case.solution.words
    case.evaluate(by=case.customer, contentment="not_content", words="又漏水了", ask="换一台新的")
    assert (case.step, case.round) == (5, 2)
    assert case.ask.words == "换一台新的"
    assert case.asks.count() == 2
    assert refused(propose, case, cast, failed) == "failed-before"
    assert "solution" in clocks.running(case.key)
    assert case.messages.filter(words="又漏水了", sender="customer").exists()
    assert case.messages.filter(kind="reopened", sender="house").exists()
    propose(case, cast, "换一台新的同款")
    case.accept_solution(by=case.customer)
    assert case.step == 6


def test_in_a_new_round_the_ask_is_asked_again(cast: Cast):
    case = solve(complain(cast), cast)
    case.evaluate(by=case.customer, contentment="not_content")
    assert refused(propose, case, cast, "另一个办法") == "ask-missing"


def test_a_closed_case_opens_again_when_the_customer_is_not_content(cast: Cast):
    case = solve(complain(cast), cast)
    case.evaluate(by=case.customer, contentment="content")
    case.close(by=cast.mei, closed_as="content")
    case.evaluate(by=case.customer, contentment="not_content", ask="再来看一次")
    assert not case.is_closed
    assert (case.step, case.round, case.closed_as) == (5, 2, "")


def test_a_step_is_taken_back_with_a_reason_and_nothing_is_erased(cast: Cast):
    case = lead_to(complain(cast), 5, cast)
    assert refused(case.step_back, by=cast.mei, to=4, reason="") == "reason-missing"
    case.step_back(by=cast.mei, to=4, reason="师傅说另有原因")
    assert (case.step, case.cause_words) == (4, "")
    assert case.step_entries.filter(step=4, decision="派单系统改约后没有通知师傅。").exists()
    event = Event.objects.get(kind="case.stepped_back")
    assert event.words("reason") == "师傅说另有原因"


def test_a_hand_over_needs_a_summary_and_the_customer_hears_the_new_name(cast: Cast):
    case = complain(cast)
    assert refused(case.hand_over, by=cast.mei, to=cast.zhao, summary="") == "summary-missing"
    assert refused(case.hand_over, by=cast.mei, to=cast.sun, summary="x") == "cannot-own"
    case.hand_over(by=cast.mei, to=cast.zhao, summary="客户要今天修好，电话约18:00后。")
    assert case.owner == cast.zhao
    told = case.messages.get(kind="new_owner")
    assert "赵静" in told.words
    assert "8003" in told.words


def test_only_someone_above_closes_against_the_customer(cast: Cast):
    case = lead_to(complain(cast), 3, cast)
    assert refused(case.close, by=cast.mei, closed_as="overruled", reason="重复投诉") == "not-above"
    assert refused(case.close, by=cast.wang, closed_as="overruled") == "reason-missing"
    case.close(by=cast.wang, closed_as="overruled", reason="经三方核实")
    assert case.closed_as == "overruled"


def test_no_answer_needs_two_attempts(cast: Cast):
    case = solve(complain(cast), cast)
    case.follow_up(by=cast.mei, result="no_answer")
    assert refused(case.close, by=cast.mei, closed_as="no_answer") == "too-few-attempts"
    case.follow_up(by=cast.mei, result="no_answer")
    case.close(by=cast.mei, closed_as="no_answer")
    assert case.closed_as == "no_answer"
    assert case.contentment == ""


def test_the_customer_withdraws(cast: Cast):
    case = complain(cast)
    case.withdraw(by=case.customer, words="自己修好了")
    assert case.closed_as == "withdrawn"
    assert refused(case.withdraw, by=case.customer) == "closed"


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(cast: Cast):
    case = complain(cast)
    seen = case.version
    case.record(by=cast.mei, ask="修好")
    with pytest.raises(Stale):
        case.record(by=cast.wang, ask="退款", seen=seen)
    case.refresh_from_db()
    assert case.ask.words == "修好"


def test_a_refused_act_leaves_no_trace(cast: Cast):
    case = lead_to(complain(cast), 2, cast)
    events, messages, version = Event.objects.count(), Message.objects.count(), case.version
    refused(case.judge, by=cast.mei, holds=False, code="own-slip", reason="填错日期")
    case.refresh_from_db()
    assert (Event.objects.count(), Message.objects.count(), case.version) == (events, messages, version)


def test_nobody_handles_a_complaint_about_himself(cast: Cast):
    case = complain(cast, words="你们的李敏态度很差，电话里直接挂断。")
    assert case.owner != cast.mei


def test_a_withdrawal_regretted_is_taken_up_where_it_stood(cast: Cast):
    case = lead_to(complain(cast), 4, cast)
    case.withdraw(by=case.customer)
    assert refused(case.resume, by=cast.mei, reason="") == "reason-missing"
    case.resume(by=cast.mei, reason="客户来电，希望继续")
    assert (case.is_closed, case.step) == (False, 4)
    assert "solution" in clocks.running(case.key)


def test_a_customer_without_a_name_or_number_gets_a_case_and_is_known_later(cast: Cast):
    known = complain(cast, reach="13800138000").customer
    voice = receive(Given(words="柜台的人不理我"), channel="counter", kind="grumble", by=cast.mei).voice
    case = depth.make_complaint(voice, by=cast.mei)
    case.record(by=cast.mei, ask="道个歉", category_code="rude-service")
    assert case.step == 1
    case.record(by=cast.mei, reach="138 0013 8000")
    assert (case.step, case.customer) == (2, known)
    assert case.voices.get().customer == known


def test_a_grumble_becomes_a_complaint_in_one_act_and_once(cast: Cast):
    voice = receive(Given(words="排队太久", reach="13800138000"), channel="phone", kind="grumble", by=cast.sun).voice
    case = depth.make_complaint(voice, by=cast.mei)
    assert depth.make_complaint(voice, by=cast.wang) == case
    assert case.headline == "排队太久"
    assert not clocks.running(voice.key)
    assert set(clocks.running(case.key)) == {"first-answer", "decision", "solution"}
    voice.refresh_from_db()
    assert (voice.kind, voice.why_code) == ("complaint", "person")


def test_a_new_address_ends_the_old_links_and_keeps_the_customer(cast: Cast, client: Client):
    """B09: whoever got the link at the wrong address sees nothing any more."""
    received = send(cast, reach="wrong@example.com")
    case, customer, token = received.case, received.case.customer, received.link.token
    assert client.get(f"/my/{token}/").status_code == 200
    case.record(by=cast.mei, reach="right@example.com")
    assert client.get(f"/my/{token}/").status_code == 404
    assert case.customer == customer
    assert case.contact.value == "right@example.com"
    assert Outbound.objects.filter(about=case.key, to_value="right@example.com").exists()


def test_a_feeling_that_turns_out_hot_makes_the_ask_hot(cast: Cast):
    case = complain(cast, wish="全额退款")
    assert not case.ask.hot
    case.record(by=cast.mei, category_code="broken-promise", feeling=4)
    lead_to(case, 5, cast)
    assert refused(propose, case, cast) == "ask-unconfirmed"


def test_while_an_offer_is_open_the_ask_stands(cast: Cast):
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast)
    assert refused(case.record, by=cast.mei, ask="换一台新的") == "offer-made"
    case.record(by=cast.mei, feeling=4)
    case.accept_solution(by=case.customer)
    assert case.step == 6


def test_another_comma_makes_no_other_solution(cast: Cast):
    case = lead_to(complain(cast), 5, cast)
    propose(case, cast, "周六上门，免费。")
    case.decline_solution(by=case.customer)
    assert refused(propose, case, cast, "周六上门 免费！") == "failed-before"


def test_what_we_took_back_ourselves_may_be_offered_again(cast: Cast):
    case = lead_to(complain(cast), 6, cast)
    words = case.solution.words
    case.step_back(by=cast.mei, to=5, reason="写漏了一项")
    propose(case, cast, words)
    assert case.solution.is_open


def test_a_step_back_goes_only_where_the_case_has_been(cast: Cast):
    case = lead_to(complain(cast), 2, cast)
    case.judge(by=cast.mei, holds=False, code="own-slip", reason="填错日期", explanation="谢谢您告诉我……")
    assert refused(case.step_back, by=cast.mei, to=6, reason="看错了") == "never-taken"
    case.step_back(by=cast.mei, to=2, reason="看错了")
    assert (case.step, case.holds) == (2, None)


def test_a_step_that_was_taken_back_lies_no_longer_behind(cast: Cast):
    """It held once, and the case stood at 3 and 4; now it does not hold, and there is no department to go back to."""
    case = lead_to(complain(cast), 5, cast)
    case.step_back(by=cast.mei, to=2, reason="看错了")
    case.judge(by=cast.mei, holds=False, code="own-slip", reason="填错日期", explanation="谢谢您告诉我……")
    assert refused(case.step_back, by=cast.mei, to=4, reason="还要查") == "never-taken"


def test_a_step_back_buys_no_new_time(cast: Cast):
    case = lead_to(complain(cast), 3, cast)
    due = clocks.running(case.key)["solution"].due_at
    case.step_back(by=cast.mei, to=2, reason="还要再问")
    assert clocks.running(case.key)["solution"].due_at == due


def test_what_was_taken_up_again_runs_on_all_its_clocks(cast: Cast):
    case = complain(cast)
    case.withdraw(by=case.customer)
    case.resume(by=cast.mei, reason="客户希望继续")
    assert set(clocks.running(case.key)) == {"first-answer", "decision", "solution"}


def test_nobody_withdraws_for_a_customer(cast: Cast):
    case = complain(cast)
    assert refused(case.close, by=cast.mei, closed_as="withdrawn") == "reason-missing"
    case.close(by=cast.mei, closed_as="withdrawn", reason="不用了，我自己修好了")
    said = case.messages.get(kind="withdrawal")
    assert (said.sender, said.words, said.author) == ("customer", "不用了，我自己修好了", cast.mei)


def test_a_grumble_made_a_complaint_is_answered_in_words(cast: Cast):
    given = Given(words="排队太久", reach="wait@example.com")
    voice = receive(given, channel="counter", kind="grumble", by=cast.sun).voice
    assert voice.acknowledgement
    case = depth.make_complaint(voice, by=cast.mei)
    assert case.messages.get(kind="acknowledgement").words.count("李敏") == 1
    assert Outbound.objects.filter(about=case.key, kind="email").count() == 1


def test_content_after_no_answer_is_heard(cast: Cast):
    case = solve(complain(cast), cast)
    for _ in range(2):
        case.follow_up(by=cast.mei, result="no_answer")
    case.close(by=cast.mei, closed_as="no_answer")
    case.evaluate(by=case.customer, contentment="content")
    assert (case.closed_as, case.contentment) == ("no_answer", "content")
    assert Event.objects.filter(kind="case.content", subject=case.key).exists()


def test_contentment_is_asked_only_after_we_told(cast: Cast):
    case = lead_to(complain(cast), 7, cast)
    assert refused(case.evaluate, by=case.customer, contentment="content") == "not-solved-yet"


def test_the_next_follow_up_moves_on(cast: Cast):
    case = solve(complain(cast), cast)
    first = case.follow_up_on
    case.follow_up(by=cast.mei, result="content")
    assert (case.follow_up_on - first).days == 27
    case.follow_up(by=cast.mei, result="no_answer")
    assert case.follow_up_on == timezone.localdate() + timedelta(days=1)


def test_a_hand_over_moves_the_team_and_never_to_who_is_complained_about(cast: Cast):
    case = complain(cast, words="你们的赵静在电话里吼我")
    assert refused(case.hand_over, by=cast.mei, to=cast.zhao, summary="要道歉") == "about-themselves"
    other = complain(cast)
    other.hand_over(by=cast.mei, to=cast.zhao, summary="客户要今天修好")
    assert other.team == cast.west_team
    assert Case.objects.visible_to(cast.zhao).filter(pk=other.pk).exists()
    assert not Case.objects.visible_to(cast.mei).filter(pk=other.pk).exists()


def test_a_stand_in_sees_what_the_absent_person_owns(cast: Cast):
    case = complain(cast)
    assert not Case.objects.visible_to(cast.zhao).filter(pk=case.pk).exists()
    away = {"starts_at": now() - timedelta(hours=1), "ends_at": now() + timedelta(days=1)}
    Absence.objects.create(user=cast.mei, stand_in=cast.zhao, **away)
    assert Case.objects.visible_to(User.objects.get(pk=cast.zhao.pk)).filter(pk=case.pk).exists()


def test_every_ending_is_told_to_the_customer_in_words_of_its_own(cast: Cast):
    content = solve(complain(cast), cast)
    content.evaluate(by=content.customer, contentment="content")
    content.close(by=cast.mei, closed_as="content")
    withdrawn = complain(cast)
    withdrawn.withdraw(by=withdrawn.customer)
    overruled = lead_to(complain(cast), 3, cast)
    overruled.close(by=cast.wang, closed_as="overruled", reason="经三方核实")
    last = {case.closed_as: case.messages.latest("id") for case in (content, withdrawn, overruled)}
    assert {message.sender for message in last.values()} == {"house"}
    assert len({message.words for message in last.values()}) == 3
    assert not any("经三方核实" in message.words for message in last.values())
    assert content.messages.filter(kind="thanks").count() == 1
