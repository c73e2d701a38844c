"""Two courts where people link."""

import pytest

from openecf.courthouse.courts import creation


@pytest.fixture
def casb(at):
    return creation.create_court("casb", at=at)


@pytest.fixture
def exab(at):
    return creation.create_court("exab", at=at)
