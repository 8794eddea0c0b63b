"""Check this installation: settings, durability, schema, queue, clocks, disk, mail; say what to do about each."""

import argparse
import sys

from huitou.command import answers, installation

SIGNS = {"ok": "ok  ", "warn": "WARN", "bad": "BAD "}


def arguments(parser: argparse.ArgumentParser) -> None:
    answers.add_json(parser)


def run(options: argparse.Namespace) -> int:
    installation.open_up()
    from huitou.config.checkup import examine

    findings = examine()
    if options.json:
        answers.say(
            {"ok": all(found.state != "bad" for found in findings), "checks": [vars(found) for found in findings]}
        )
    else:
        for found in findings:
            print(f"{SIGNS[found.state]}  {found.about}: {found.said}")
            if found.todo:
                print(f"      → {found.todo}")
        sys.stdout.flush()
    return 1 if any(found.state == "bad" for found in findings) else 0
