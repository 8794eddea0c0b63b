"""Makes a checkout ready to serve: translations, assets, database, demonstration; skips what is done."""

import argparse
import os
import subprocess
import sys
import time

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
    os.chdir(ROOT)
    from huitou.command import demo, installation

    installation.open_up()
    if os.environ.get("HUITOU_DEMO", "yes").lower() in {"no", "0", "false", "off"}:
        installation.make_if_new()
        return
    demo.make_if_empty(os.environ.get("HUITOU_DEMO_LANG", "zh"))


if __name__ == "__main__":
    sys.exit(main())
