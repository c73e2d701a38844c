"""A purchase at a court is known at the center after the next turn of the work loop, and moves the meter."""

import pytest

from openecf.center.usage.models import UsageRecord
from openecf.courthouse.access import counter
from openecf.courthouse.access.reports.docket import DocketReport
from openecf.courthouse.billing import history, outbox
from openecf.courthouse.billing.models import Charge, Meter
from openecf.courthouse.cases import numbers
from openecf.faces import transport
from tests import reading_room, walking

pytestmark = pytest.mark.django_db


def test_a_purchase_reaches_the_center_once(at):
    court = walking.open_court("casb", at=at)
    account = walking.open_account(at=at)
    pat = reading_room.viewer(reading_room.person(court, at, sub=account.subject), at)
    wanted = DocketReport(numbers.short(reading_room.case(court, at)))
    bought = counter.serve(pat, counter.quote(pat, wanted, at=at).id, client_code="4411-7", at=at)

    sent = [outbox.report_due(transport.http_session(), at=at) for _ in range(2)]

    assert sent == [1, 0]
    known = UsageRecord.objects.get()
    assert (known.receipt, known.cents, known.account_id) == (bought.receipt.number, 10, account.pk)
    assert Charge.objects.get().due_at is None
    assert Meter.objects.get().cents_everywhere == history.meter(pat, at=at).everywhere_cents == 10
