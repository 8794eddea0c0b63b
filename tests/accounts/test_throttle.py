"""Limits: exact under a rush, over when their window is, and nobody passes when the store is down."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connections

from huitou.accounts import throttle
from huitou.accounts.jobs import prune
from huitou.accounts.models import Throttle
from huitou.lib import clock

MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
def test_so_many_and_no_more() -> None:
    assert [throttle.count("b:x", limit=3, per=MINUTE) for _ in range(5)] == [True, True, True, False, False]
    assert throttle.count("b:y", limit=3, per=MINUTE)


@pytest.mark.django_db
def test_a_window_opens_with_its_first_hit_and_closes() -> None:
    start = clock.now()
    with clock.at(start):
        assert throttle.count("b:x", limit=1, per=MINUTE)
    with clock.at(start + timedelta(seconds=59)):
        assert not throttle.count("b:x", limit=1, per=MINUTE)
        assert throttle.is_over("b:x", limit=1)
    with clock.at(start + timedelta(seconds=60)):
        assert not throttle.is_over("b:x", limit=1)
        assert throttle.count("b:x", limit=1, per=MINUTE)
        assert not throttle.count("b:x", limit=1, per=MINUTE)


@pytest.mark.django_db
def test_check_raises_and_forget_begins_again() -> None:
    throttle.check("b:x", limit=1, per=MINUTE)
    with pytest.raises(throttle.Over):
        throttle.check("b:x", limit=1, per=MINUTE)
    throttle.forget("b:x")
    throttle.check("b:x", limit=1, per=MINUTE)


@pytest.mark.django_db
def test_the_rows_name_nobody() -> None:
    throttle.count("signin:mei@example.com", limit=1, per=MINUTE)
    assert "mei" not in str(list(Throttle.objects.values()))


@pytest.mark.django_db
def test_rows_that_are_over_go() -> None:
    with clock.at(clock.now() - timedelta(hours=2)):
        throttle.count("b:old", limit=1, per=MINUTE)
    throttle.count("b:new", limit=1, per=MINUTE)
    prune()
    assert Throttle.objects.count() == 1


@pytest.mark.django_db
def test_a_store_that_is_down_lets_nobody_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_args: object, **_more: object) -> Callable[..., object]:
        raise OperationalError("gone")

    monkeypatch.setattr(connections["default"], "cursor", down)
    with pytest.raises(OperationalError):
        throttle.count("b:x", limit=1, per=MINUTE)


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_are_counted_as_forty() -> None:
    def tries(_worker: int) -> list[bool]:
        try:
            return [throttle.count("b:rush", limit=7, per=MINUTE) for _ in range(10)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        passed = [ok for batch in pool.map(tries, range(4)) for ok in batch]
    assert (passed.count(True), passed.count(False)) == (7, 33)
