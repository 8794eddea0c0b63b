"""Where things lie: in a checkout beside the sources; from a wheel, inside the package and in the person's home."""

import os
from pathlib import Path

from huitou.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = None if (PACKAGE / "collected").is_dir() else PACKAGE.parent


def data() -> Path:
    """The database, files and keys: `HUITOU_DATA`, else data/ in a checkout, else the person's own data folder.

    Never the current folder: the same command given elsewhere would find an empty installation.
    """
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    default = CHECKOUT / "data" if CHECKOUT else home / "huitou"
    chosen = Path(environment.text("HUITOU_DATA", str(default))).resolve()
    chosen.mkdir(mode=0o700, parents=True, exist_ok=True)
    return chosen


def static() -> Path:
    """The collected static files: made by bin/run in a checkout, inside the wheel elsewhere."""
    return CHECKOUT / "build" / "static" if CHECKOUT else PACKAGE / "collected"


def vendor() -> list[tuple[str, Path]]:
    """The front-end packages' files, under vendor/; in a wheel they are among the collected ones."""
    made = CHECKOUT / "build" / "vendor" if CHECKOUT else None
    return [("vendor", made)] if made and made.is_dir() else []
