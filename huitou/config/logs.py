"""Log lines for people or for machines; never a request's body, never the secret part of a private link."""

import json
import logging as python
import re
from datetime import UTC, datetime
from typing import Any

# A private link opens a customer's matter to whoever reads the log; so do a link for a password, a code, a key.
_SECRET = re.compile(r"(/my/|/new-password/\d+/|[?&]code=|htk_)[^/\s\"'?&]{5,}")


class Discreet(python.Filter):
    """Masks private links in the message and in its arguments."""

    def filter(self, record: python.LogRecord) -> bool:
        record.msg = _SECRET.sub(r"\1***", record.getMessage())
        record.args = ()
        return True


class Lines(python.Formatter):
    """One JSON object a line, times in UTC."""

    def format(self, record: python.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = _SECRET.sub(r"\1***", self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class Plain(python.Formatter):
    """The same for people: a control character in what somebody sent cannot start a line of its own."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname:<7} {name}: {message}", "%H:%M:%S", "{")

    def formatMessage(self, record: python.LogRecord) -> str:  # noqa: N802
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return _SECRET.sub(r"\1***", super().formatException(ei))


def logging(form: str, level: str) -> dict[str, Any]:
    """The dictionary that Django gives to logging.config; everything goes to standard error."""
    shape = Lines if form == "json" else Plain
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"discreet": {"()": Discreet}},
        "formatters": {"lines": {"()": shape}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["discreet"]}},
        "root": {"handlers": ["stderr"], "level": level},
        # Django's own handlers would mail whole requests to administrators.
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
