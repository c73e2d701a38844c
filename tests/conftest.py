"""What every test may use: an instant, and a street that remembers nothing of the test before."""

from datetime import UTC, datetime

import pytest
from django.urls import set_script_prefix

from openecf.faces.street import book
from tests.audit_guard import trail_can_be_emptied  # noqa: F401


@pytest.fixture
def at():
    """Tuesday, 24 November 2026, 10:00 AM Pacific."""
    return datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def plain_street():
    """Undo the street's mount, as a server would between requests, and forget the courts of other tests."""
    set_script_prefix("/")
    book.forget()
    yield
    set_script_prefix("/")
