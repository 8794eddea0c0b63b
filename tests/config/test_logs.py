"""Log lines: no private link, no line that a stranger could forge."""

import json
import logging
import sys

from huitou.config.logs import Discreet, Lines, Plain

LINK = "/my/Zm9vYmFyYmF6cXV4Zm9vYmFy/message"


def record(message: str, *arguments: object) -> logging.LogRecord:
    made = logging.LogRecord("huitou", logging.WARNING, __file__, 1, message, arguments, None)
    assert Discreet().filter(made)
    return made


def test_the_secret_of_a_private_link_is_masked() -> None:
    assert record("Not Found: %s", LINK).getMessage() == "Not Found: /my/***/message"


def test_a_percent_sign_in_what_was_sent_is_only_a_sign() -> None:
    assert record("Not Found: %s", "/100%s").getMessage() == "Not Found: /100%s"


def test_a_line_for_machines() -> None:
    line = json.loads(Lines().format(record("%s reached us", "投诉")))
    assert (line["level"], line["from"], line["said"]) == ("warning", "huitou", "投诉 reached us")


def test_line_breaks_in_what_was_sent_start_no_line() -> None:
    forged = record("Not Found: %s", "/x\n12:00:00 INFO huitou: all is well\r")
    assert "\n" not in Plain().format(forged)
    assert "\n" not in Lines().format(forged)


def test_a_trace_is_masked_too() -> None:
    made = record("failed")
    try:
        raise ValueError(LINK)
    except ValueError:
        made.exc_info = sys.exc_info()
    assert "/my/***" in Plain().format(made)
    assert "Zm9v" not in Lines().format(made)
