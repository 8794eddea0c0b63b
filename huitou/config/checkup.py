"""The examination of an installation, for `huitou doctor`: one function a question, each with its advice."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error

from huitou.config import fitness
from huitou.lib import clock

GIGABYTE = 1024**3
LATE, VERY_LATE = timedelta(minutes=2), timedelta(minutes=15)


@dataclass
class Finding:
    """What was looked at, how it stands (ok, warn, bad), what was seen, and what to do."""

    about: str
    state: str
    said: str
    todo: str = ""


def examine() -> list[Finding]:
    """Every question, also when the database does not answer those that need it."""
    return [_ask(name, question) for name, question in QUESTIONS.items()]


def _ask(name: str, question: Callable[[], tuple[str, str, str]]) -> Finding:
    try:
        return Finding(name, *question())
    except Error as error:
        return Finding(name, "bad", f"the database did not answer: {error}", "see HUITOU_DATABASE_URL; huitou migrate")


def _address() -> tuple[str, str, str]:
    host = urlsplit(settings.BASE_URL).hostname or ""
    if settings.DEBUG:
        return "bad", "HUITOU_DEBUG is on: faults show the inside of the program", "unset it where customers come"
    if not _is_allowed(host):
        return "bad", f"HUITOU_BASE_URL is {settings.BASE_URL}, but {host!r} is not among HUITOU_HOSTS", "add it there"
    if not settings.HTTPS and host not in {"127.0.0.1", "localhost", "::1"}:
        return "warn", f"{settings.BASE_URL} is not encrypted", "serve it behind https and say so in HUITOU_BASE_URL"
    return "ok", settings.BASE_URL, ""


def _is_allowed(host: str) -> bool:
    known = [name.strip("[]") for name in settings.ALLOWED_HOSTS]
    return any(name in {host, "*"} or (name.startswith(".") and host.endswith(name)) for name in known)


def _durability() -> tuple[str, str, str]:
    weak = fitness.weaknesses()
    if weak:
        return "bad", "; ".join(weak), "what was acknowledged could be lost; put this right before serving"
    engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    return "ok", f"{engine} keeps what it acknowledges", ""


def _schema() -> tuple[str, str, str]:
    behind = fitness.unapplied()
    if behind:
        return "bad", f"{len(behind)} migrations are not applied", "make a backup, then: huitou migrate"
    return "ok", "of this version", ""


def _queue() -> tuple[str, str, str]:
    from huitou.ledger.models import Job

    first = Job.objects.filter(state="waiting", run_at__lte=clock.now()).order_by("run_at").first()
    late = clock.now() - first.run_at if first else timedelta()
    if late > LATE:
        state = "bad" if late > VERY_LATE else "warn"
        return state, f"the oldest job has been due for {_length(late)}", "is a worker running? huitou work"
    return "ok", "no job waits longer than it should", ""


def _dead_letters() -> tuple[str, str, str]:
    from huitou.ledger.models import Job

    dead = Job.objects.filter(state="dead").order_by("-finished_at")
    count = dead.count()
    if not count:
        return "ok", "none", ""
    names = ", ".join(sorted(set(dead.values_list("name", flat=True)[:100])))
    return "warn", f"{count} jobs were given up: {names}", "huitou jobs --dead says why; then: huitou jobs --retry all"


def _time() -> tuple[str, str, str]:
    from huitou.ledger.models import Event

    latest: datetime | None = Event.objects.order_by("-id").values_list("at", flat=True).first()
    if latest and latest > clock.now() + timedelta(minutes=1):
        return (
            "bad",
            f"the last event is of {latest:%Y-%m-%d %H:%M} UTC, later than now",
            "set this machine's clock (NTP)",
        )
    return "ok", f"{clock.now():%Y-%m-%d %H:%M} UTC, in {settings.TIME_ZONE}", ""


def _clocks() -> tuple[str, str, str]:
    from huitou.standards.models import Clock

    overdue = Clock.objects.filter(stopped_at=None, breached_at=None, due_at__lt=clock.now() - VERY_LATE).count()
    if overdue:
        return "bad", f"{overdue} clocks ran out unnoticed", "the sweep does not run; is a worker running? huitou work"
    return "ok", "none ran out unnoticed", ""


def _disk() -> tuple[str, str, str]:
    free = shutil.disk_usage(settings.DATA).free / GIGABYTE
    said = f"{free:.1f} GB free in {settings.DATA}"
    if free < 0.2:
        return "bad", said, "make room at once: soon nothing can be received"
    return ("warn", said, "make room") if free < 2 else ("ok", said, "")


def _mail() -> tuple[str, str, str]:
    kind = urlsplit(settings.EMAIL_URL).scheme
    if kind in {"smtp", "smtps"}:
        sender = settings.EMAIL_FROM
        if "localhost" in sender:
            return "warn", f"mail goes out as {sender}", "set HUITOU_EMAIL_FROM to an address that can be answered"
        return "ok", f"{kind} through {urlsplit(settings.EMAIL_URL).hostname}, as {sender}", ""
    return (
        "warn",
        f"no mail goes out, it is only written down ({kind})",
        "set HUITOU_EMAIL_URL=smtp://user:password@host:587",
    )


def _static() -> tuple[str, str, str]:
    if settings.DEBUG or (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return "ok", "complete", ""
    return "bad", f"no collected files in {settings.STATIC_ROOT}: pages come without their look", "start with bin/run"


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


QUESTIONS: dict[str, Callable[[], tuple[str, str, str]]] = {
    "address": _address,
    "durability": _durability,
    "schema": _schema,
    "queue": _queue,
    "dead letters": _dead_letters,
    "time": _time,
    "clocks": _clocks,
    "disk": _disk,
    "mail": _mail,
    "static files": _static,
}
