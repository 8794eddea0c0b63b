"""What a new case starts with."""

from datetime import UTC, datetime

import pytest

from huitou.lib import clock
from huitou.standards import clocks
from tests.cases.building import complain
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TUESDAY_TEN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "language", "due", "said"),
    [
        ("洗衣机的按钮有点松", "zh", (12, 0), "今天 12:00"),
        ("孩子碰到插座触电了，手麻", "zh", (10, 15), "今天 10:15"),
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
