"""One process of the fault tests: `python -m tests.faults.process ROLE …`."""

import sys
from datetime import timedelta

import django


def main(role: str, *given: str) -> None:
    django.setup()
    from huitou.ledger import queue
    from tests.faults import effects

    # Half a minute is right for a customer and too long for a test.
    queue._LONGEST_WAIT_AFTER_LOSS = timedelta(milliseconds=100)
    effects.say("up")
    effects.ROLES[role](*given)


if __name__ == "__main__":
    main(*sys.argv[1:])
