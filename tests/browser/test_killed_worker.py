"""kill -9 of the web worker while somebody files: it is filed once, with its notices, or not at all."""

import os
import pathlib
import shutil
import signal
import time

import pytest
from playwright.sync_api import Error, expect

from . import steps
from .conftest import PATIENCE_MS, running_demo, wait_for

pytestmark = pytest.mark.browser

ENTRIES = "SELECT count(*) FROM docket_docketentry"
UNANNOUNCED = """SELECT count(*) FROM filing_submission s
  LEFT JOIN notices_notice n ON n.entry_id = s.entry_id
  LEFT JOIN notices_delivery d ON d.notice_id = n.id WHERE d.id IS NULL"""
NOT_SENT = "SELECT count(*) FROM notices_delivery WHERE state = 'due'"


@pytest.fixture
def mortal(seeded, tmp_path):
    """A demo whose worker may be killed."""
    shutil.copytree(seeded, tmp_path / "data")
    with running_demo(tmp_path / "data") as running:
        yield running


def workers(demo) -> list[int]:
    """Return the worker processes of a demo: the children of its supervisor."""
    tasks = pathlib.Path(f"/proc/{demo.process.pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def kill_workers(demo) -> None:
    """Kill them and wait until another one answers."""
    before = workers(demo)
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    eventually(lambda: set(workers(demo)) - set(before))
    wait_for(demo.origin + "/", demo.process)


def eventually(condition) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.005)


@pytest.mark.parametrize("when", ["when the form arrives", "when the entry is made"])
def test_a_worker_killed_while_somebody_files(mortal, chromium, when):
    with steps.signed_in(chromium, mortal, "lindalarkin") as page:
        steps.file_motion(page, mortal.cast[0]["case"], file=False)
        check, before = page.url, mortal.sql(ENTRIES)[0][0]
        press_and_kill(page, mortal, when, before)
        made = mortal.sql(ENTRIES)[0][0] - before
        assert made in ((0, 1) if when == "when the form arrives" else (1,))
        assert mortal.sql(UNANNOUNCED)[0][0] == 0
        go_back_and_file(page, check, made)
        assert mortal.sql(ENTRIES)[0][0] == before + 1
        eventually(lambda: mortal.sql(NOT_SENT)[0][0] == 0)


def press_and_kill(page, demo, when, before):
    """Press the button; kill the worker before it can have answered."""
    with page.expect_request("**/submit/"):
        page.get_by_role("button", name="File: Motion for Relief from Stay").click(no_wait_after=True)
    if when == "when the entry is made":
        eventually(lambda: demo.sql(ENTRIES)[0][0] > before)
    kill_workers(demo)


def go_back_and_file(page, check, made):
    """Open the draft again, as after any lost connection: it was filed, or it can be filed now."""
    try:
        page.goto(check)
    except Error:  # the lost answer's own error page came in between
        page.goto(check)
    if made:
        expect(page.locator("h1")).to_contain_text("Filed")
    elif page.get_by_role("heading", name="Check before you file").count():
        steps.press(page, "File: Motion for Relief from Stay")
    expect(page.locator("h1")).to_contain_text("Filed: document")
