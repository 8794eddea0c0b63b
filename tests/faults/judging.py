"""The judge of submissions: what was acknowledged, as somebody outside wrote it down, against what is there."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from huitou.accounts import links
from huitou.cases.models import Case, Voice
from huitou.channels.models import Outbound
from huitou.files.models import File
from huitou.ledger import chain
from huitou.ledger.models import Event, Job
from huitou.standards.models import Clock

Line = dict[str, Any]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def judge(lines: list[Line]) -> dict[str, Any]:
    """All that is wrong, and how much was looked at."""
    chain.seal_all()
    findings = [
        *_lost(lines),
        *_doubled(lines),
        *_halves(),
        *_files(),
        *_mails(),
        *_events(),
        *_jobs(),
        *_database(),
    ]
    counted = {"acknowledged": len(lines), "cases": Case.objects.count(), "files": File.objects.count()}
    return {"findings": findings, **counted, "events": Event.objects.count()}


def _lost(lines: list[Line]) -> Iterator[str]:
    """Every acknowledgement opens its matter, with the very words and the very picture."""
    for line in lines:
        link = links.find("case", line["token"])
        case = Case.objects.filter(pk=link.subject.removeprefix("case:")).first() if link else None
        if case is None:
            yield f"{line['key']}: acknowledged and gone"
            continue
        if line.get("number", case.pk) != case.pk:
            yield f"{line['key']}: was told {line['number']}, is {case.pk}"
        voice = case.voices.get()
        if sha256(voice.words.encode()) != line["sha256"]:
            yield f"{line['key']}: other words"
        if line.get("picture"):
            kept = list(File.objects.filter(subject=voice.key).values_list("sha256", flat=True))
            if kept != [line["picture"]]:
                yield f"{line['key']}: pictures {kept}"


def _doubled(lines: list[Line]) -> Iterator[str]:
    """Each submission exists once, also one whose answer was lost again and again."""
    counted = Counter(sha256(words.encode()) for words in Voice.objects.values_list("words", flat=True))
    sent = {line["sha256"]: line["key"] for line in lines}
    yield from (f"{sent.get(found, found)}: {times} voices" for found, times in counted.items() if times > 1)
    yield from (f"a voice that nobody sent: {found}" for found in counted.keys() - sent.keys())
    if Case.objects.count() != Voice.objects.count():
        yield f"{Case.objects.count()} cases of {Voice.objects.count()} voices"


def _halves() -> Iterator[str]:
    """No case without all that its acknowledgement promises."""
    clocks = Counter(Clock.objects.values_list("subject", flat=True))
    opened = Counter(Event.objects.filter(kind="case.opened").values_list("subject", flat=True))
    for case in Case.objects.prefetch_related("voices", "messages", "step_entries").select_related("owner"):
        parts = {
            "voices": case.voices.count() == 1,
            "acknowledgement": [message.kind for message in case.messages.all()] == ["acknowledgement"],
            "kept with the voice": all(voice.acknowledgement for voice in case.voices.all()),
            "clocks": clocks[case.key] == 3,
            "owner": case.owner.is_active,
            "step": case.step_entries.count() == 1,
            "event": opened[case.key] == 1,
        }
        yield from (f"{case.key} without {part}" for part, is_there in parts.items() if not is_there)


def _files() -> Iterator[str]:
    """A row never names bytes that are not there, or others."""
    for file in File.objects.all():
        place = Path(settings.FILES_ROOT) / file.path
        if not place.exists() or sha256(place.read_bytes()) != file.sha256:
            yield f"{file.subject}: bytes of {file.pk}"
        if not Voice.objects.filter(pk=file.subject.removeprefix("voice:")).exists():
            yield f"a file of nothing: {file.subject}"


def _mails() -> Iterator[str]:
    """A mail for every case with an address, out once or held by a cap; never two Message-IDs."""
    mails = Outbound.objects.filter(kind="email")
    yield from (f"{mail.key} is {mail.state}" for mail in mails.exclude(state__in=("sent", "held")))
    written = Counter(
        message_from_bytes(file.read_bytes(), policy=policy.default)["Message-ID"]
        for file in Path(settings.DATA, "outbox").glob("*.eml")
    )
    expected = set(mails.filter(state="sent").values_list("message_id", flat=True))
    if set(written) != expected or written.total() != len(written):
        yield f"{len(expected)} mails are out, {written.total()} were written as {len(written)}"
    told = Counter(mails.values_list("about", flat=True))
    reachable = {f"case:{pk}" for pk in Case.objects.filter(contact__kind="email").values_list("pk", flat=True)}
    if told != dict.fromkeys(reachable, 1):
        yield f"{len(reachable)} cases have an address, {told.total()} mails were made"


def _events() -> Iterator[str]:
    report = chain.verify()
    if not report.ok or report.unsealed or report.sealed != Event.objects.count():
        yield f"the chain: {report}"


def _jobs() -> Iterator[str]:
    """The queue has drained; what comes round by the clock may be due again."""
    left = Job.objects.exclude(state="done").filter(key=None)
    yield from (f"{job.name} is {job.state}: {job.last_error}" for job in left)


def _database() -> Iterator[str]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for question in ("integrity_check", "foreign_key_check"):
            cursor.execute(f"PRAGMA {question}")
            found = cursor.fetchall()
            if found not in ([("ok",)], []):
                yield f"{question}: {found[:3]}"
