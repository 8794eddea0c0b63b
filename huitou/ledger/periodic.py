"""Work that comes round: each tick is one job, made once among all workers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from huitou.ledger.queue import TICK, make_once, new_job
from huitou.ledger.registry import get_task
from huitou.lib import clock

_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Periodic:
    """One line of the schedule: which job, how often, why; `after` shifts it from midnight UTC."""

    name: str
    every: timedelta
    why: str
    after: timedelta = timedelta()

    def __post_init__(self) -> None:
        # The row of a tick is what keeps it from being made again, and rows are pruned after a week.
        if not timedelta(seconds=1) <= self.every <= _DAY:
            raise ValueError("periodic work comes round at least daily; a rarer rhythm is a rule inside the job")

    def latest(self, now: datetime) -> datetime:
        """The tick that began last: after hours off there is one, not all that were missed."""
        return now - (now - _EPOCH - self.after) % self.every


class Rota:
    """What one worker remembers of the ticks it has seen, so that it asks the database once a tick."""

    def __init__(self, schedule: Sequence[Periodic]) -> None:
        self._schedule = schedule
        self._seen: dict[str, datetime] = {}

    def make_due(self) -> int:
        """Make the jobs of ticks that have begun."""
        made = 0
        for periodic in self._schedule:
            tick = periodic.latest(clock.now())
            if self._seen.get(periodic.name) != tick:
                made += _make(periodic.name, tick)
                self._seen[periodic.name] = tick
        return made


def _make(name: str, tick: datetime) -> bool:
    job = new_job(get_task(name), {}, tick)
    return make_once(job, f"{name}{TICK}{tick:%Y-%m-%dT%H:%M:%SZ}") is not None
