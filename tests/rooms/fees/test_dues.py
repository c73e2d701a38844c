"""Dated schedules, and what is owed."""

from datetime import date, timedelta

import pytest

from openecf.courthouse.docket import events
from openecf.courthouse.fees import dues, schedule
from openecf.courthouse.fees.dues import NothingDue
from openecf.courthouse.filing import docketing, payments
from openecf.courthouse.filing.docketing import Filing
from tests import court_fixtures as fixtures


@pytest.mark.parametrize(
    ("key", "on", "cents"),
    [
        ("relief_from_stay", date(2026, 11, 24), 19900),
        ("relief_from_stay", date(2023, 12, 1), 19900),
        ("relief_from_stay", date(2023, 11, 30), 18800),
        ("petition_7", date(2026, 11, 24), 33800),
        ("complaint", date(2026, 11, 24), 35000),
    ],
)
def test_a_fee_is_that_of_its_day(key, on, cents):
    assert schedule.item(key, on=on).cents == cents


def test_an_unknown_fee_or_a_day_before_all_schedules_is_a_defect():
    with pytest.raises(KeyError):
        schedule.item("dancing", on=date(2026, 1, 1))
    with pytest.raises(KeyError):
        schedule.item("petition_7", on=date(1990, 1, 1))


@pytest.fixture
def room(at):
    return fixtures.room(at)


def motion(room, at):
    filing = Filing(
        room.case,
        events.event("relief_from_stay"),
        room.ann,
        parties=[room.bank],
        papers=[docketing.Paper(fixtures.document(room.court, at), "Main Document")],
        answers={"relief": "Real Property"},
    )
    return docketing.docket(filing, key="motion", at=at)


@pytest.mark.django_db
def test_a_motion_with_a_fee_makes_it_due_to_its_filer(room, at):
    motion(room, at)

    owed = dues.unpaid(fixtures.viewer(room.ann, at), at=at)

    assert [(one.description, one.cents, one.entry_number) for one in owed] == [
        ("Motion for Relief from Stay", 19900, 1)
    ]
    assert owed[0].due_date == date(2026, 11, 24) + timedelta(days=room.court.fee_grace_days)
    assert not owed[0].overdue
    assert dues.unpaid(fixtures.viewer(room.ann, at), at=at + timedelta(days=3))[0].overdue
    assert dues.unpaid(fixtures.viewer(room.dan, at), at=at) == []


@pytest.mark.django_db
def test_a_payment_is_receipted_on_the_docket_once(room, at):
    filed = motion(room, at)

    receipt = payments.receive(filed.entry, "A1234567", at=at)

    assert receipt.entry.number is None
    assert receipt.entry.text.startswith(
        "Receipt of Motion for Relief from Stay(26-00001-CL7) [motion,185] ( 199.00) Filing Fee. "
        "Receipt number A1234567. Fee Amount $199.00 (re: Doc# 1). (U.S. Treasury)"
    )
    assert dues.unpaid(fixtures.viewer(room.ann, at), at=at) == []
    with pytest.raises(NothingDue):
        payments.receive(filed.entry, "A1234567", at=at)
