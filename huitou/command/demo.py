"""Make a worked demonstration in an empty database: a company, its people and their cases, times relative to today."""

import argparse

from huitou.command import answers, installation
from huitou.command.answers import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="the language it is told in")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same demonstration")
    parser.add_argument("--if-empty", action="store_true", help="do nothing, and no harm, where there is data already")
    answers.add_json(parser)


def run(options: argparse.Namespace) -> int:
    installation.open_up()
    if make_if_empty(options.lang, options.seed) or options.if_empty:
        return 0
    raise Refused("the database holds data already; the demonstration goes only into an empty one (set HUITOU_DATA)")


def make_if_empty(lang: str, seed: int = 1) -> bool:
    """Whether it was made."""
    installation.make_if_new()
    installation.refuse_if_unfit()
    from huitou.accounts.models import User
    from huitou.demo import company
    from huitou.ledger.models import Event

    if User.objects.exists() or Event.objects.exists():
        if company.is_half_made():
            raise Refused("a demonstration was begun here and not finished; delete the data folder and start again")
        return False

    company.make(lang=lang, seed=seed)
    return True
