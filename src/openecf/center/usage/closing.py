"""When a quarter's bill is made, and in which quarter's bill a receipt stands.

Courts report within minutes, but one may be cut off for days: the bill waits. What is reported after it was
made stands in the bill of the quarter in which it arrives, so that a bill once made never changes.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import F

from openecf.center.accounts.models import Account
from openecf.foundation import quarters

from .models import Statement, UsageRecord

GRACE = timedelta(days=3)  # for late reports, after the quarter's end
_LOOK_BACK = 4  # quarters for which bills are made, should nobody have worked for a while


def settle(rows: Iterable[UsageRecord], *, at: datetime) -> None:
    """Move receipts that come after their quarter's bill into the quarter in which they arrive.

    Call it inside the transaction that keeps them: `hold` lets no bill be made between this look and that.
    """
    late = [row for row in rows if at >= ends_at(row.quarter) + GRACE]
    billed = {row.payer_id or row.account_id for row in late}
    if not late:
        return
    hold(billed)
    bills = Statement.objects.filter(account_id__in=billed, quarter__in={row.quarter for row in late})
    made = set(bills.values_list("account_id", "quarter"))
    for row in late:
        if (row.payer_id or row.account_id, row.quarter) in made:
            row.quarter = quarters.quarter_of(at)


def hold(account_ids: Iterable[int]) -> None:
    """Let no other transaction make a bill for these accounts, or add to one, until this one ends."""
    for key in sorted(account_ids):
        Account.objects.filter(pk=key).update(balance_cents=F("balance_cents"))


def closed(*, at: datetime) -> list[str]:
    """Return the latest quarters whose bills are made by now, the newest first."""
    name, found = quarters.quarter_of(at), []
    for _ in range(_LOOK_BACK):
        name = quarter_before(name)
        if ends_at(name) + GRACE < at:
            found.append(name)
    return found


def ends_at(quarter: str) -> datetime:
    """Return the instant at which a quarter ends: midnight, Central time."""
    year, number = map(int, quarter.split("Q"))
    following = f"{year + 1}Q1" if number == 4 else f"{year}Q{number + 1}"
    return datetime.combine(quarters.first_day(following), time(), quarters.ZONE)


def quarter_before(quarter: str) -> str:
    """Return the quarter before."""
    year, number = map(int, quarter.split("Q"))
    return f"{year - 1}Q4" if number == 1 else f"{year}Q{number - 1}"
