"""One database address, two engines, each set up so that an acknowledged row survives."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# FULL: WAL with NORMAL may lose acknowledged commits when the power fails.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite in one file; every transaction takes the write lock at once, so none fails halfway."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def postgres(address: str, *, pool: bool) -> dict[str, Any]:
    """PostgreSQL by `postgresql://user:password@host:port/name`; a socket folder as `?host=/folder`."""
    parts = urlsplit(address)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    if pool:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def database(address: str, data: Path, *, pool: bool = True) -> dict[str, Any]:
    """The Django database for an address; empty means SQLite in the data folder."""
    if not address:
        return sqlite(data / "huitou.sqlite3")
    if address.startswith("sqlite:"):
        return sqlite(Path(address.removeprefix("sqlite:").removeprefix("//")))
    return postgres(address, pool=pool)
