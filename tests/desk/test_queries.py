"""What the pages of the desk ask of the database does not grow with the work."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huitou.cases.models import Case
from huitou.catalogue.models import Product
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from tests.cases.building import complain, lead_to, solve
from tests.cast import Cast
from tests.desk.building import desk
from tests.files import pictures
from tests.queries import reads

pytestmark = pytest.mark.django_db


def told(cast: Cast, numbers: range) -> None:
    """Cases of all sorts, each of another customer, and voices."""
    for number in numbers:
        product = Product.objects.create(code=f"p{number}", name=f"洗衣机{number}")
        case = complain(cast, reach=f"{number}@example.com", words=f"第{number}件", name=f"客{number}", product=product)
        if number % 3 == 1:
            case.hear(by=case.customer, words="在吗")
        if number % 3 == 2:
            solve(case, cast)
        receive(Given(words=f"第{number}句", branch=cast.east), channel="counter", kind="grumble", by=cast.sun)


@pytest.mark.parametrize(
    ("path", "most"), [("/day/", 14), ("/cases/", 14), ("/cases/?view=awaiting", 14), ("/voices/?view=all", 14)]
)
@pytest.mark.parametrize("who", ["mei", "wang"])
def test_lists(cast: Cast, path: str, most: int, who: str) -> None:
    client = desk(getattr(cast, who))
    told(cast, range(3))
    few = reads(client, path)
    told(cast, range(3, 30))
    assert reads(client, path) == few <= most


def lively(case: Case, cast: Cast, times: int) -> None:
    for number in range(times):
        photo = SimpleUploadedFile("a.gif", pictures.gif(), "image/gif")
        case.hear(by=case.customer, words=f"第{number}句", uploads=[photo])
        case.reply(by=cast.mei, words=f"答{number}")
        case.note(by=cast.wang if number % 2 else cast.mei, words=f"记{number}")


@pytest.mark.parametrize("step", [1, 3, 5, 7])
def test_a_case(cast: Cast, step: int) -> None:
    case = lead_to(complain(cast), step, cast)
    client, path = desk(cast.wang), f"/cases/{case.pk}/"
    lively(case, cast, 3)
    few = reads(client, path)
    lively(case, cast, 27)
    assert reads(client, path) == few <= 26


def test_a_case_with_a_long_past(cast: Cast) -> None:
    """Rounds, hand-overs, proposals, other matters of the same customer: nothing is asked for each of them."""
    case = solve(complain(cast), cast)
    client, path = desk(cast.wang), f"/cases/{case.pk}/"
    case.evaluate(by=case.customer, contentment="not_content", words="又坏了", ask="换新")
    case.hand_over(by=cast.mei, to=cast.wang, summary="周二上门")
    few = reads(client, path)
    for number in range(4):
        words = f"换第{number}台"
        case.propose(by=cast.mei, words=words, gain="能用", cost="一台")
        case.decline_solution(by=cast.wang, words="不要")
        case.hand_over(by=cast.mei, to=cast.mei if number % 2 else cast.zhao, summary=f"第{number}次")
        complain(cast, words=f"另一件{number}")
    assert reads(client, path) == few <= 26
