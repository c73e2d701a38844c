"""What every test may use: an instant, and a street that remembers nothing of the test before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import set_script_prefix

from openecf.faces.street import book
from openecf.foundation import clock
from tests.audit_guard import trail_can_be_emptied  # noqa: F401


@pytest.fixture
def at():
    """Tuesday, 24 November 2026, 10:00 AM Pacific."""
    return datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


@pytest.fixture
def time(at, monkeypatch):
    """Stop the clock at that instant; `time(minutes=5)` moves it on and returns the new one."""
    now = [at]

    def move(**by):
        now[0] += timedelta(**by)
        return now[0]

    monkeypatch.setattr(clock, "now", lambda: now[0])
    return move


@pytest.fixture(autouse=True)
def plain_street():
    """Undo the street's mount, as a server would between requests, and forget the courts of other tests."""
    set_script_prefix("/")
    book.forget()
    yield
    set_script_prefix("/")
