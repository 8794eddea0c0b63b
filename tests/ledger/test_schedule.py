"""Periodic work: every tick once, whoever makes it, and after hours off only the last one."""

from datetime import UTC, datetime, timedelta

import pytest

from huitou.config.schedule import SCHEDULE
from huitou.ledger import job, registry
from huitou.ledger.jobs import prune
from huitou.ledger.models import Job
from huitou.ledger.periodic import Periodic, Rota
from huitou.lib import clock

START = datetime(2026, 3, 2, 9, 30, 20, tzinfo=UTC)
SWEEP = Periodic("test.sweep", every=timedelta(minutes=1), why="a test")
NIGHTLY = Periodic("test.nightly", every=timedelta(days=1), after=timedelta(hours=19), why="a test")


@pytest.fixture(autouse=True)
def _jobs():
    job("test.sweep")(lambda: None)
    job("test.nightly")(lambda: None)


def keys() -> list[str | None]:
    return list(Job.objects.order_by("run_at").values_list("key", flat=True))


@pytest.mark.django_db
def test_a_tick_is_made_once_among_many_workers():
    rotas = [Rota([SWEEP]) for _ in range(3)]
    with clock.at(START):
        assert [rota.make_due() for rota in rotas] == [1, 0, 0]
        assert [rota.make_due() for rota in rotas] == [0, 0, 0]
    with clock.at(START + timedelta(seconds=39)):
        assert [rota.make_due() for rota in rotas] == [0, 0, 0]
    with clock.at(START + timedelta(seconds=40)):
        assert [rota.make_due() for rota in rotas] == [1, 0, 0]
    assert keys() == ["test.sweep@2026-03-02T09:30:00Z", "test.sweep@2026-03-02T09:31:00Z"]


@pytest.mark.django_db
def test_after_hours_off_only_the_last_tick_is_made():
    with clock.at(START):
        Rota([SWEEP]).make_due()
    rota = Rota([SWEEP])
    with clock.at(START + timedelta(hours=3)):
        assert rota.make_due() == 1
        assert rota.make_due() == 0
    assert keys() == ["test.sweep@2026-03-02T09:30:00Z", "test.sweep@2026-03-02T12:30:00Z"]


@pytest.mark.django_db
def test_a_tick_is_due_at_once():
    with clock.at(START):
        Rota([SWEEP]).make_due()
        assert Job.objects.due().count() == 1


@pytest.mark.django_db
def test_an_idle_rota_asks_the_database_once_a_tick(django_assert_num_queries):
    rota = Rota([SWEEP, NIGHTLY])
    with clock.at(START):
        rota.make_due()
        with django_assert_num_queries(0):
            rota.make_due()


@pytest.mark.django_db
def test_a_pruned_tick_is_not_made_again():
    with clock.at(START):
        Rota([NIGHTLY]).make_due()
        Job.objects.update(state="done", finished_at=START)
    for day in range(1, 12):
        with clock.at(START + timedelta(days=day)):
            assert Rota([NIGHTLY]).make_due() == 1
            assert Rota([NIGHTLY]).make_due() == 0
            prune()
    assert Job.objects.count() == 11


@pytest.mark.parametrize(
    ("now", "tick"),
    [
        (datetime(2026, 3, 2, 18, 59, 59, tzinfo=UTC), datetime(2026, 3, 1, 19, tzinfo=UTC)),
        (datetime(2026, 3, 2, 19, 0, 0, tzinfo=UTC), datetime(2026, 3, 2, 19, tzinfo=UTC)),
    ],
)
def test_a_daily_tick_comes_at_its_hour(now: datetime, tick: datetime):
    assert NIGHTLY.latest(now) == tick


@pytest.mark.parametrize("every", [timedelta(), timedelta(milliseconds=10), timedelta(days=2)])
def test_a_rhythm_is_between_a_second_and_a_day(every: timedelta):
    with pytest.raises(ValueError, match="at least daily"):
        Periodic("test.sweep", every=every, why="a test")


def test_everything_on_the_schedule_is_a_job_with_a_reason():
    names = [periodic.name for periodic in SCHEDULE]
    assert len(names) == len(set(names))
    assert set(names) <= set(registry.tasks())
    assert all(periodic.why for periodic in SCHEDULE)
