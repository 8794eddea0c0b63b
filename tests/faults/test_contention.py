"""B66: many write at once while the worker works; nobody is told that the database is locked, nothing is lost."""

from django.db import connection

from huitou.ledger import chain
from huitou.ledger.models import Event, Job, Words
from tests.faults.conftest import Crew, until

WRITERS = 4
EACH = 120


def test_writers_and_worker_at_once_are_never_refused(crew: Crew):
    crew.start("work")
    writers = [crew.launch("write", number * EACH, EACH) for number in range(WRITERS)]
    for writer in writers:
        assert crew.heard(writer) == "up"
    for writer in writers:
        assert crew.heard(writer) == "written"
    until(lambda: not Job.objects.exclude(state="done").exists())
    assert Event.objects.filter(kind="fault.written").count() == WRITERS * EACH
    assert Event.objects.filter(kind="fault.followed").count() == WRITERS * EACH
    assert Words.objects.count() == WRITERS * EACH
    chain.seal_all()
    assert chain.verify().ok


def test_every_connection_keeps_what_it_acknowledges(transactional_db: None):
    """B65."""
    asked = {
        "sqlite": {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1},
        "postgresql": {"synchronous_commit": "on"},
    }[connection.vendor]
    show = {"sqlite": "PRAGMA", "postgresql": "SHOW"}[connection.vendor]
    connection.close()
    with connection.cursor() as cursor:
        for setting, value in asked.items():
            cursor.execute(f"{show} {setting}")
            assert cursor.fetchone() == (value,)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone()[0] >= 5000
