"""Without a mouse, and without a desk: the portal by keyboard alone, and a handler who leads a case on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from huitou.cases.models import Case
from huitou.cases.telling import link_for
from tests.cases.building import complain, lead_to, propose, solve
from tests.cast import Cast
from tests.stories.conftest import DESK, PHONE, Screen

pytestmark = pytest.mark.usefixtures("transactional_db")

# Everything that can be worked, in the order of the page, and how it and its neighbours look while it has no focus.
STOPS = """() => {
    const looks = (one) => {
        const style = one ? getComputedStyle(one) : {};
        return [style.outline, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecoration].join();
    };
    window.looksOf = (one) => [one, one.parentElement, one.nextElementSibling].map(looks).join("|");
    document.body.tabIndex = -1;
    document.body.focus(); // from here the next Tab begins
    document.body.removeAttribute("tabindex");
    const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary");
    window.stops = [...all].filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0);
    window.rest = window.stops.map(window.looksOf);
    return window.stops.map((one) => one.outerHTML.slice(0, 90));
}"""
WHERE = "() => window.stops.indexOf(document.activeElement)"
CHANGED = "at => window.looksOf(window.stops[at]) !== window.rest[at]"
IN_SIGHT = """at => {
    const place = window.stops[at].getBoundingClientRect();
    return place.bottom > 0 && place.top < window.innerHeight && place.width > 0;
}"""


def walk(screen: Screen) -> None:
    """Tab from the top: every stop comes in the order of the page, in sight, and shows that it has the focus."""
    stops = screen.page.evaluate(STOPS)
    assert stops
    for at, stop in enumerate(stops):
        screen.page.keyboard.press("Tab")
        assert screen.page.evaluate(WHERE) == at, f"{screen.page.url}: Tab passed by {stop}"
        screen.page.wait_for_function(CHANGED, arg=at)
        assert screen.page.evaluate(IN_SIGHT, at), f"{screen.page.url}: out of sight {stop}"


def unfold_all(screen: Screen) -> None:
    screen.page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")


def tab_to(screen: Screen, goal: Locator) -> None:
    """By the Tab key only."""
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        if goal.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {goal} on {screen.page.url}")


def press_enter(screen: Screen, name: str) -> None:
    goal = screen.page.get_by_role("button", name=screen.say(name), exact=True)
    tab_to(screen, goal)
    with screen.page.expect_navigation():
        screen.page.keyboard.press("Enter")
    screen.look()


@pytest.mark.parametrize("way", ["new", "offered", "solved", "closed"])
def test_every_page_of_the_portal_is_walked_by_tab(company: Cast, screens: Callable[..., Screen], way: str) -> None:
    case = complain(company)
    pages = [f"/my/{link_for(case).token}/"]
    if way == "new":
        pages += ["/", "/lost-link/", f"{pages[0]}heard/"]
    elif way == "offered":
        propose(lead_to(case, 5, company), company)
    else:
        solve(case, company)
    if way == "closed":
        case.evaluate(by=case.customer, contentment="content")
        case.close(by=company.mei, closed_as="content")
    customer = screens(DESK)
    for page in pages:
        walk(customer.open(page))
        unfold_all(customer)
        walk(customer)


def test_a_whole_complaint_by_keyboard(company: Cast, screens: Callable[..., Screen]) -> None:
    customer = screens(DESK).open("/")
    tab_to(customer, customer.field("Please tell us what happened"))
    customer.page.keyboard.type("洗衣机修了两次还在漏水。")
    tab_to(customer, customer.field("How do we reach you?"))
    customer.page.keyboard.type("13800138000")
    press_enter(customer, "Send")
    case = Case.objects.get()
    customer.sees(case.owner.name)
    tab_to(customer, customer.page.get_by_role("link", name=customer.say("See my matter")))
    with customer.page.expect_navigation():
        customer.page.keyboard.press("Enter")
    propose(lead_to(case, 5, company), company)
    customer.open(customer.page.url)
    press_enter(customer, "I agree")
    solve(Case.objects.get(), company)
    customer.open(customer.page.url)
    press_enter(customer, "I am content")
    case.refresh_from_db()
    assert (case.step, case.contentment) == (7, "content")


def test_a_handler_leads_a_case_on_a_phone(company: Cast, screens: Callable[..., Screen]) -> None:
    """From the day to the case, one step on, and words to the customer, all by touch on 390 × 844."""
    case = complain(company)
    phone = screens(PHONE, case.owner).open("/day/")
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name=case.headline).first.tap()
    phone.look()
    turn_to(phone, "Steps")
    phone.fill("What does the customer wish us to do?", "今天有人来修好")
    phone.page.get_by_label(phone.say("Kind of matter")).select_option("broken-promise")
    phone.press("Keep")
    case.refresh_from_db()
    assert (case.step, case.ask.words) == (2, "今天有人来修好")
    turn_to(phone, "Steps")
    phone.press("It holds")
    turn_to(phone, "Conversation")
    words = "陈女士，师傅18:00到，我陪您等到修好。"
    phone.fill("Reply to %(name)s", words, name="陈丽")
    phone.press("Send")
    phone.sees(words)
    case.refresh_from_db()
    assert (case.step, case.messages.filter(sender="staff").get().words) == (3, words)


def turn_to(phone: Screen, column: str) -> None:
    """On a phone the columns of a case are tabs: only one is there at a time."""
    phone.page.locator("[data-tabs] a").filter(has_text=phone.say(column)).tap()
    shown = phone.page.locator(".case-columns > *").filter(visible=True)
    assert shown.count() == 1
    phone.look()
