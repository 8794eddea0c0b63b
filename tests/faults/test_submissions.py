"""B58: the web server is killed at any moment under people who complain; what was acknowledged is there, once.

`HUITOU_TEST_KILLS=500` makes a long run of it; the judge stands outside, with a ledger of its own.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import pytest

from tests.faults.judging import sha256
from tests.files.pictures import png
from tests.plugins.installation import ROOT, Installation, free_port, until

KILLS = int(os.environ.get("HUITOU_TEST_KILLS", "12"))
SUBMITTERS = 8
# Not proof, only an end: far beyond what a restart takes.
PATIENCE = 60.0


class House:
    """The web server and the worker of one installation, killed and started again."""

    def __init__(self, home: Installation) -> None:
        self.home = home
        self.port = free_port()
        home.environment["HUITOU_TRUSTED_PROXIES"] = "127.0.0.1"
        home.environment["HUITOU_MAILS_AN_HOUR"] = "200"
        self.web = self.start_web()
        self.work = self.start_work()

    def start_web(self) -> "subprocess.Popen[bytes]":
        return self._start("huitou", "web", "--port", str(self.port))

    def start_work(self) -> "subprocess.Popen[bytes]":
        return self._start("tests.faults.submissions", "work")

    def _start(self, *words: str) -> "subprocess.Popen[bytes]":
        with (self.home.place / "house.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *words], env=self.home.environment, cwd=ROOT, stdout=log, stderr=log
            )

    def answers(self) -> bool:
        # A second death within seconds of its birth ends granian's parent: `huitou serve` would begin anew, as we do.
        if self.web.poll() is not None:
            self.web = self.start_web()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill_child(self) -> None:
        """Only the process that answers; the one that watches it lives."""
        for child in psutil.Process(self.web.pid).children():
            child.kill()

    def kill_all(self) -> None:
        children = psutil.Process(self.web.pid).children()
        self.web.kill()
        self.web.wait()
        psutil.wait_procs(children, PATIENCE)
        self.web = self.start_web()

    def kill_work(self) -> None:
        self.work.kill()
        self.work.wait()
        self.work = self.start_work()

    def end(self) -> None:
        for process in (self.web, self.work):
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


class Ledger:
    """What was acknowledged, written down outside and for good before the next word."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.file = place.open("ab")
        self.lock = threading.Lock()
        self.count = 0

    def write(self, **line: Any) -> None:
        with self.lock:
            self.file.write(json.dumps(line).encode() + b"\n")
            self.file.flush()
            os.fsync(self.file.fileno())
            self.count += 1


class Submitter(threading.Thread):
    """Somebody who complains by the page or by the API, and sends again what was not answered."""

    def __init__(self, number: int, house: House, ledger: Ledger, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.number, self.house, self.ledger, self.over = number, house, ledger, over
        self.dice = random.Random(number)
        self.cut = 0
        self.fault = ""

    def run(self) -> None:
        sent = 0
        try:
            while not self.over.is_set():
                sent += 1
                # One address of its own for each few: the limits hold here as everywhere.
                address = f"10.{self.number}.{sent // 10 // 250}.{sent // 10 % 250 + 1}"
                (self._by_page if (sent + self.number) % 2 else self._by_api)(sent, address)
                time.sleep(self.dice.uniform(0, 0.03))
        except Exception as fault:  # told by the test, which watches from another thread
            self.fault = repr(fault)

    def _by_api(self, sent: int, address: str) -> None:
        key, words = str(uuid4()), f"接口{self.number}-{sent}：网络又断了，{self.dice.random()}"
        body = json.dumps({"words": words, "reach": f"api{self.number}.{sent}@example.com"}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": key, "X-Forwarded-For": address}
        told = json.loads(self._until_answered(201, "/api/v1/complaints", body, headers)[1])
        token = told["status_url"].rstrip("/").rpartition("/")[2]
        self.ledger.write(key=key, sha256=sha256(words.encode()), number=told["number"], token=token)

    def _by_page(self, sent: int, address: str) -> None:
        key, words = str(uuid4()), f"网页{self.number}-{sent}：洗衣机漏水，{self.dice.random()}"
        picture = png() + key.encode()
        reach = f"1380013{self.number}{sent % 1000:03d}" if sent % 4 == 0 else f"web{self.number}.{sent}@example.com"
        fields = {"form_key": key, "words": words, "reach": reach, "csrfmiddlewaretoken": "c" * 32}
        body = _multipart(fields, picture)
        headers = {
            "Content-Type": "multipart/form-data; boundary=limit",
            "Cookie": f"huitou-csrf={'c' * 32}",
            "X-Forwarded-For": address,
        }
        onward = self._until_answered(302, "/", body, headers)[0]
        token = onward.split("/my/")[1].split("/")[0]
        self.ledger.write(key=key, sha256=sha256(words.encode()), token=token, picture=sha256(picture))

    def _until_answered(self, expected: int, path: str, body: bytes, headers: dict[str, str]) -> tuple[str, str]:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            connection = HTTPConnection("127.0.0.1", self.house.port, timeout=20)
            try:
                connection.request("POST", path, body, headers)
                answer = connection.getresponse()
                said = answer.read().decode()
                if answer.status == expected:
                    return answer.headers.get("Location", ""), said
                assert answer.status >= 500, (answer.status, said[-2000:])
            except ConnectionRefusedError:
                time.sleep(0.05)
            except (OSError, HTTPException):
                self.cut += 1
            finally:
                connection.close()
        raise TimeoutError("never answered")


def _multipart(fields: dict[str, str], picture: bytes) -> bytes:
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    head = b'Content-Disposition: form-data; name="pictures"; filename="p.png"\r\nContent-Type: image/png\r\n\r\n'
    return b"".join(b"--limit\r\n" + part + b"\r\n" for part in [*parts, head + picture]) + b"--limit--\r\n"


def run_inside(installation: Installation, *words: str) -> Any:
    """A role of tests/faults/submissions.py in this installation; what it says."""
    command = [sys.executable, "-m", "tests.faults.submissions", *words]
    done = subprocess.run(command, env=installation.environment, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout else None


@pytest.fixture
def company(installation: Installation) -> Installation:
    """An installation with people who can take complaints."""
    assert installation.run("migrate").returncode == 0
    run_inside(installation, "prepare")
    return installation


def test_what_was_acknowledged_survives_the_death_of_the_server(company: Installation) -> None:
    dice = random.Random(20260302)
    house = House(company)
    ledger, over = Ledger(company.place / "acknowledged"), threading.Event()
    until(house.answers, "the first answer")
    submitters = [Submitter(number, house, ledger, over) for number in range(SUBMITTERS)]
    for submitter in submitters:
        submitter.start()
    for kill in range(KILLS):
        before = ledger.count
        until(lambda before=before: house.answers() and ledger.count > before + SUBMITTERS, "acknowledgements")  # type: ignore[misc]
        time.sleep(dice.uniform(0, 0.3))
        (house.kill_all if kill % 2 else house.kill_child)()
        if kill % 4 == 0:
            house.kill_work()
    until(house.answers, "the last answer")
    over.set()
    for submitter in submitters:
        submitter.join(PATIENCE)
    assert [submitter.fault for submitter in submitters] == [""] * SUBMITTERS
    verdict = _settled(company, ledger)
    house.end()
    cut = sum(submitter.cut for submitter in submitters)
    print(f"{KILLS} kills, {cut} requests cut in the middle: {verdict}")
    assert verdict["findings"] == []
    assert verdict["cases"] == verdict["acknowledged"] == ledger.count
    assert verdict["files"] > KILLS
    assert cut >= KILLS, "no kill hit a request: the test proves nothing"


def _settled(company: Installation, ledger: Ledger) -> Any:
    """The verdict when the worker has done what was left; a queue that never drains is a finding."""
    end = time.monotonic() + PATIENCE
    verdict = run_inside(company, "judge", str(ledger.place))
    while verdict["findings"] and time.monotonic() < end:
        verdict = run_inside(company, "judge", str(ledger.place))
    return verdict


def test_a_submission_is_whole_or_not_there_wherever_it_is_cut(company: Installation) -> None:
    """Every statement, every operation on a file, and both sides of every commit."""
    acknowledged = company.place / "acknowledged"
    told = run_inside(company, "points", str(acknowledged))
    print(told)
    assert told["points"] > 40
    assert 1 <= told["survived"] < told["points"]
    verdict = run_inside(company, "judge", str(acknowledged))
    unsent = [finding for finding in verdict["findings"] if "is waiting" in finding or "mails are out" in finding]
    assert verdict["findings"] == unsent, "only what no worker has done yet"
    assert verdict["cases"] == told["points"] + 1
