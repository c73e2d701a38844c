"""A real demo in a process of its own, and Debian's Chromium in front of it."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import expect, sync_playwright

ROOT = pathlib.Path(__file__).parents[2]
OPENECF = pathlib.Path(sys.executable).parent / "openecf"
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
PATIENCE_MS = 30_000  # a machine may be busy
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.uscourts.gov 127.0.0.1, MAP *.example.org 127.0.0.1",
]


class Demo:
    """A running demonstration: where it is, who is in it, what is in its mailbox."""

    def __init__(self, origin: str, data: pathlib.Path, process: subprocess.Popen) -> None:
        self.origin, self.data, self.process = origin, data, process
        self.cast = json.loads((data / "cast.json").read_text())

    def member(self, username: str, site: str = "center") -> dict:
        """Return a member of the cast."""
        return next(one for one in self.cast if one["username"] == username and one["site"] == site)

    def sql(self, statement: str, *values) -> list[tuple]:
        """Change or ask the demo's database behind its back: let time pass, count rows."""
        with contextlib.closing(sqlite3.connect(self.data / "openecf.sqlite3", timeout=20)) as database:
            rows = database.execute(statement, values).fetchall()
            database.commit()
        return rows


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the demo ended before it served"
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


@contextlib.contextmanager
def running_demo(data: pathlib.Path, *options: str, **variables: str):
    """Start `openecf demo` on a free port, with more options and variables, and stop it afterwards."""
    port = free_port()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPENECF_")}
    environ |= {"OPENECF_ARGON2_KIB": "1024", "OPENECF_ARGON2_TIME": "1"} | variables
    environ.pop("DATABASE_URL", None)
    log = (data.parent / f"{data.name}.log").open("w")
    command = [OPENECF, "demo", "--port", str(port), "--data", str(data), *options]
    process = subprocess.Popen(
        command, env=environ, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        wait_for(f"http://localhost:{port}/", process)
        yield Demo(f"http://localhost:{port}", data, process)
    finally:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    """The data folder of a demo that was seeded once; copy it, never serve it."""
    data = tmp_path_factory.mktemp("seeded") / "demo"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPENECF_")}
    environ |= {"OPENECF_ARGON2_KIB": "1024", "OPENECF_ARGON2_TIME": "1"}
    environ.pop("DATABASE_URL", None)
    subprocess.run([OPENECF, "demo", "--data", str(data), "--seed-only"], env=environ, check=True)
    return data


@pytest.fixture(scope="module")
def demo(seeded, tmp_path_factory):
    """A demo of this module's own, sites told apart by path."""
    data = tmp_path_factory.mktemp("demo") / "data"
    shutil.copytree(seeded, data)
    with running_demo(data) as running:
        yield running


@pytest.fixture(scope="module")
def host_demo(seeded, tmp_path_factory):
    """A demo whose sites have a host name each."""
    data = tmp_path_factory.mktemp("hosts") / "data"
    shutil.copytree(seeded, data)
    with running_demo(data, OPENECF_ADDRESSES="host") as running:
        yield running


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the whole run."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page in a browser context of its own that reports what the console complains of."""
    with fresh_page(chromium) as one:
        yield one


@contextlib.contextmanager
def fresh_page(chromium, **options):
    """A new context and page; any console error (such as a policy violation) fails the test."""
    context = chromium.new_context(**options)
    context.set_default_timeout(PATIENCE_MS)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    own = [text for text in complaints if "Failed to load resource" not in text]
    assert own == [], own


def axe_findings(page) -> list[str]:
    """Run axe-core; violations and undecided colour contrast both count."""
    page.wait_for_load_state()
    page.evaluate(AXE)
    result = page.evaluate("() => axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    undecided = [one for one in result["incomplete"] if one["id"] == "color-contrast"]
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in result["violations"] + undecided
        for node in one["nodes"]
    ]
