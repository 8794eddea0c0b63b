"""B13, B14: nothing tells who has an account, guessing stops at the sixth try, and nobody's box is flooded."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.test import Client

from huitou.accounts import signing_in
from huitou.accounts.models import User
from huitou.ledger.models import Event, Job
from huitou.lib import clock
from tests.accounts import letters
from tests.accounts.letters import Letter, delivered
from tests.cast import PASSWORD, Cast

KNOWN, UNKNOWN, DISABLED = "mei@example.com", "nobody@example.com", "sun@example.com"


@pytest.fixture
def box(settings: object) -> list[Letter]:
    return letters.open_box(settings)  # type: ignore[arg-type]


@pytest.fixture
def people(cast: Cast) -> Cast:
    User.objects.filter(pk=cast.sun.pk).update(is_active=False)
    return cast


def enter(client: Client, email: str, password: str = "wrong", **more: str):
    return client.post("/signin/", {"email": email, "password": password}, **more)


def seen(response: object, email: str) -> tuple[object, ...]:
    """What an attacker can compare: status, headers, body without what they typed and the tokens of the form."""
    body = response.content.decode().replace(email, "ADDRESS")  # type: ignore[attr-defined]
    body = "\n".join(line for line in body.splitlines() if "csrfmiddlewaretoken" not in line)
    headers = {name: value for name, value in response.headers.items() if name != "Content-Security-Policy"}  # type: ignore[attr-defined]
    for moving in ("Content-Length", "Expires"):
        headers.pop(moving, None)
    return response.status_code, headers, body  # type: ignore[attr-defined]


@pytest.mark.parametrize("other", [UNKNOWN, DISABLED])
def test_a_failed_sign_in_looks_the_same_for_everybody(people: Cast, other: str) -> None:
    for password in ("wrong", PASSWORD if other == DISABLED else "also wrong"):
        known = seen(enter(Client(), KNOWN), KNOWN)
        assert seen(enter(Client(), other, password), other) == known


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN, DISABLED])
def test_a_failed_sign_in_costs_one_hash_for_everybody(
    people: Cast, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = type(hashers.get_hasher())
    counted, encode = [], hasher.encode

    def counting(self: object, *args: object) -> str:
        counted.append(1)
        return encode(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(hasher, "encode", counting)
    enter(Client(), email)
    assert len(counted) == 1


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN, DISABLED])
def test_the_sixth_try_of_half_an_hour_is_429_whatever_the_headers_say(people: Cast, email: str) -> None:
    for number in range(5):
        headers = {"X-Forwarded-For": f"198.51.100.{number}", "X-Real-Ip": f"203.0.113.{number}"}
        assert enter(Client(), email, headers=headers, REMOTE_ADDR=f"192.0.2.{number}").status_code == 422
    for password in ("wrong", PASSWORD):
        sixth = enter(Client(), email, password, headers={"X-Forwarded-For": "198.51.100.99"}, REMOTE_ADDR="192.0.2.99")
        assert sixth.status_code == 429
        assert "/signin/forgotten/" in sixth.content.decode()


def test_other_spellings_are_the_same_account(people: Cast) -> None:
    for spelling in (
        "mei@example.com",
        "MEI@example.com",
        " mei@example.com ",
        "Mei@Example.Com",
        "mei@example.com\u200e",
    ):
        enter(Client(), spelling)
    enter(Client(), "mei@EXAMPLE.com")
    assert enter(Client(), KNOWN, PASSWORD).status_code == 429


def test_half_an_hour_later_the_door_opens(people: Cast) -> None:
    for _ in range(6):
        enter(Client(), KNOWN)
    with clock.at(clock.now() + timedelta(minutes=30)):
        assert enter(Client(), KNOWN, PASSWORD).status_code == 302


def test_whoever_gets_in_starts_again_from_nothing(people: Cast) -> None:
    for _ in range(3):
        for _failure in range(4):
            enter(Client(), KNOWN)
        assert enter(Client(), KNOWN, PASSWORD).status_code == 302


def test_a_colleague_is_not_locked_out_with_the_victim(people: Cast) -> None:
    for _ in range(6):
        enter(Client(), KNOWN)
    assert enter(Client(), "wang@example.com", PASSWORD).status_code == 302


def test_the_real_person_can_still_choose_a_new_password_and_enter(people: Cast, box: list[Letter]) -> None:
    for _ in range(6):
        enter(Client(), KNOWN)
    Client().post("/signin/forgotten/", {"email": KNOWN})
    (letter,) = delivered()
    Client().post(letter.path, {"password": "seven-green-boats-sing"})
    assert enter(Client(), KNOWN, "seven-green-boats-sing").status_code == 302


def test_one_address_that_tries_everybody_is_stopped(people: Cast) -> None:
    answers = [enter(Client(), f"person{n}@example.com").status_code for n in range(signing_in.FAILURES_OF_ADDRESS + 1)]
    assert (answers.count(422), answers[-1]) == (signing_in.FAILURES_OF_ADDRESS, 429)
    assert enter(Client(), KNOWN, PASSWORD).status_code == 429
    assert enter(Client(), KNOWN, PASSWORD, REMOTE_ADDR="192.0.2.1").status_code == 302


@pytest.mark.parametrize("other", [UNKNOWN, DISABLED])
def test_asking_for_a_link_looks_and_works_the_same_for_everybody(people: Cast, other: str) -> None:
    answers, jobs = [], []
    for email in (KNOWN, other):
        before = Job.objects.count()
        answers.append(seen(Client().post("/signin/forgotten/", {"email": email}), email))
        jobs.append(Job.objects.count() - before)
    assert answers[0] == answers[1]
    assert jobs == [1, 1]


def test_only_people_who_are_here_get_letters(people: Cast, box: list[Letter]) -> None:
    for email in (KNOWN, UNKNOWN, DISABLED):
        Client().post("/signin/forgotten/", {"email": email})
    assert [letter.address for letter in delivered()] == [KNOWN]


def test_a_mail_server_that_is_down_changes_no_answer(people: Cast, settings: object) -> None:
    settings.ACCOUNT_MAIL = "tests.security.test_login.broken"  # type: ignore[attr-defined]
    known, unknown = (seen(Client().post("/signin/forgotten/", {"email": email}), email) for email in (KNOWN, UNKNOWN))
    assert known == unknown
    assert known[0] == 200


def broken(*_letter: str) -> None:
    raise OSError("no route to host")


def test_two_letters_an_hour_and_five_a_day_for_one_box(people: Cast, box: list[Letter]) -> None:
    start = clock.now()
    answers = set()
    for hour in range(24):
        for number in range(4):
            with clock.at(start + timedelta(hours=hour, minutes=number)):
                asked = Client().post("/signin/forgotten/", {"email": KNOWN}, REMOTE_ADDR=f"192.0.{hour}.{number}")
                answers.add(repr(seen(asked, KNOWN)))
    assert len(answers) == 1
    with clock.at(start + timedelta(hours=24)):
        assert len(delivered()) == 5
        Client().post("/signin/forgotten/", {"email": KNOWN}, REMOTE_ADDR="192.0.100.1")
        assert len(delivered()) == 6


def test_a_hundred_addresses_from_one_place(people: Cast) -> None:
    answers = [Client().post("/signin/forgotten/", {"email": f"p{n}@example.com"}) for n in range(100)]
    assert {answer.status_code for answer in answers} == {200}
    assert Job.objects.filter(name="accounts.mail_password_link").count() == 10


@pytest.mark.parametrize("path", ["/signin/", "/signin/forgotten/"])
@pytest.mark.parametrize(
    "email", ["", "no-address", "a@b", "x" * 300 + "@example.com", "<svg onload=x>@e.c", "a\x00@e"]
)
def test_no_address_is_a_plain_answer(people: Cast, path: str, email: str) -> None:
    assert Client().post(path, {"email": email, "password": "x"}).status_code == 422


def test_a_failure_tells_the_record_nothing_that_could_be_harvested(people: Cast) -> None:
    enter(Client(), UNKNOWN)
    assert not Event.objects.filter(kind__startswith="user.sign").exists()


def test_limits_that_cannot_be_counted_refuse(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_args: object, **_more: object) -> Callable[..., bool]:
        raise ConnectionError("store")

    monkeypatch.setattr("huitou.accounts.throttle.count", down)
    client = Client(raise_request_exception=False)
    response = enter(client, KNOWN, PASSWORD)
    assert response.status_code >= 500
    assert "_auth_user_id" not in client.session
    assert "store" not in response.content.decode()
