"""What a new case starts with."""

from datetime import UTC, date, datetime

import pytest

from huitou.lib import clock
from huitou.standards import book, clocks
from huitou.standards.models import Standard
from tests.cases.building import complain
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TUESDAY_TEN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "language", "due", "said"),
    [
        ("洗衣机的按钮有点松", "zh", (12, 0), "今天 12:00"),
        ("孩子碰到插座触电了，手麻", "zh", (10, 15), "今天 10:15"),
        ("厨房漏水了，楼下也湿了", "zh", (11, 0), "今天 11:00"),
        ("My child got an electric shock from the kettle", "en", (10, 15), "10:15 today"),
    ],
)
def test_the_graver_the_sooner_somebody_answers_and_the_customer_is_told_that_time(
    cast: Cast, words: str, language: str, due: tuple[int, int], said: str
):
    with clock.at(TUESDAY_TEN):
        case = complain(cast, words=words, language=language)
    running = clocks.running(case.key)["first-answer"]
    assert (running.due_at.hour + 8, running.due_at.minute) == due
    assert said in case.messages.get().words


@pytest.fixture
def changed() -> None:
    """The house answers ordinary matters within a day, and grave ones within half an hour, from today on."""
    today = date(2026, 11, 24)
    Standard.objects.create(code="first-answer", within="8 working hours", in_force_from=today)
    Standard.objects.create(code="first-answer-grave", within="30 working minutes", in_force_from=today)
    book.forget()


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("words", "within"),
    [("按钮有点松", "8 working hours"), ("漏水了", "60 working minutes"), ("孩子触电了", "30 working minutes")],
)
def test_a_standard_that_the_house_changes_binds_new_cases(cast: Cast, words: str, within: str):
    with clock.at(TUESDAY_TEN):
        case = complain(cast, words=words)
    assert clocks.running(case.key)["first-answer"].within == within


@pytest.mark.parametrize("words", ["谢谢你们的师傅，修得又快又好", "按钮有点松", "漏水了", "孩子触电了"])
@pytest.mark.parametrize("ordinary", ["2 working hours", "10 working minutes", "3 working days"])
def test_nobody_hears_later_than_the_first_page_said(cast: Cast, words: str, ordinary: str):
    Standard.objects.update_or_create(
        code="first-answer", in_force_from=date(2026, 11, 24), defaults={"within": ordinary}
    )
    book.forget()
    with clock.at(TUESDAY_TEN):
        promised = clocks.would_end("first-answer")
        case = complain(cast, words=words)
    assert clocks.running(case.key)["first-answer"].due_at <= promised


def test_a_grave_clock_is_stopped_by_its_name_like_every_other(cast: Cast):
    case = complain(cast, words="孩子触电了")
    case.reply(by=case.owner, words="我马上给您电话")
    assert "first-answer" not in clocks.running(case.key)


def test_a_grave_case_that_is_taken_up_again_is_as_urgent_as_before(cast: Cast):
    with clock.at(TUESDAY_TEN):
        case = complain(cast, words="孩子触电了")
        case.withdraw(by=case.customer)
        case.resume(by=cast.mei, reason="客户后悔了")
    assert clocks.running(case.key)["first-answer"].within == "15 working minutes"
