"""Only a worker: sends messages, watches the clocks, seals the record. On PostgreSQL as many as you like."""

import argparse

from huitou.command import installation, leash


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: everything is in the settings."""


def run(options: argparse.Namespace) -> int:
    leash.hold()
    installation.open_up()
    installation.make_if_new()
    installation.refuse_if_unfit()
    from huitou.config.schedule import SCHEDULE
    from huitou.ledger import worker

    worker.run(SCHEDULE)
    return 0
