"""The life of a job: asked for with its fact, claimed by one, fenced, tried again, dead, sent again, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from huitou.ledger import Again, job, later, letters, queue, record
from huitou.ledger.execution import describe, execute
from huitou.ledger.jobs import prune
from huitou.ledger.models import Event, Job
from huitou.ledger.worker import drain
from huitou.lib import clock

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LEASE = timedelta(seconds=30)


def effects() -> list[str]:
    return list(Event.objects.filter(kind="test.done").order_by("id").values_list("subject", flat=True))


@pytest.fixture(autouse=True)
def _jobs():
    @job("test.do", attempts=3)
    def do(case: int) -> None:
        record("test.done", f"case:{case}", by="system")

    @job("test.break", attempts=3)
    def break_(case: int) -> None:
        record("test.done", f"case:{case}", by="system")
        raise RuntimeError("call 13800138000, 王强 is angry")

    @job("test.outside", atomic=False)
    def outside(case: int) -> None:
        assert not any(not block._from_testcase for block in connection.atomic_blocks)

    with clock.at(START):
        yield


def test_a_job_goes_when_its_fact_goes():
    with transaction.atomic():
        later("test.do", case=1)
        later("test.do", key="do:1", case=1)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_due_jobs_run_in_order_and_later_ones_wait():
    later("test.do", at=START + timedelta(hours=1), case=3)
    later("test.do", at=START - timedelta(hours=1), case=2)
    later("test.do", case=1)
    assert Job.objects.oldest_due_at() == START - timedelta(hours=1)
    assert drain() == 2
    assert effects() == ["case:2", "case:1"]
    with clock.at(START + timedelta(hours=1)):
        assert drain() == 1


def test_a_key_makes_a_job_once_for_ever():
    first = later("test.do", key="case:1:thank", case=1)
    assert first
    assert first == Job.objects.get()
    assert later("test.do", key="case:1:thank", case=1) is None
    drain()
    with clock.at(START + timedelta(days=30)):
        prune()
        assert later("test.do", key="case:1:thank", case=1) is None
    assert effects() == ["case:1"]


@pytest.mark.parametrize("key", ["standards.sweep@2026-03-02T09:30:00Z", "chen@example.org"])
def test_a_key_cannot_look_like_a_tick(key: str):
    with pytest.raises(ValueError, match="no @"):
        later("test.do", key=key, case=1)


def test_a_name_that_nobody_has_is_refused_when_asked_for():
    with pytest.raises(LookupError, match=r"test\.dance"):
        later("test.dance")


def test_arguments_are_codes_and_ids():
    with pytest.raises(ValueError, match="must be a code"):
        later("test.do", case="王强")


def test_a_job_is_claimed_by_one_for_the_time_of_its_lease():
    later("test.do", case=1)
    mine = queue.claim("mei", LEASE)
    assert mine
    assert (mine.state, mine.worker, mine.attempts, mine.args) == ("running", "mei", 1, {"case": 1})
    assert mine.leased_until == START + LEASE
    assert queue.claim("wang", LEASE) is None
    assert queue.look() == (False, False, False)
    with clock.at(START + LEASE + timedelta(seconds=1)):
        assert queue.look() == (False, True, False)


def test_a_heartbeat_keeps_the_lease():
    later("test.do", case=1)
    mine = queue.claim("mei", LEASE)
    assert mine
    with clock.at(START + timedelta(seconds=20)):
        assert queue.extend(mine, LEASE)
    with clock.at(START + timedelta(seconds=40)):
        assert queue.reap() == 0
        assert queue.finish(mine)
        assert not queue.extend(mine, LEASE)


def test_who_lost_the_lease_cannot_commit():
    later("test.do", case=1)
    slow = queue.claim("slow", LEASE)
    assert slow
    with clock.at(START + timedelta(seconds=31)):
        assert queue.reap() == 1
    with clock.at(START + timedelta(minutes=2)):
        quick = queue.claim("quick", LEASE)
        assert quick
        assert execute(slow) is not None
        assert effects() == []
        assert execute(quick) is None
        assert execute(slow) is not None
    assert effects() == ["case:1"]
    assert Job.objects.get().state == "done"


def test_the_same_worker_cannot_finish_an_earlier_try_of_its_own():
    later("test.do", case=1)
    first = queue.claim("mei", LEASE)
    with clock.at(START + timedelta(minutes=2)):
        queue.reap()
    with clock.at(START + timedelta(minutes=4)):
        second = queue.claim("mei", LEASE)
        assert first
        assert second
        assert not queue.finish(first)
        assert not queue.fail(first, "late")
        assert queue.finish(second)


def test_a_failed_try_takes_back_its_effects_and_comes_again_after_a_while():
    later("test.break", case=1)
    assert drain(strict=False) == 1
    broken = Job.objects.get()
    assert effects() == []
    assert (broken.state, broken.attempts, broken.worker, broken.leased_until) == ("waiting", 1, "", None)
    assert timedelta(seconds=2) <= broken.run_at - START <= timedelta(seconds=3)
    with pytest.raises(RuntimeError), clock.at(broken.run_at):
        drain()


def test_back_off_doubles_with_jitter_up_to_an_hour():
    for attempts in range(1, 12):
        waits = {queue.back_off(attempts) for _ in range(50)}
        assert timedelta(seconds=2**attempts) <= min(waits)
        assert max(waits) <= timedelta(seconds=1.5 * 2**attempts)
        assert len(waits) > 40
    assert queue.back_off(10_000) <= timedelta(minutes=90)


def run_until_dead() -> Job:
    for days in range(1, 5):
        with clock.at(START + timedelta(days=days)):
            drain(strict=False)
    return Job.objects.dead().get()


def test_a_poison_job_dies_where_it_can_be_seen_and_others_flow():
    later("test.break", case=1)
    later("test.do", case=2)
    dead = run_until_dead()
    assert (dead.name, dead.attempts) == ("test.break", 3)
    assert effects() == ["case:2"]


def test_an_error_keeps_no_words():
    later("test.break", case=1)
    error = run_until_dead().last_error
    assert error.startswith("RuntimeError")
    assert "13800138000" not in error
    assert "王强" not in error


def test_an_error_names_its_place_and_its_code():
    try:
        later("test.nobody")
    except LookupError as failure:
        failure.code = "smtp-451"  # type: ignore[attr-defined]
        described = describe(failure)
    assert described.startswith("LookupError smtp-451 at ledger/registry.py:")
    assert described.endswith(" in get_task")


def test_a_job_that_kills_its_worker_on_every_try_dies_too():
    later("test.do", case=1)
    for hour in range(1, 4):
        with clock.at(START + timedelta(hours=hour)):
            assert queue.claim("mei", LEASE)
        with clock.at(START + timedelta(hours=hour, minutes=1)):
            assert queue.reap() == 1
    dead = Job.objects.dead().get()
    assert (dead.attempts, dead.last_error) == (3, "worker-lost mei")


def test_a_lost_job_comes_again_within_half_a_minute_or_so():
    later("test.do", case=1)
    Job.objects.update(attempts=7, max_attempts=20)
    assert queue.claim("mei", LEASE)
    with clock.at(START + timedelta(seconds=31)):
        queue.reap()
        assert Job.objects.get().run_at <= clock.now() + timedelta(seconds=30)


def test_a_row_with_an_unknown_name_is_dead_with_a_reason():
    with_unknown_name = Job(name="test.unknown", run_at=START, max_attempts=8, created_at=START)
    with_unknown_name.save()
    later("test.do", case=2)
    drain(strict=False)
    assert Job.objects.dead().get().last_error == "unknown-job"
    assert effects() == ["case:2"]


def test_a_dead_letter_is_sent_round_again_by_a_person():
    later("test.break", case=1)
    dead = run_until_dead()
    with clock.at(START + timedelta(days=9)):
        again = letters.retry(dead, by="user:9")
        assert (again.state, again.attempts, again.max_attempts) == ("waiting", 3, 6)
        drain(strict=False)
    assert Job.objects.get().attempts == 4
    assert Event.objects.filter(kind="job.retried", subject=f"job:{dead.pk}", actor="user:9").count() == 1


def test_only_a_dead_letter_is_sent_round_again():
    alive = later("test.do", case=1)
    assert alive
    with pytest.raises(Job.DoesNotExist):
        letters.retry(alive, by="user:9")


def test_a_job_may_ask_to_come_again_at_its_own_pace():
    @job("test.patient")
    def patient() -> None:
        raise Again("smtp-451", after=timedelta(minutes=10))

    later("test.patient")
    drain()
    waiting = Job.objects.get()
    assert waiting.run_at == START + timedelta(minutes=10)
    assert waiting.last_error.startswith("Again smtp-451")


def test_a_job_that_is_not_atomic_holds_no_transaction():
    later("test.outside", case=1)
    assert drain() == 1
    assert Job.objects.get().state == "done"


def test_done_jobs_are_forgotten_after_a_week_and_no_others():
    later("test.do", case=1)
    later("test.do", key="do:2", case=2)
    drain()
    later("test.do", at=START + timedelta(days=99), case=3)
    with clock.at(START + timedelta(days=6)):
        prune()
        assert Job.objects.count() == 3
    with clock.at(START + timedelta(days=8)):
        prune()
    assert set(Job.objects.values_list("key", "state")) == {("do:2", "done"), (None, "waiting")}


def test_draining_for_ever_is_an_error():
    @job("test.echo")
    def echo() -> None:
        later("test.echo")

    later("test.echo")
    with pytest.raises(RuntimeError, match="call for each other"):
        drain(most=20)


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (Job.objects.due, "ledger_job_waiting"),
        (Job.objects.lost, "ledger_job_running"),
        (Job.objects.dead, "ledger_job_dead"),
        (lambda: Job.objects.done_before(START), "ledger_job_done"),
        (Event.objects.unsealed, "ledger_event_unsealed"),
        (lambda: Event.objects.sealed_after(3), "ledger_event_position"),
        (lambda: Event.objects.about("case:1"), "ledger_event_subject"),
    ],
)
def test_each_question_of_the_worker_has_its_index(rows, index: str):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    assert index in rows().explain()
