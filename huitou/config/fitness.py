"""Whether the database keeps what it acknowledges and has the schema of this version."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# What each SQLite connection must say of itself; with less, a commit may be lost when the power fails.
SQLITE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
LEAST_BUSY_TIMEOUT = 5000
# `local` still waits for the own disk; `off` does not.
WEAK_COMMIT = {"off"}


def weaknesses() -> list[str]:
    """What is wrong with this connection, each with what to do; empty when it is sound."""
    connection.ensure_connection()
    return _sqlite() if connection.vendor == "sqlite" else _postgres()


def _sqlite() -> list[str]:
    wrong = []
    for name, wanted in SQLITE.items():
        found = _ask(f"PRAGMA {name}")
        if found != wanted:
            wrong.append(f"SQLite: {name} is {found}, it must be {wanted} (no network drive; leave OPTIONS as shipped)")
    patience = _ask("PRAGMA busy_timeout")
    if int(str(patience)) < LEAST_BUSY_TIMEOUT:
        wrong.append(f"SQLite: busy_timeout is {patience} ms, it must be at least {LEAST_BUSY_TIMEOUT}")
    return wrong


def _postgres() -> list[str]:
    found = _ask("SHOW synchronous_commit")
    if found in WEAK_COMMIT:
        return [f"PostgreSQL: synchronous_commit is {found}; set it to on for this database"]
    return []


def _ask(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None


def unapplied() -> list[str]:
    """The migrations that the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
