"""Makes a checkout ready to serve: translations, assets, database, demonstration; skips what is done."""

import argparse
import os
import sys
import time
from collections.abc import Callable

from tools import assets, translations
from tools.stamps import ROOT


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("started", type=float)
    parser.add_argument("--no-collect", action="store_true")
    options = parser.parse_args()
    steps: list[tuple[str, Callable[[], object]]] = [
        ("translations", translations.compile_all),
        ("front-end files", assets.vendor),
        ("static files", assets.collect),
        ("database and demonstration", _company),
    ]
    for name, step in steps:
        if step is assets.collect and options.no_collect:
            continue
        print(f"{time.time() - options.started:3.0f}s  {name}", file=sys.stderr, flush=True)
        step()
    return 0


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
