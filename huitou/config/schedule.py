"""All periodic work, on one screen: which job, how often, why."""

from datetime import timedelta

from huitou.ledger.periodic import Periodic

SCHEDULE = [
    Periodic("standards.sweep", every=timedelta(minutes=1), why="mark the clocks that ran past their due time"),
    Periodic("channels.release", every=timedelta(minutes=5), why="send the mails that a cap held, as far as it allows"),
    Periodic("files.sweep", every=timedelta(days=1), after=timedelta(hours=18), why="remove bytes that no row names"),
    Periodic("ledger.prune", every=timedelta(days=1), after=timedelta(hours=19), why="forget jobs done a week ago"),
    Periodic("accounts.prune", every=timedelta(hours=1), why="forget limits, receipts, sessions and codes that ended"),
]
