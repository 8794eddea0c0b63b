"""Makes a checkout ready to serve: translations, assets, database, demonstration; skips what is done."""

import argparse
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

from huitou.command.answers import Refused
from huitou.config import environment, place
from tools import assets, translations
from tools.stamps import ROOT


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("started", type=float)
    parser.add_argument("--no-collect", action="store_true")
    options = parser.parse_args()

    def say(words: str) -> None:
        print(f"{time.time() - options.started:3.0f}s  {words}", file=sys.stderr, flush=True)

    say("translations")
    translations.compile_all()
    say("front-end files")
    assets.vendor()
    say("database and demonstration" if options.no_collect else "static files, database and demonstration")
    # Side by side: one is busy compressing, the other writing rows.
    collecting = None if options.no_collect else subprocess.Popen([sys.executable, "-m", "tools.assets", "collect"])
    _company()
    return collecting.wait() if collecting else 0


def _company() -> None:
    """In a database that holds nothing; whoever wants an empty one sets HUITOU_DEMO=no."""
    if _holds_somebody():
        return
    os.chdir(ROOT)
    from huitou.command import demo, installation

    installation.open_up()
    if os.environ.get("HUITOU_DEMO", "yes").lower() in {"no", "0", "false", "off"}:
        installation.make_if_new()
        return
    demo.make_if_empty(os.environ.get("HUITOU_DEMO_LANG", "zh"))


def _holds_somebody() -> bool:
    """Asked without Django, which takes a second to load: most starts find the database as they left it."""
    if environment.text("HUITOU_DATABASE_URL"):
        return False
    try:
        with closing(sqlite3.connect(f"file:{place.data() / 'huitou.sqlite3'}?mode=ro", uri=True)) as database:
            return database.execute("SELECT 1 FROM accounts_user LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return False


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refused as refused:
        sys.exit(f"huitou: {refused}")
