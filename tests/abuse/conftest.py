"""What every abuse case may use: a clock that stands still, two courts, Barbara and her old account."""

from datetime import timedelta

import pytest

from openecf.foundation import clock
from tests import people_cast, walking


@pytest.fixture(autouse=True)
def time(at, monkeypatch):
    """Stop the clock; `time(minutes=5)` moves it on."""
    now = [at]

    def move(**by):
        now[0] += timedelta(**by)
        return now[0]

    monkeypatch.setattr(clock, "now", lambda: now[0])
    return move


@pytest.fixture
def casb(at):
    return walking.open_court("casb", at=at)


@pytest.fixture
def exab(at):
    return walking.open_court("exab", at=at)


@pytest.fixture
def barbara(at):
    return walking.open_account(at=at)


@pytest.fixture
def old(casb, at):
    """Barbara's old filing account at casb."""
    return people_cast.old_account(casb, at=at)
