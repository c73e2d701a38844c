import json
from datetime import timedelta

import pytest
from requests import ConnectionError, Response, Session

from openecf.courthouse.billing import history, ledger, outbox
from openecf.courthouse.billing.models import Charge, Meter
from openecf.courthouse.billing.offers import Offer
from openecf.courthouse.courts import secrets
from openecf.foundation import addresses

pytestmark = pytest.mark.django_db


class Center(Session):
    """Stands in for the center's feed: takes usages, answers totals, or is down."""

    def __init__(self, elsewhere_cents: int = 0):
        super().__init__()
        self.elsewhere_cents, self.taken, self.calls, self.fails = elsewhere_cents, {}, [], None

    def post(self, url, json, auth, timeout):
        self.calls.append((url, auth))
        if self.fails:
            raise self.fails
        self.taken |= {usage["receipt"]: usage for usage in json["usages"]}
        return self._answer()

    def _answer(self) -> Response:
        answer = Response()
        answer.status_code = 200
        cents = sum(usage["cents"] for usage in self.taken.values()) + self.elsewhere_cents
        keys = {(usage["sub"], usage["quarter"]) for usage in self.taken.values()}
        totals = [{"sub": sub, "quarter": quarter, "cents": cents} for sub, quarter in keys]
        answer._content = json.dumps({"totals": totals}).encode()
        return answer


@pytest.fixture
def receipt(viewer, court, at):
    secrets.keep_client_secret(court, "a secret of this court")
    offer = Offer("docket", "Docket Report", "26-01234-CL7", 4, "c" * 64, {})
    return ledger.charge(viewer, ledger.make_quote(viewer, offer, at=at).id, client_code="4411-7", at=at)


def test_a_charge_is_reported_once_in_the_courts_name(receipt, person, court, at):
    center = Center()

    assert outbox.report_due(center, at=at) == 1
    assert outbox.report_due(center, at=at + timedelta(hours=1)) == 0

    feed = addresses.url(addresses.center_base(), "center.usage_feed")
    assert center.calls == [(feed, (court.pk, "a secret of this court"))]
    assert center.taken[receipt.number] == {
        "court_id": "casb",
        "receipt": receipt.number,
        "sub": person.sub,
        "at": at.isoformat(),
        "quarter": "2026Q4",
        "client_code": "4411-7",
        "description": "Docket Report",
        "criteria": "26-01234-CL7",
        "pages": 4,
        "cents": 40,
        "api_key": "",
    }


def test_the_answer_moves_the_meter(receipt, viewer, at):
    outbox.report_due(Center(elsewhere_cents=1000), at=at)

    assert history.meter(viewer, at=at).everywhere_cents == 1040
    assert Meter.objects.get().said_at == at


def test_a_center_that_is_down_is_asked_again_for_ever(receipt, at):
    center = Center()
    center.fails = ConnectionError("no route")
    assert outbox.report_due(center, at=at) == 0
    Charge.objects.update(tries=5000)
    assert outbox.report_due(center, at=at + timedelta(days=30)) == 0

    center.fails = None
    assert outbox.report_due(center, at=at + timedelta(days=30, minutes=5)) == 1
    assert Charge.objects.get().due_at is None


def test_an_answer_that_makes_no_sense_leaves_the_charge_due(receipt, at):
    center = Center()
    center._answer = lambda: Response()  # no status, no body

    assert outbox.report_due(center, at=at) == 0
    assert Charge.objects.get().due_at > at


def test_a_receipt_somebody_else_is_reporting_is_left_alone(receipt, at):
    Charge.objects.update(due_at=at + timedelta(minutes=1))

    assert outbox.report_due(Center(), at=at) == 0
