"""What every test may use: an instant, and two courts made by the act that makes courts."""

from datetime import UTC, datetime

import pytest
from django.urls import set_script_prefix

from tests.audit_guard import trail_can_be_emptied  # noqa: F401


@pytest.fixture
def at():
    """Tuesday, 24 November 2026, 10:00 AM Pacific."""
    return datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def plain_prefix():
    """Undo the street's mount: the test client does not, as a server would."""
    set_script_prefix("/")
    yield
    set_script_prefix("/")
