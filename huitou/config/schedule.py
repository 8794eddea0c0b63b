"""All periodic work, on one screen: which job, how often, why."""

from datetime import timedelta

from huitou.ledger.periodic import Periodic

SCHEDULE = [
    Periodic("standards.sweep", every=timedelta(minutes=1), why="mark the clocks that ran past their due time"),
    Periodic("ledger.prune", every=timedelta(days=1), after=timedelta(hours=19), why="forget jobs done a week ago"),
    Periodic("accounts.prune", every=timedelta(hours=1), why="forget limits, sessions and set-up codes that are over"),
]
