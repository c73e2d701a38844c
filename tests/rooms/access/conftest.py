import pytest

from tests import reading_room


@pytest.fixture
def court(at):
    return reading_room.court(at)


@pytest.fixture
def person(court, at):
    return reading_room.person(court, at)


@pytest.fixture
def viewer(person, at):
    return reading_room.viewer(person, at, client_code="4411-7")


@pytest.fixture
def case(court, at):
    made = reading_room.case(court, at)
    reading_room.debtor(made, "Doe", "Jane", address="1 Example St\nSan Diego, CA 92101", ssn_last4="1234")
    return made
