"""Everything that is kept of one case at one moment, read in one go."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from huitou.accounts.models import PublicLink
from huitou.cases import workflow
from huitou.cases.models import Case, Note
from huitou.channels.models import Outbound
from huitou.ledger.models import Event, Job, Words
from huitou.standards.models import Clock

Rows = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Sight:
    """A case with all its rows; two sights are equal when nothing at all has changed."""

    row: dict[str, Any]
    facts: workflow.Facts
    customer_step: int
    clocks: Rows
    entries: Rows
    solutions: Rows
    asks: Rows
    messages: Rows
    follow_ups: Rows
    hand_overs: Rows
    beside: dict[str, int]

    @property
    def events(self) -> int:
        return self.beside[Event._meta.db_table]

    @property
    def step(self) -> int:
        return int(self.row["step"])

    @property
    def round(self) -> int:
        return int(self.row["round"])

    @property
    def is_closed(self) -> bool:
        return self.row["closed_at"] is not None

    @property
    def offer(self) -> dict[str, Any] | None:
        """The solution that the case stands by."""
        return next((one for one in self.solutions if one["id"] == self.row["solution_id"]), None)

    @property
    def ask(self) -> dict[str, Any] | None:
        return next((one for one in self.asks if one["id"] == self.row["ask_id"]), None)

    @property
    def has_open_offer(self) -> bool:
        return self.offer is not None and self.offer["state"] == "proposed"

    @property
    def running(self) -> dict[str, dict[str, Any]]:
        return {one["standard_code"]: one for one in self.clocks if one["stopped_at"] is None}

    @property
    def unanswered_calls(self) -> int:
        return sum(one["result"] == "no_answer" and one["round"] == self.round for one in self.follow_ups)

    @property
    def entered(self) -> set[int]:
        """The steps at which the case stood at any time."""
        return {int(one["step"]) for one in self.entries}


def look(pk: int) -> Sight:
    """The case as the database has it now."""
    case = Case.objects.select_related("ask", "solution").get(pk=pk)
    return Sight(
        row={field.attname: getattr(case, field.attname) for field in case._meta.concrete_fields},
        facts=case.facts(),
        customer_step=case.customer_step,
        clocks=list(Clock.objects.of(case.key).order_by("id").values()),
        entries=list(case.step_entries.values()),
        solutions=list(case.solutions.values()),
        asks=list(case.asks.values()),
        messages=list(case.messages.values()),
        follow_ups=list(case.follow_ups.values()),
        hand_overs=list(case.hand_overs.values()),
        beside=_rows_beside(),
    )


def _rows_beside() -> dict[str, int]:
    """How many rows there are of everything that an act may write elsewhere."""
    tables = [model._meta.db_table for model in (Event, Job, Outbound, PublicLink, Note, Words)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))
        return dict(zip(tables, cursor.fetchone(), strict=True))
