"""Search is put to rest after half a year without one."""

from datetime import timedelta

import pytest

from openecf.center.accounts import statuses
from openecf.center.accounts.models import Account
from openecf.center.usage import disuse
from openecf.center.usage.models import UsageRecord
from tests.accounts import open_account

pytestmark = pytest.mark.django_db
LATER = disuse.AFTER + timedelta(days=1)


def status(account) -> str:
    return Account.objects.get(pk=account.pk).search_status


def test_search_rests_where_nobody_searched_for_half_a_year(at):
    idle, busy = open_account("idle.person", at=at), open_account("busy.person", at=at)
    firm, clerk = open_account("firm.person", at=at, holder="firm"), open_account("clerk.person", at=at)
    Account.objects.filter(pk=clerk.pk).update(court_staff=True)
    facts = {"court_id": "casb", "receipt": "R-1", "quarter": "2026Q4", "pages": 1, "cents": 10}
    UsageRecord.objects.create(account=busy, at=at + timedelta(days=2), description="Docket", **facts)

    assert disuse.rest(at=at + timedelta(days=1)) == 0
    assert disuse.rest(at=at + LATER) == 1

    assert [status(each) for each in (idle, busy, firm, clerk)] == ["unused", "active", "active", "active"]


def test_search_that_was_opened_again_has_half_a_year_more(at):
    account = open_account(at=at)
    disuse.rest(at=at + LATER)
    statuses.reopen(account, at=at + LATER)

    assert disuse.rest(at=at + LATER + timedelta(days=1)) == 0
    assert disuse.rest(at=at + LATER * 2) == 1
