"""Detailed transactions: each receipt of a span of days, for who used it and for who pays for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Sum

from openecf.center.accounts import holding
from openecf.center.accounts.models import Account
from openecf.foundation.names import PersonName
from openecf.foundation.quarters import ZONE
from openecf.foundation.refusals import Refusal

from . import quarters
from .models import UsageRecord

ORDERS = {  # what may be asked for: how it is called, and the columns
    "newest": ("Date, newest first", ("-at", "-pk")),
    "oldest": ("Date, oldest first", ("at", "pk")),
    "client_code": ("Client code, then date", ("client_code", "at", "pk")),
    "court": ("Court, then date", ("court_id", "at", "pk")),
    "user": ("User, then date", ("account__last_name", "account__first_name", "account__number", "at", "pk")),
    "cost": ("Cost, highest first", ("-cents", "-at", "-pk")),
}


class WrongDates(Refusal):
    """The first day is after the last. Turn them round."""

    field = "first"


@dataclass(frozen=True)
class Wanted:
    """Which receipts, and in which order. Days are the center's, Central time."""

    first: date
    last: date
    court_id: str = ""
    client_code: str = ""
    user: str = ""  # an account number; for a firm
    order: str = "newest"


@dataclass(frozen=True)
class Transaction:
    """One receipt: when, where, what, for how much, by whom, and who pays."""

    at: datetime
    court_id: str
    client_code: str
    description: str
    criteria: str
    pages: int
    cents: int
    receipt: str
    number: str
    user: str
    paid_by: str  # the firm's name; empty: the user


@dataclass(frozen=True)
class Found:
    """What was found, all of it counted, the first of it to be shown."""

    rows: list[Transaction]
    count: int
    pages: int
    cents: int

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.rows)


def find(account: Account, wanted: Wanted, *, most: int) -> Found:
    """Return the first receipts and the sums of all. Raises WrongDates."""
    rows = _rows(account, wanted)
    sums = rows.aggregate(count=Count("pk"), pages=Sum("pages", default=0), cents=Sum("cents", default=0))
    return Found(list(_read(rows[:most])), **sums)


def every(account: Account, wanted: Wanted) -> Iterator[Transaction]:
    """Yield every receipt. Raises WrongDates."""
    return _read(_rows(account, wanted))


def users(account: Account) -> list[tuple[str, str]]:
    """Return number and name of each account a firm ever paid a receipt of; for a person none."""
    if not holding.is_firm(account):
        return []
    used = UsageRecord.objects.filter(payer=account).values("account")
    rows = Account.objects.filter(pk__in=used).order_by("last_name", "first_name", "number")
    return [(row.number, row.name.full) for row in rows]


def _rows(account: Account, wanted: Wanted):
    if wanted.first > wanted.last:
        raise WrongDates
    since = datetime.combine(wanted.first, time(), ZONE)
    until = datetime.combine(wanted.last + timedelta(days=1), time(), ZONE)
    rows = UsageRecord.objects.filter(quarters.seen_by(account), at__gte=since, at__lt=until)
    narrowed = {
        "court_id": wanted.court_id,
        "client_code": wanted.client_code,
        "account__number": wanted.user,
    }
    rows = rows.filter(**{name: value for name, value in narrowed.items() if value})
    return rows.order_by(*ORDERS.get(wanted.order, ORDERS["newest"])[1])


_COPIED = ("at", "court_id", "client_code", "description", "criteria", "pages", "cents", "receipt")
_NAME = ("first_name", "middle_name", "last_name", "suffix")


def _read(rows) -> Iterator[Transaction]:
    named = [f"account__{part}" for part in _NAME]
    columns = (*_COPIED, "account__number", "payer__last_name", *named)
    for row in rows.values_list(*columns).iterator(chunk_size=2000):
        *copied, number, firm, first, middle, last, suffix = row
        yield Transaction(*copied, number, PersonName(first, middle, last, suffix).full, firm or "")
