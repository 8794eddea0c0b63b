"""Installs the wheel in a fresh environment without Node.js, makes the demonstration, serves it and looks at a page."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tools.stamps import ROOT

CSS = re.compile(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"')


def main() -> int:
    wheel = next((ROOT / "dist").glob("*.whl"))
    with tempfile.TemporaryDirectory(prefix="huitou-smoke-") as folder:
        place = Path(folder)
        command = _install(wheel, place / "venv")
        # Nothing but the environment's own programs can be found: no node, no npm, no git.
        environment = {"PATH": str(command.parent), "HOME": str(place), "LANG": "C"}
        _timed("demo", lambda: subprocess.run([command, "demo"], env=environment, cwd=place, check=True))
        _timed("serve", lambda: _serve(command, environment, place))
    return 0


def _install(wheel: Path, target: Path) -> Path:
    venv.create(target, with_pip=False)
    uv = Path(sys.executable).parent / "uv"
    pip: list[str | Path] = [uv, "pip", "install", "-q", "--python", target / "bin" / "python"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements" / "core.lock"], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    return target / "bin" / "huitou"


def _serve(command: Path, environment: dict[str, str], place: Path) -> None:
    port = _free_port()
    server = subprocess.Popen([command, "serve", "--port", str(port)], env=environment, cwd=place)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server)
        for path in ("/", "/signin/"):
            _look_at(f"http://127.0.0.1:{port}", path)
    finally:
        server.terminate()
    status = server.wait(40)
    if status:
        sys.exit(f"serve ended with {status}")


def _look_at(origin: str, path: str) -> None:
    """A page, and its styles as a browser would ask for them."""
    page = urlopen(origin + path, timeout=10).read().decode()
    styles = CSS.findall(page)
    if not styles:
        sys.exit(f"{path} names no collected style sheet")
    for style in styles:
        answer = urlopen(Request(origin + style, headers={"Accept-Encoding": "br"}), timeout=10)
        if answer.headers["Content-Encoding"] != "br" or "immutable" not in answer.headers["Cache-Control"]:
            sys.exit(f"{style} is not served compressed and for ever")
    print(f"{path} is there, with {len(styles)} style sheets")


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            urlopen(address, timeout=5).close()
            return
        except (HTTPError, URLError, OSError):
            if server.poll() is not None:
                sys.exit(f"serve ended with {server.returncode}")
            time.sleep(0.1)
    sys.exit("serve did not answer within 30 s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _timed(name: str, step: object) -> None:
    started = time.monotonic()
    if callable(step):
        step()
    print(f"wheel: {name} in {time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
