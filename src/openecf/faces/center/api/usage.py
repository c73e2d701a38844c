"""Usage: a quarter with its receipts, page by page, and the quarters there are."""

from datetime import datetime

from ninja import Query, Schema
from pydantic import Field

from openecf.center.usage import ledger, quarters

from .frame import api, nothing_else


class Asked(Schema):
    """Which quarter, and which page of its receipts; the present quarter when none is named."""

    quarter: str = Field("", pattern=r"^([0-9]{4}Q[1-4])?$", description="As 2026Q4")
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(100, ge=1, le=500)


class Receipt(Schema):
    """One receipt of one court."""

    court: str
    receipt: str
    at: datetime
    description: str
    criteria: str
    client_code: str
    pages: int
    cents: int


class Quarter(Schema):
    """A quarter: what is billed to the account, and the receipts it may see."""

    quarter: str
    pages: int
    cents: int
    waived_cents: int
    due_cents: int
    receipts: list[Receipt]
    count: int
    next_page: int | None


@api.get("/usage", response=Quarter, summary="One quarter (usage:read)", tags=["usage"])
def usage(request, asked: Query[Asked]):
    """Return a quarter and one page of its receipts, the newest first."""
    request.auth.require("usage:read")
    nothing_else(request, Asked)
    account = request.auth.account
    name = asked.quarter or quarters.this_quarter(account, at=request.at).quarter
    sums, rows = quarters.quarter(account, name), ledger.records(account, name)
    first = (asked.page - 1) * asked.size
    more = first + asked.size < len(rows)
    return {
        **{
            field: getattr(sums, field)
            for field in ("quarter", "pages", "cents", "waived_cents", "due_cents")
        },
        "receipts": [vars(row) | {"court": row.court_id} for row in rows[first : first + asked.size]],
        "count": len(rows),
        "next_page": asked.page + 1 if more else None,
    }


@api.get("/usage/quarters", response=list[str], summary="The quarters there are (usage:read)", tags=["usage"])
def names(request):
    """Return the quarters of which the account has receipts, the newest first."""
    request.auth.require("usage:read")
    return quarters.with_usage(request.auth.account)
