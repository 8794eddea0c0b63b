# Shared by the commands of bin/ (sourced, plain sh): a virtual environment with exactly what the lock files say.
# Package indexes, proxies and certificates are those that pip, uv and npm are set up with on this machine.

ROOT=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python
SETUP_STARTED=$(date +%s)
export PYTHONPATH="$ROOT${PYTHONPATH:+:$PYTHONPATH}"
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%3ss  %s\n' "$(($(date +%s) - SETUP_STARTED))" "$*" >&2; }

die() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

find_python() {
    for candidate in ${HUITOU_PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    die "Huitou needs Python 3.11 or newer; none was found. Name one with HUITOU_PYTHON=/path/to/python3."
}

# One word for the state of the lock files; cksum is everywhere.
locks() { (cd "$ROOT/requirements" && cat "$@" | cksum); }

# environment run | environment dev: the second holds the first, so a start after the tests takes nothing away.
environment() {
    wanted=$1
    [ -f "$VENV/huitou-dev" ] && wanted=dev
    if [ "$wanted" = dev ]; then files="core.lock build.lock dev.lock"; else files="core.lock build.lock"; fi
    state=$(locks bootstrap.lock $files)
    if [ -x "$PYTHON" ] && [ "$(cat "$VENV/huitou-$wanted" 2>/dev/null)" = "$state" ]; then return; fi
    make_venv
    install_from_locks $files
    rm -f "$VENV/huitou-run" "$VENV/huitou-dev"
    printf '%s' "$state" >"$VENV/huitou-$wanted"
}

make_venv() {
    if [ ! -x "$PYTHON" ] || ! "$PYTHON" -m pip --version >/dev/null 2>&1; then
        python=$(find_python)
        say "virtual environment .venv ($("$python" --version))"
        "$python" -m venv --clear "$VENV" ||
            die "python -m venv failed. On Debian and Ubuntu: apt-get install python3-venv"
    fi
    boot=$(locks bootstrap.lock)
    if [ "$(cat "$VENV/huitou-boot" 2>/dev/null)" != "$boot" ]; then
        say "installer (uv)"
        "$PYTHON" -m pip install -q --require-hashes -r "$ROOT/requirements/bootstrap.lock" ||
            die "pip could not install requirements/bootstrap.lock: no network, or no package index set up for pip?"
        printf '%s' "$boot" >"$VENV/huitou-boot"
    fi
}

install_from_locks() {
    say "packages ($*)"
    (
        cd "$ROOT/requirements" || exit 1
        "$VENV/bin/uv" pip sync -q --python "$PYTHON" --require-hashes "$@" && exit 0
        # uv does not read pip's settings; where only pip knows the way to an index, pip does it.
        say "uv could not; trying pip"
        for lock in "$@"; do set -- "$@" -r "$lock"; shift; done
        "$PYTHON" -m pip install -q --require-hashes "$@"
    ) || die "The packages could not be installed (see above)."
}

# Debian's packages, where we may: as root, or through sudo.
apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        return 1
    fi
    say "apt-get install $*"
    $as_root apt-get update -q >/dev/null 2>&1 || true
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
}
