"""What every abuse case may use: a clock that stands still, two courts, Barbara and her old account."""

import pytest

from tests import people_cast, walking


@pytest.fixture(autouse=True)
def standing_clock(time):
    """Let the clock stand still in every test here."""


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
