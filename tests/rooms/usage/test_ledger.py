"""The ledger of usage: each receipt once, and the quarter in all courts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.center.accounts.registration import NewAccount, open_account
from openecf.center.usage import ledger, quarters
from openecf.center.usage.models import UsageRecord
from openecf.foundation.messages import QuarterTotal, Usage


@pytest.fixture
def pat(db, at):
    return account(at)


def account(at, username="pat.public"):
    """Open an account."""
    new = NewAccount(username, f"{username}@example.org", "Public", password="seven herons over water")
    return open_account(new, at=at)


def receipt(account, at, number="R-1", cents=40, **more):
    """Make what a court reports."""
    facts = {
        "court_id": "casb",
        "receipt": number,
        "sub": account.subject,
        "at": at,
        "quarter": "2026Q4",
        "client_code": "ACME-7",
        "description": "Docket Report",
        "criteria": "26-01234",
        "pages": cents // 10,
        "cents": cents,
    }
    return Usage(**facts | more)


def test_a_report_is_kept_and_answered_with_the_quarter(pat, at):
    totals = ledger.take([receipt(pat, at), receipt(pat, at, "R-2", 300)], at=at)

    assert totals == [QuarterTotal(pat.subject, "2026Q4", 340)]
    assert [each.receipt for each in ledger.records(pat, "2026Q4")] == ["R-2", "R-1"]


def test_a_report_sent_again_is_kept_once(pat, at):
    for _ in range(3):
        totals = ledger.take([receipt(pat, at)], at=at)

    assert totals == [QuarterTotal(pat.subject, "2026Q4", 40)]
    assert UsageRecord.objects.count() == 1
    assert not LogEntry.objects.filter(action__startswith="usage.").exists()


def test_the_same_receipt_number_of_another_court_is_another_receipt(pat, at):
    ledger.take([receipt(pat, at)], at=at)

    totals = ledger.take([receipt(pat, at, court_id="cacb")], at=at)

    assert totals == [QuarterTotal(pat.subject, "2026Q4", 80)]


def test_each_account_and_quarter_gets_its_own_total(pat, at):
    quinn = account(at, "quinn.public")
    summer = datetime(2026, 8, 1, 12, tzinfo=UTC)

    totals = ledger.take(
        [receipt(pat, at), receipt(quinn, at, "R-2", 10), receipt(pat, summer, "R-3", 20)], at=at
    )

    assert {(each.sub, each.quarter): each.cents for each in totals} == {
        (pat.subject, "2026Q4"): 40,
        (quinn.subject, "2026Q4"): 10,
        (pat.subject, "2026Q3"): 20,
    }


def test_a_stranger_gets_a_line_in_the_trail_and_stops_nobody(pat, at):
    stranger = replace(receipt(pat, at, "R-9"), sub="0" * 32)

    totals = ledger.take([stranger, receipt(pat, at)], at=at)

    assert totals == [QuarterTotal(pat.subject, "2026Q4", 40)]
    assert LogEntry.objects.get(action="usage.holder_unknown").subject == "R-9"


def test_a_receipt_that_changes_its_price_stays_as_it_was(pat, at):
    ledger.take([receipt(pat, at)], at=at)

    totals = ledger.take([receipt(pat, at, cents=9990)], at=at)

    assert totals[0].cents == 40
    assert LogEntry.objects.get(action="usage.receipt_contradicted").subject == "R-1"


def test_nothing_reported_is_nothing_answered(db, at):
    assert ledger.take([], at=at) == []


@pytest.mark.parametrize(
    ("instant", "quarter"),
    [
        (datetime(2026, 10, 1, 4, 59, 59, tzinfo=UTC), "2026Q3"),  # 11:59:59 PM Central, daylight time
        (datetime(2026, 10, 1, 5, 0, tzinfo=UTC), "2026Q4"),
        (datetime(2027, 1, 1, 5, 59, 59, tzinfo=UTC), "2026Q4"),  # 11:59:59 PM Central, standard time
        (datetime(2027, 1, 1, 6, 0, tzinfo=UTC), "2027Q1"),
        (datetime(2026, 4, 1, 5, 0, tzinfo=UTC), "2026Q2"),
    ],
)
def test_a_quarter_ends_at_midnight_central_time_whatever_the_court_says(pat, at, instant, quarter):
    (total,) = ledger.take([receipt(pat, instant, quarter="1999Q1")], at=at)

    assert total.quarter == quarter


@pytest.mark.parametrize(("cents", "due"), [(0, 0), (2990, 0), (3000, 0), (3010, 3010)])
def test_thirty_dollars_or_less_are_waived_and_above_all_is_due(pat, at, cents, due):
    ledger.take([receipt(pat, at, cents=cents)], at=at)

    quarter = quarters.this_quarter(pat, at=at)

    assert (quarter.cents, quarter.due_cents, quarter.waived_cents) == (cents, due, 3000)
    assert quarter.spoken == "Quarter 4, 2026"


@pytest.mark.parametrize(
    ("quarter", "cents"), [("2011Q4", 0), ("2012Q2", 1500), ("2019Q4", 1500), ("2020Q1", 3000)]
)
def test_the_waiver_is_that_of_its_time(quarter, cents):
    assert quarters.waived_cents(quarter) == cents


def test_client_codes_and_quarters_are_summed(pat, at):
    summer = datetime(2026, 8, 1, 12, tzinfo=UTC)
    ledger.take(
        [
            receipt(pat, at),
            receipt(pat, at, "R-2", 10),
            receipt(pat, at, "R-3", 20, client_code=""),
            receipt(pat, summer, "R-4"),
        ],
        at=at,
    )

    assert ledger.by_client_code(pat, "2026Q4") == [("", 20), ("ACME-7", 50)]
    assert quarters.with_usage(pat) == ["2026Q4", "2026Q3"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_report_from_eight_threads_is_kept_once(at):
    pat = account(at)
    report = [receipt(pat, at, f"R-{number}", 10) for number in range(20)]

    def one(_):
        try:
            return ledger.take(report, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(one, range(8)))

    assert answers == [[QuarterTotal(pat.subject, "2026Q4", 200)]] * 8
    assert UsageRecord.objects.count() == 20
