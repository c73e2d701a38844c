"""A furnished court whose pages' clock starts at the test's instant, and its first filer."""

import pytest

from openecf.foundation import clock
from tests import court_fixtures as fixtures


@pytest.fixture
def now(at):
    """The pages' clock starts at that instant."""
    clock.set_now(at)
    yield at
    clock.adopt({})


@pytest.fixture
def room(now):
    """A court with people, a case and papers."""
    return fixtures.room(now)


@pytest.fixture
def ann(room, now):
    """The browser of an attorney who is linked there."""
    return fixtures.browser(fixtures.person(room.court, now, "annray2026", room.ann), now)
