"""A court, Barbara and a clock for the conformance modules."""

import pytest

from tests import walking

from . import party


@pytest.fixture(autouse=True)
def standing_clock(time):
    """Let the clock stand still in every test here."""


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
