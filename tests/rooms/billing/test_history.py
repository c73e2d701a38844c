from datetime import UTC, date, datetime, timedelta

import pytest

from openecf.courthouse.billing import history, ledger
from openecf.courthouse.billing.history import NoSuchReceipt
from openecf.courthouse.billing.models import Charge, Meter
from openecf.courthouse.billing.offers import Offer
from tests import reading_room

pytestmark = pytest.mark.django_db
ZONE = "America/Los_Angeles"


def buy(viewer, pages, code, at):
    offer = Offer("docket", "Docket Report", "26-01234-CL7", pages, f"{pages}{code}{at}", {})
    return ledger.charge(viewer, ledger.make_quote(viewer, offer, at=at).id, client_code=code, at=at)


def test_days_are_the_courts_and_both_ends_count(viewer, at):
    last_minute = datetime(2026, 11, 25, 7, 59, tzinfo=UTC)  # 11:59 PM Pacific of the 24th
    buy(viewer, 1, "", at)
    buy(viewer, 2, "", last_minute)
    buy(viewer, 3, "", last_minute + timedelta(minutes=1))

    found = history.charges(viewer, date(2026, 11, 24), date(2026, 11, 24), zone=ZONE)

    assert [one.pages for one in found.receipts] == [1, 2]
    assert (found.pages, found.cents) == (3, 30)


def test_totals_are_kept_for_each_client_code(viewer, at):
    buy(viewer, 1, "4502-1", at)
    buy(viewer, 2, "4411-7", at + timedelta(minutes=1))
    buy(viewer, 3, "4502-1", at + timedelta(minutes=2))

    found = history.charges(viewer, date(2026, 11, 1), date(2026, 11, 30), zone=ZONE, sort="client_code")

    assert [(one.client_code, one.pages, one.cents) for one in found.by_client_code] == [
        ("4411-7", 2, 20),
        ("4502-1", 4, 40),
    ]
    assert [one.pages for one in found.receipts] == [2, 1, 3]
    assert history.client_codes(viewer) == ["4411-7", "4502-1"]


def test_one_client_code_can_be_asked_for(viewer, at):
    buy(viewer, 1, "4502-1", at)
    buy(viewer, 2, "4411-7", at)

    found = history.charges(viewer, date(2026, 11, 1), date(2026, 11, 30), zone=ZONE, client_code="4411-7")

    assert [one.pages for one in found.receipts] == [2]


def test_receipts_are_their_owners_alone(viewer, court, at):
    receipt = buy(viewer, 1, "", at)
    other = reading_room.viewer(reading_room.person(court, at, "olive"), at)

    assert history.receipt(viewer, receipt.number) == receipt
    with pytest.raises(NoSuchReceipt):
        history.receipt(other, receipt.number)
    assert history.charges(other, date(2026, 1, 1), date(2026, 12, 31), zone=ZONE).receipts == ()


def test_the_meter_adds_up_this_quarter_here(viewer, at):
    buy(viewer, 30, "", datetime(2026, 9, 30, 12, 0, tzinfo=UTC))
    buy(viewer, 12, "", at)

    meter = history.meter(viewer, at=at)

    assert (meter.quarter, meter.here_cents, meter.everywhere_cents) == ("2026Q4", 120, 120)
    assert (meter.waived_cents, meter.due_cents) == (3000, 0)


def test_the_meter_takes_the_centers_word_for_other_courts_and_adds_what_it_has_not_heard(viewer, at):
    buy(viewer, 10, "", at)
    Charge.objects.update(due_at=None)  # reported
    Meter.objects.create(person_id=viewer.person_id, quarter="2026Q4", cents_everywhere=2950, said_at=at)
    buy(viewer, 6, "", at + timedelta(minutes=1))

    meter = history.meter(viewer, at=at)

    assert (meter.here_cents, meter.everywhere_cents, meter.due_cents) == (160, 3010, 3010)


def test_what_the_center_said_of_another_quarter_does_not_count(viewer, at):
    Meter.objects.create(person_id=viewer.person_id, quarter="2026Q3", cents_everywhere=2950, said_at=at)

    assert history.meter(viewer, at=at).everywhere_cents == 0
