"""Usage as files: CSV that a spreadsheet may open without running anything, and JSON with exact texts."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from openecf.foundation.quarters import ZONE

from .statements import Invoice
from .transactions import Transaction

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")  # a cell that begins so is a formula to a spreadsheet
_COLUMNS = (
    "Date and time (Central)",
    "Court",
    "Client code",
    "Description",
    "Search",
    "Pages",
    "Cost",
    "Receipt",
)
_PEOPLE = ("Account number", "User", "Paid by")


def amount(cents: int) -> str:
    """Write cents as `12.30`, without sign or commas."""
    return f"{cents // 100}.{cents % 100:02}"


def transactions_csv(rows: Iterable[Transaction]) -> Iterator[str]:
    """Yield the lines of a CSV file."""
    yield _line((*_COLUMNS, *_PEOPLE))
    for row in rows:
        texts = (row.court_id, row.client_code, row.description, row.criteria)
        yield _line(
            (
                _local(row),
                *texts,
                row.pages,
                amount(row.cents),
                row.receipt,
                row.number,
                row.user,
                row.paid_by,
            )
        )


def transactions_json(rows: Iterable[Transaction]) -> Iterator[str]:
    """Yield the pieces of a JSON object {"transactions": [...]}; amounts are texts, instants are in UTC."""
    yield '{"transactions": ['
    for place, row in enumerate(rows):
        said = vars(row) | {"at": row.at.isoformat(), "cost": amount(row.cents)}
        yield (", " if place else "") + json.dumps(said)
    yield "]}\n"


def invoice_csv(invoice: Invoice) -> Iterator[str]:
    """Yield the lines of an itemised invoice: one a user and client code."""
    yield _line(("Quarter", "Account number", "User", "Cost center", "Client code", "Pages", "Cost"))
    for user in invoice.users:
        for code in user.codes:
            who = (invoice.quarter, user.number, user.name, user.cost_center)
            yield _line((*who, code.name, code.pages, amount(code.cents)))


def _local(row: Transaction) -> str:
    return f"{row.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"


def _line(cells: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([_guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return written.getvalue()


def _guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text.startswith(_RISKY) else text
