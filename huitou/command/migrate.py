"""Bring the database up to this version. Make a backup of an older one first."""

import argparse

from huitou.command import answers, installation


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say what would be done; exit status 1 if anything")
    answers.add_json(parser)


def run(options: argparse.Namespace) -> int:
    installation.open_up()
    from django.core.management import call_command
    from django.db import Error

    from huitou.config import fitness

    try:
        behind = fitness.unapplied()
        if behind and not options.check:
            call_command("migrate", verbosity=0, interactive=False)
    except Error as error:
        raise answers.Refused(f"the database refused: {error}") from error
    _tell(behind, options)
    return 1 if behind and options.check else 0


def _tell(behind: list[str], options: argparse.Namespace) -> None:
    key = "unapplied" if options.check else "applied"
    if options.json:
        answers.say({key: behind})
    else:
        print(f"{key}: {len(behind)}", *(f"  {name}" for name in behind), sep="\n")
