"""`huitou serve` with real processes: what dies is started again, and nothing outlives it."""

import signal
import subprocess
import sys

import psutil

from tests.plugins.installation import Installation, Server, free_port, until


def family(server: Server) -> dict[int, str]:
    """All processes that came from this server, by what they are: web, work."""
    found = {}
    for process in psutil.Process(server.process.pid).children(recursive=True):
        try:
            words = process.cmdline()
        except psutil.NoSuchProcess:
            continue
        if "huitou" in words:
            found[process.pid] = words[words.index("huitou") + 1]
    return found


def whole(server: Server) -> bool:
    """One worker, and the web process with the one it forked."""
    return sorted(family(server).values()) == ["web", "web", "work"]


def is_there(process: int) -> bool:
    return psutil.pid_exists(process) and psutil.Process(process).status() != psutil.STATUS_ZOMBIE


def test_a_new_installation_shows_how_to_begin(installation: Installation) -> None:
    server = installation.serve()
    assert f"{server.origin}/setup/" in server.said()
    assert "安装码" in server.said()


def test_it_stops_in_order(installation: Installation) -> None:
    server = installation.serve()
    until(lambda: whole(server), "the family")
    before = family(server)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(60) == 0
    assert not any(is_there(process) for process in before)


def test_what_is_killed_is_started_again(installation: Installation) -> None:
    server = installation.serve()
    until(lambda: whole(server), "the family")
    before = family(server)
    for process in before:
        psutil.Process(process).kill()
    until(lambda: whole(server) and before.keys().isdisjoint(family(server)), "a new family")
    until(server.answers, "an answer")


def test_nothing_outlives_it(installation: Installation) -> None:
    server = installation.serve()
    until(lambda: whole(server), "the family")
    before = family(server)
    server.process.kill()
    server.process.wait()
    until(lambda: not any(is_there(process) for process in before), "the end of all")


def test_a_port_that_is_taken_is_said_at_once(installation: Installation) -> None:
    server = installation.serve()
    other = installation.run("serve", "--port", str(server.port))
    assert other.returncode == 2
    assert f"--port {server.port + 1}" in other.stderr


def test_a_database_that_could_lose_rows_is_not_served(installation: Installation) -> None:
    """B65: in memory there is no write-ahead log; the same check refuses every other weakness."""
    words = ["serve", "--port", str(free_port())]
    refused = installation.run(*words, HUITOU_DATABASE_URL="sqlite::memory:")
    assert refused.returncode == 2
    assert "journal_mode is memory" in refused.stderr


def test_a_database_of_another_version_waits_for_migrate(installation: Installation) -> None:
    assert installation.run("migrate").returncode == 0
    forgotten = (
        "import django; django.setup(); from django.db.migrations.recorder import MigrationRecorder as R;"
        "R.Migration.objects.filter(app='ledger').delete()"
    )
    _python(installation, forgotten)
    refused = installation.run("web", "--port", str(free_port()))
    assert refused.returncode == 2
    assert "huitou migrate" in refused.stderr


def _python(installation: Installation, program: str) -> None:
    environment = {**installation.environment, "DJANGO_SETTINGS_MODULE": "huitou.config.settings"}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
