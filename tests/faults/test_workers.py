"""B59: workers are killed, stopped and poisoned; every job takes effect exactly once and none is stuck."""

import os
import random
import signal
import time
from collections import Counter

import pytest
from django.db import connection, transaction

from huitou.ledger import chain, letters, registry
from huitou.ledger.models import Event, Job
from huitou.ledger.queue import new_job
from tests.faults.conftest import PATIENCE, Crew, until

KILLS = 21
THINGS_PER_KILL = 10


def ask(name: str, attempts: int = 99, **args: int) -> None:
    """As `later` does, for jobs that only the other processes know."""
    new_job(registry.Task(name, print, attempts, atomic=True), args).save()


def all_done() -> bool:
    return not Job.objects.exclude(state="done").exists()


def done_once(kind: str, things: int) -> bool:
    counted = Counter(Event.objects.filter(kind=kind).values_list("subject", flat=True))
    return counted == {f"thing:{thing}": 1 for thing in range(things)}


def test_jobs_of_killed_workers_take_effect_exactly_once(crew: Crew):
    dice = random.Random(20260302)
    workers = [crew.start("work"), crew.start("work")]
    asked = 0
    for _ in range(KILLS):
        with transaction.atomic():
            for thing in range(asked, asked + THINGS_PER_KILL):
                ask("fault.effect", thing=thing)
                ask("fault.deliver", thing=thing)
        asked += THINGS_PER_KILL
        time.sleep(dice.uniform(0, 0.12))
        victim = workers.pop(dice.randrange(2))
        victim.kill()
        workers.append(crew.start("work"))
    until(all_done)
    assert done_once("fault.done", asked)
    assert done_once("fault.followed", asked)
    delivered = Counter(int(line) for line in crew.deliveries.read_text().split())
    assert set(delivered) == set(range(asked))
    assert delivered.total() - asked <= KILLS
    assert Job.objects.filter(attempts__gt=1).count() > 0, "no kill hit a job: the test proves nothing"
    chain.seal_all()
    assert chain.verify().ok
    assert chain.verify().sealed == 2 * asked


@pytest.mark.parametrize("place", ["before", "inside"])
def test_a_paused_worker_whose_lease_was_taken_cannot_commit(crew: Crew, place: str):
    ask("fault.hesitate", thing=0)
    paused = crew.start("take_one", FAULT_HESITATES=place)
    assert crew.heard(paused) == "claimed"
    os.kill(paused.pid, signal.SIGSTOP)
    until(lambda: Job.objects.lost().exists())
    crew.start("work")
    # On SQLite whoever stands in the middle of a transaction keeps all others out, so nobody takes the lease.
    taken = not (connection.vendor == "sqlite" and place == "inside")
    if taken:
        until(all_done)
    os.kill(paused.pid, signal.SIGCONT)
    crew.tell(paused)
    assert crew.heard(paused) == ("Fenced" if taken else "NoneType")
    until(all_done)
    assert done_once("fault.done", 1)


def test_a_job_that_kills_its_worker_dies_and_others_flow(crew: Crew):
    ask("fault.kill", attempts=3)
    for thing in range(5):
        ask("fault.follow", thing=thing)
    worker = crew.start("work")

    def settled() -> bool:
        nonlocal worker
        if worker.poll() is not None:
            worker = crew.start("work")
        return not Job.objects.filter(state__in=["waiting", "running"]).exists()

    until(settled)
    dead = Job.objects.dead().get()
    assert (dead.name, dead.attempts) == ("fault.kill", 3)
    assert dead.last_error.startswith("worker-lost ")
    assert done_once("fault.followed", 5)
    assert letters.retry(dead, by="user:9").state == "waiting"


def test_a_worker_that_is_asked_to_stop_finishes_its_job_and_takes_no_other(crew: Crew):
    ask("fault.hesitate", thing=0)
    ask("fault.follow", thing=1)
    worker = crew.start("work", FAULT_HESITATES="inside")
    assert crew.heard(worker) == "claimed"
    worker.terminate()
    crew.tell(worker)
    assert worker.wait(PATIENCE) == 0
    assert set(Job.objects.values_list("name", "state")) == {("fault.hesitate", "done"), ("fault.follow", "waiting")}
