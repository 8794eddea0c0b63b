"""Every page keeps to its own content security policy, also when all words on it would like to be a program (B01)."""

from collections.abc import Callable
from typing import Any

import pytest

from huitou.accounts.models import User
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from tests.cases.building import propose, send, solve
from tests.cast import Cast
from tests.stories.conftest import DESK, PHONE, Screen
from tests.stories.test_unsteady import EVIL, is_inert
from tests.test_permissions import TABLE, path_of

pytestmark = pytest.mark.usefixtures("transactional_db")

# Opened in the states they take, below; or no page at all.
ELSEWHERE = {"tell", "lost_link", "heard", "matter", "file", "files:file", "health", "openapi-json", "setup", "case"}
PAGES = [row.removeprefix("GET ") for row in TABLE if row.startswith("GET ")]
STAFF = [name for name in PAGES if name not in ELSEWHERE and not name.startswith("api:") and "@" not in name]


def evil(cast: Cast, **more: Any) -> Any:
    return send(cast, words=EVIL, name=EVIL[:80], wish=EVIL, **more)


def test_pages_of_customers(company: Cast, screens: Callable[..., Screen]) -> None:
    """The first page and its refusal, the matter with an offer, solved, closed, and a link that opens nothing."""
    received = evil(company)
    case, mine = received.case, f"/my/{received.link.token}/"
    customer = screens(PHONE).open("/")
    customer.page.locator("button.btn-primary").click()
    customer.page.locator("[aria-invalid=true]").first.wait_for()
    customer.look()
    for path in ("/lost-link/", "/my/" + "x" * 32 + "/", "/nowhere/", mine + "heard/"):
        customer.open(path)
    customer.open(mine)
    is_inert(customer)
    for way in (_offer, solve, _close):
        way(case, company)
        customer.open(mine)
        is_inert(customer)


def _offer(case: Any, cast: Cast) -> None:
    case.record(by=cast.mei, category_code="broken-promise")
    case.judge(by=cast.mei, holds=True)
    case.place(by=cast.mei, department=cast.repairs)
    case.analyse(by=cast.mei, cause_code="shift-plan", words=EVIL)
    propose(case, cast, EVIL, gain=EVIL, cost=EVIL, differs=True, difference=EVIL)


def _close(case: Any, cast: Cast) -> None:
    case.evaluate(by=case.customer, contentment="content", words=EVIL)
    case.close(by=cast.mei, closed_as="content", reason=EVIL)


def test_pages_of_staff(company: Cast, screens: Callable[..., Screen]) -> None:
    """Every page of the table of addresses, for who may see it all, and a case that has been through everything."""
    case = evil(company).case
    voice = receive(Given(words=EVIL, name=EVIL[:80]), channel="counter", kind="grumble").voice
    User.objects.filter(pk=company.sun.pk).update(name=EVIL[:60], direct_line=EVIL[:30])
    values = {"number": case.pk, "user_id": company.sun.pk, "token": "x-y"}
    seen = screens(DESK, company.liu)
    for name in STAFF:
        seen.open(path_of(name, {"values": values, "voice": voice, "case": case}))
    desk = screens(DESK, company.mei)
    for way in (lambda case, cast: case.note(by=cast.mei, words=EVIL), _offer, _accept, solve, _close):
        way(case, company)
        is_inert(desk.open(f"/cases/{case.pk}/"))


def _accept(case: Any, cast: Cast) -> None:
    case.accept_solution(by=case.customer, words=EVIL)


def test_a_script_of_somebody_else_is_refused_and_heard_of(company: Cast, screens: Callable[..., Screen]) -> None:
    """Were the words put on the page as they are, the policy would still stand; and these tests would know."""
    customer = screens(PHONE).open("/")
    customer.page.evaluate("words => document.querySelector('main').insertAdjacentHTML('beforeend', words)", EVIL)
    customer.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.append("window.__x = 1");
            document.body.append(script);
        }"""
    )
    customer.page.wait_for_function("() => document.querySelector('img[src=x]')")
    assert customer.page.evaluate("window.__x") is None
    assert any("script-src" in said for said in customer.policy_reports)
