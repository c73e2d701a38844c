"""The notice of redaction responsibility: filers tick it once a session."""

from datetime import timedelta

import pytest

from openecf.audit import trail
from openecf.center.signon import redaction, sessions
from tests import walking

pytestmark = pytest.mark.django_db


def standing(account, at, key="one"):
    sessions.begin(account, session_key=key, replacing=key, at=at)
    return sessions.standing(key, at=at)


@pytest.mark.parametrize("filing_status, due", [("active", True), ("none", False), ("inactive", False)])
def test_it_is_due_of_filers_only(at, filing_status, due):
    account = walking.open_account(filing_status=filing_status, at=at)

    assert redaction.due(account, standing(account, at)) is due


def test_a_tick_holds_for_the_session_and_its_renewal_not_for_another(at):
    account = walking.open_account(filing_status="active", at=at)
    redaction.tick(account, standing(account, at), address="203.0.113.7", at=at)

    assert not redaction.due(account, sessions.standing("one", at=at))
    assert not redaction.due(account, standing(account, at + timedelta(minutes=11)))
    assert redaction.due(account, standing(account, at, key="two"))


def test_it_is_kept_once_on_the_trail(at):
    account = walking.open_account(filing_status="active", at=at)
    this = standing(account, at)
    for _ in range(2):
        redaction.tick(account, this, address="203.0.113.7", at=at)

    lines = trail.lines_of("center", account.number, since=at, until=at + timedelta(1))
    assert [line.action for line in lines] == ["signon.redaction_ticked"]
