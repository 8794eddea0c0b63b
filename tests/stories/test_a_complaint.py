"""A complaint from its first words to a customer who is content; not content and again; does not hold, explained."""

from collections.abc import Callable

import pytest

from huitou.cases.models import Case
from huitou.channels.models import Outbound
from tests.cast import Cast
from tests.mailed import path_of
from tests.stories.conftest import DESK, PHONE, Screen, work

WORDS = {
    "zh": "上周五约好师傅来修洗衣机，等了一下午没有人来，也没有人打电话给我。",
    "en": "Your engineer was due last Friday to mend our washer. I waited all afternoon and nobody came or called.",
}


def complain(customer: Screen, reach: str = "chen.li@example.com") -> Case:
    customer.open("/")
    customer.fill("Please tell us what happened", WORDS[customer.language])
    customer.fill("How do we reach you?", reach)
    customer.unfold("How may we address you?")
    customer.fill("How may we address you?", "陈丽" if customer.language == "zh" else "Chen Li")
    customer.press("Send")
    case = Case.objects.latest("id")
    customer.sees(case.owner.name)
    customer.sees(str(case.pk))
    customer.sees(case.voices.get().acknowledgement.split("\n")[0])
    return case


def lead_to_solution(desk: Screen, case: Case) -> None:
    desk.open("/day/")
    desk.sees(case.headline[:20])
    desk.page.get_by_role("link", name=case.headline).first.click()
    desk.look()
    desk.fill("What does the customer wish us to do?", "今天有人来修好")
    desk.page.get_by_label(desk.say("Kind of matter")).select_option("broken-promise")
    desk.press("Keep")
    desk.press("It holds")
    desk.page.get_by_label(desk.say("Department"), exact=True).select_option(index=1)
    desk.press("Set")
    desk.page.get_by_label(desk.say("Cause"), exact=True).select_option(index=1)
    desk.fill("What was found", "改约以后，派单没有通知到师傅。")
    desk.press("Keep")


def propose(desk: Screen, words: str) -> None:
    desk.fill("Solution, as the customer reads it", words)
    desk.fill("What the customer gains", "今天就能用上洗衣机")
    desk.fill("What we keep or pay", "上门费80元由我们承担")
    desk.press("Propose it to the customer")


def carry_out(desk: Screen, case: Case) -> None:
    desk.open(f"/cases/{case.pk}/")
    desk.fill("What was done", "师傅18:20到，换了排水泵。")
    desk.fill("What the customer has from it", "当天修好，免上门费。")
    desk.page.get_by_label(desk.say("Yes"), exact=True).check()
    desk.press("It is done")
    desk.fill(
        "Tell the customer that it is done, and ask whether it is put right", "洗衣机修好了，您看还有哪里不合适？"
    )
    desk.press("Tell the customer")


def close(desk: Screen, case: Case) -> None:
    desk.open(f"/cases/{case.pk}/")
    desk.unfold("Close the case")
    desk.field("How it ends").select_option("content")
    desk.press("Close %(number)s", number=case.pk)


@pytest.mark.usefixtures("transactional_db")
def test_complaint_answered_solved_content_closed(company: Cast, screens: Callable[..., Screen]) -> None:
    customer = screens(PHONE)
    case = complain(customer)
    link = path_of(Outbound.objects.get(about=case.key, kind="email"))
    work()
    assert Outbound.objects.get(about=case.key, kind="email").state == "sent"
    desk = screens(DESK, case.owner)
    lead_to_solution(desk, case)
    propose(desk, "师傅今天18:00前上门，免上门费。")
    customer.open(link)
    customer.sees("师傅今天18:00前上门，免上门费。")
    customer.press("I agree")
    carry_out(desk, case)
    customer.open(link)
    customer.press("I am content")
    close(desk, case)
    case.refresh_from_db()
    assert (case.closed_as, case.meets_ask) == ("content", "yes")
    customer.open(link)


@pytest.mark.usefixtures("transactional_db")
def test_not_content_is_taken_up_again_and_ends_well(company: Cast, screens: Callable[..., Screen]) -> None:
    customer = screens(PHONE)
    case = complain(customer)
    link = customer.page.url.removeprefix(customer.base).removesuffix("heard/")
    desk = screens(DESK, case.owner)
    lead_to_solution(desk, case)
    propose(desk, "师傅今天18:00前上门，免上门费。")
    customer.open(link)
    customer.press("I agree")
    carry_out(desk, case)
    customer.open(link)
    customer.unfold("Not solved yet")
    customer.fill("What is still not right?", "用了一次又漏水了。")
    customer.field("What do you wish us to do?").fill("换一台新的")
    customer.press("Take it up again")
    desk.open(f"/cases/{case.pk}/")
    desk.sees("用了一次又漏水了。")
    propose(desk, "师傅今天18:00前上门，免上门费。")
    desk.sees(desk.say("The customer already turned this solution down. Offer a different one."))
    propose(desk, "明天上午换一台全新同款，旧机我们带走。")
    customer.open(link)
    customer.press("I agree")
    carry_out(desk, case)
    customer.open(link)
    customer.press("I am content")
    close(desk, case)
    case.refresh_from_db()
    assert (case.closed_as, case.round) == ("content", 2)


@pytest.mark.usefixtures("transactional_db")
def test_it_does_not_hold_and_is_explained(company: Cast, screens: Callable[..., Screen]) -> None:
    customer = screens(PHONE)
    case = complain(customer)
    link = customer.page.url.removeprefix(customer.base).removesuffix("heard/")
    desk = screens(DESK, case.owner).open(f"/cases/{case.pk}/")
    desk.fill("What does the customer wish us to do?", "赔我半天工钱")
    desk.page.get_by_label(desk.say("Kind of matter")).select_option("broken-promise")
    desk.press("Keep")
    desk.unfold("It does not hold: explain it kindly")
    desk.fill("Reason, among us", "客户约的是下周五，短信有记录。")
    desk.press("Send the explanation")
    desk.sees(
        desk.say(
            "Write the explanation that the customer will read: courteous, with thanks, and with what we can still do."
        )
    )
    desk.fill("Explanation to the customer", "谢谢您告诉我。短信里约的是本周五下午，我已请师傅提前一小时给您电话。")
    desk.press("Send the explanation")
    customer.open(link)
    customer.sees("我已请师傅提前一小时给您电话。")
    customer.press("I am content")
    close(desk, case)
    case.refresh_from_db()
    assert (case.holds, case.closed_as) == (False, "content")
