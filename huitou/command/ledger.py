"""Check that the record of events is unbroken: every row as it was written, none missing, none put in between."""

import argparse

from huitou.command import answers, installation


def arguments(parser: argparse.ArgumentParser) -> None:
    answers.add_json(parser)


def run(options: argparse.Namespace) -> int:
    installation.open_up()
    from huitou.ledger import chain

    report = chain.verify()
    if options.json:
        finding = report.finding and {
            "position": report.finding.position,
            "event": report.finding.event,
            "why": report.finding.why,
        }
        told = {"sealed": report.sealed, "unsealed": report.unsealed, "words": report.words, "head": report.head}
        answers.say({"ok": report.ok, **told, "finding": finding})
    else:
        state = "unbroken" if report.ok else f"BROKEN at {report.finding}"
        print(f"{state}: {report.sealed} sealed events, {report.unsealed} not sealed yet")
        print(f"head {report.head or '(none)'}")
    return 0 if report.ok else 1
