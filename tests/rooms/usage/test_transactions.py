"""Detailed transactions: which days, narrowed how, in which order, and as which file."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest

from openecf.center.usage import exports, ledger, printing, statements, transactions
from openecf.center.usage.transactions import Wanted
from tests.accounts import open_account
from tests.rooms.usage.test_statements import SUMMER, firm_of, pat, used  # noqa: F401

DAYS = {"first": date(2026, 7, 1), "last": date(2026, 9, 30)}


def receipts(account, *, most=100, **wanted):
    """Return the receipts found."""
    return transactions.find(account, Wanted(**DAYS | wanted), most=most)


@pytest.fixture
def three(pat):  # noqa: F811
    day = timedelta(days=1)
    ledger.take(
        [
            used(pat, 30, SUMMER, code="B"),
            used(pat, 10, SUMMER + day, code="A", court="exab"),
            used(pat, 20, SUMMER + 2 * day, code="B"),
        ],
        at=SUMMER + 2 * day,
    )
    return pat


@pytest.mark.parametrize(
    ("order", "cents"),
    [
        ("newest", [20, 10, 30]),
        ("oldest", [30, 10, 20]),
        ("client_code", [10, 30, 20]),
        ("court", [30, 20, 10]),
        ("cost", [30, 20, 10]),
        ("user", [30, 10, 20]),
    ],
)
def test_receipts_come_in_the_order_asked_for(three, order, cents):
    assert [each.cents for each in receipts(three, order=order).rows] == cents


@pytest.mark.parametrize(
    ("wanted", "cents"),
    [({"client_code": "B"}, 50), ({"court_id": "exab"}, 10), ({"client_code": "C"}, 0), ({}, 60)],
)
def test_receipts_are_narrowed(three, wanted, cents):
    assert receipts(three, **wanted).cents == cents


def test_days_are_central_time(pat):  # noqa: F811
    ledger.take([used(pat, 10, datetime(2026, 8, 2, 4, 59, tzinfo=UTC))], at=SUMMER)

    assert receipts(pat, first=date(2026, 8, 1), last=date(2026, 8, 1)).count == 1
    assert receipts(pat, first=date(2026, 8, 2), last=date(2026, 8, 2)).count == 0


def test_days_turned_round_are_refused(pat):  # noqa: F811
    with pytest.raises(transactions.WrongDates):
        receipts(pat, first=date(2026, 8, 2), last=date(2026, 8, 1))


def test_the_page_is_cut_and_the_sums_are_not(three):
    found = receipts(three, most=2)

    assert found.is_cut and len(found.rows) == 2 and found.count == 3 and found.cents == 60


def test_a_member_sees_their_own_and_the_firm_what_it_pays(pat, at):  # noqa: F811
    quinn = open_account("quinnpublic", at=at, last_name="Quinn")
    firm = firm_of(at, pat, since=SUMMER)
    before = SUMMER - timedelta(days=1)
    ledger.take([used(pat, 10, before), used(pat, 20, SUMMER), used(quinn, 40, SUMMER)], at=SUMMER)

    assert [(each.cents, each.paid_by) for each in receipts(pat).rows] == [(20, "Larkin"), (10, "")]
    assert [(each.cents, each.number) for each in receipts(firm).rows] == [(20, pat.number)]
    assert receipts(firm, user=quinn.number).count == 0
    assert [number for number, _ in transactions.users(firm)] == [pat.number]
    assert transactions.users(pat) == []


@pytest.mark.parametrize("start", list("=+-@\t\r\n"))
def test_a_cell_a_spreadsheet_would_run_is_guarded(pat, start):  # noqa: F811
    ledger.take([used(pat, 10, SUMMER, code=f"{start}HYPERLINK(1)")], at=SUMMER)

    lines = "".join(exports.transactions_csv(transactions.every(pat, Wanted(**DAYS))))

    (row,) = csv.DictReader(io.StringIO(lines, newline=""))
    assert row["Client code"].startswith("'")


def test_csv_and_json_hold_the_same(three):
    wanted = Wanted(**DAYS)

    table = list(
        csv.DictReader(io.StringIO("".join(exports.transactions_csv(transactions.every(three, wanted)))))
    )
    said = json.loads("".join(exports.transactions_json(transactions.every(three, wanted))))

    assert (
        [row["Cost"] for row in table]
        == [row["cost"] for row in said["transactions"]]
        == ["0.20", "0.10", "0.30"]
    )
    assert [row["Receipt"] for row in table] == [row["receipt"] for row in said["transactions"]]


def test_nothing_is_an_empty_list_in_json(pat):  # noqa: F811
    assert json.loads("".join(exports.transactions_json([]))) == {"transactions": []}


def test_the_pdf_can_be_read_and_has_a_title(three):
    found = receipts(three)

    paper = printing.transactions_pdf("Pat <b>Public", Wanted(**DAYS), found)

    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]).startswith("Detailed transactions")


def test_a_pdf_of_too_many_is_refused(three):
    with pytest.raises(printing.TooLong):
        printing.transactions_pdf("Pat", Wanted(**DAYS), receipts(three, most=1))


def test_the_invoice_is_a_pdf_too(three):
    paper = printing.invoice_pdf(statements.invoice(three, "2026Q3", at=SUMMER))

    assert paper.startswith(b"%PDF")
    empty = printing.invoice_pdf(statements.invoice(three, "2026Q4", at=SUMMER + timedelta(days=90)))
    assert empty.startswith(b"%PDF")
