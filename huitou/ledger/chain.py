"""Sealing and verifying: committed events get a number and a hash that holds everything before them."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db import Error, connection, transaction

from huitou.ledger.models import Chain, Event, Words
from huitou.ledger.recording import digest_of_words

PAGE = 1000


@dataclass(frozen=True)
class Finding:
    """The first row that is not as it was sealed.

    Why: changed, missing, unreadable, words-changed, words-missing, or head (the chain's own row disagrees).
    """

    position: int
    event: int | None
    why: str

    def __str__(self) -> str:
        row = f"event {self.event}" if self.event else "no event"
        return f"position {self.position} ({row}): {self.why}"


@dataclass(frozen=True)
class Report:
    """What `verify` found. Keep head elsewhere: only that tells a chain that was rewritten as a whole."""

    sealed: int
    head: str
    unsealed: int
    words: int
    finding: Finding | None

    @property
    def ok(self) -> bool:
        return self.finding is None


def digest(previous: str, position: int, event: Event) -> str:
    """The hash of an event at its place, over the hash of the one before it."""
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    row = [previous, position, event.pk, at, event.kind, event.subject, event.actor, event.data]
    text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def seal(most: int | None = None) -> int:
    """Number and hash committed events that are not sealed yet; whoever holds the row of the chain does it."""
    with transaction.atomic():
        Chain.objects.get_or_create(pk=1)
        chain = Chain.objects.select_for_update().get(pk=1)
        events = list(Event.objects.unsealed()[: most or PAGE])
        if not events:
            return 0
        rows = []
        for event in events:
            chain.position += 1
            chain.hash = digest(chain.hash, chain.position, event)
            rows.append((chain.position, chain.hash, event.pk))
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE ledger_event SET position = %s, hash = %s WHERE id = %s", rows)
        chain.save()
    return len(events)


def seal_all() -> int:
    """Seal until nothing is left."""
    total = 0
    while sealed := seal():
        total += sealed
    return total


def verify() -> Report:
    """Walk the sealed events from the first to the last and stop at the first that is wrong."""
    chain = Chain.objects.first() or Chain()
    walk = _Walk()
    finding = walk.first_finding() or _wrong_head(chain, walk)
    return Report(walk.position, walk.hash, Event.objects.unsealed().count(), walk.words, finding)


class _Walk:
    """Where the walk along the chain stands."""

    def __init__(self) -> None:
        self.position = 0
        self.hash = ""
        self.words = 0
        self.gone: dict[int, Finding] = {}

    def first_finding(self) -> Finding | None:
        for page in self._pages():
            if isinstance(page, Finding):
                return page
            finding = self._along(page) or self._words_of(page)
            if finding:
                return finding
        self._forgive(Event.objects.filter(position=None, kind="words.erased"))
        return next(iter(self.gone.values()), None)

    def _pages(self) -> Iterator[list[Event] | Finding]:
        while True:
            try:
                page = list(Event.objects.sealed_after(self.position)[:PAGE])
            except (ValueError, Error):
                yield _unreadable_after(self.position)
                return
            if not page:
                return
            yield page

    def _along(self, page: list[Event]) -> Finding | None:
        for event in page:
            if event.position != self.position + 1:
                return Finding(self.position + 1, None, "missing")
            if event.hash != digest(self.hash, event.position, event):
                return Finding(event.position, event.pk, "changed")
            self.position, self.hash = event.position, event.hash
        return None

    def _words_of(self, page: list[Event]) -> Finding | None:
        held = {
            value["words"]: (event, value["hash"])
            for event in page
            for value in event.data.values()
            if isinstance(value, dict)
        }
        rows = Words.objects.in_bulk(held) if held else {}
        self.words += len(rows)
        for row_id, (event, told) in held.items():
            row = rows.get(row_id)
            if row is None:
                self.gone[row_id] = Finding(event.position or 0, event.pk, "words-missing")
            elif digest_of_words(row.salt, row.text) != told:
                return Finding(event.position or 0, event.pk, "words-changed")
        self._forgive(event for event in page if event.kind == "words.erased")
        return None

    def _forgive(self, erasures: Iterable[Event]) -> None:
        """Words that are gone are well gone when an event tells of their erasure, which always comes later."""
        for event in erasures:
            for row_id in event.data["rows"]:
                self.gone.pop(row_id, None)


def _unreadable_after(position: int) -> Finding:
    """Which row it was that the database could not give back as an event."""
    for pk, place in Event.objects.sealed_after(position).values_list("pk", "position"):
        try:
            Event.objects.get(pk=pk)
        except (ValueError, Error):
            return Finding(place or 0, pk, "unreadable")
    return Finding(position + 1, None, "unreadable")


def _wrong_head(chain: Chain, walk: _Walk) -> Finding | None:
    """The chain's own row knows how long it is, so the last events cannot be dropped unseen."""
    if chain.position > walk.position:
        return Finding(walk.position + 1, None, "missing")
    if (chain.position, chain.hash) != (walk.position, walk.hash):
        return Finding(walk.position, None, "head")
    return None
