"""Triggers by which the database itself refuses to change or delete an event."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

_KEPT = ("id", "at", "kind", "subject", "actor", "data")
_SAYS = "events are never changed or deleted"

# Sealing is the one change: position and hash from nothing to something, all else as it was.
_SEALING = "OLD.position IS NULL AND NEW.position IS NOT NULL AND OLD.hash = '' AND NEW.hash <> '' AND "

_SQLITE = {
    "ledger_event_update": "BEFORE UPDATE ON ledger_event WHEN NOT ("
    + _SEALING
    + " AND ".join(f"NEW.{column} IS OLD.{column}" for column in _KEPT)
    + ")",
    "ledger_event_delete": "BEFORE DELETE ON ledger_event",
    # INSERT OR REPLACE deletes the old row without asking the trigger for DELETE.
    "ledger_event_insert": "BEFORE INSERT ON ledger_event "
    "WHEN EXISTS (SELECT 1 FROM ledger_event WHERE id = NEW.id OR position = NEW.position)",
}
_NEW, _OLD = (", ".join(f"{row}.{column}" for column in _KEPT) for row in ("NEW", "OLD"))
_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF {_SEALING} ({_NEW}) IS NOT DISTINCT FROM ({_OLD}) THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRES = {
    "ledger_event_change": "BEFORE UPDATE OR DELETE ON ledger_event FOR EACH ROW",
    "ledger_event_truncate": "BEFORE TRUNCATE ON ledger_event FOR EACH STATEMENT",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; a migration that remakes the table of events must call this again."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
            for name, when in _POSTGRES.items():
                cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION ledger_event_guard()")
        else:
            for name, when in _SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take them away, for tests and repairs."""
    table = " ON ledger_event" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _names(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without the triggers for a moment: a test that empties the database between two tests."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that ought to be there and are not."""
    listed = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'ledger_event'::regclass AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_event'"
    )
    with connection.cursor() as cursor:
        cursor.execute(listed)
        found = {row[0] for row in cursor.fetchall()}
    return [name for name in _names(connection) if name not in found]


def _names(connection: BaseDatabaseWrapper) -> list[str]:
    return list(_POSTGRES if connection.vendor == "postgresql" else _SQLITE)
