"""A court, Barbara and a clock for the conformance modules."""

from datetime import timedelta

import pytest

from openecf.foundation import clock
from tests import walking

from . import party


@pytest.fixture(autouse=True)
def time(at, monkeypatch):
    """Let the clock stand still; call it to move it on."""
    now = [at]

    def move(**by):
        now[0] += timedelta(**by)

    monkeypatch.setattr(clock, "now", lambda: now[0])
    return move


@pytest.fixture(autouse=True)
def casb(at):
    """The court that is the relying party."""
    return walking.open_court("casb", at=at)


@pytest.fixture
def barbara(at):
    """Who signs in."""
    return walking.open_account(at=at)


@pytest.fixture
def client(barbara):
    """A browser that is signed in at the center."""
    return party.signed_in_browser()
