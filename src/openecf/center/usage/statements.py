"""Quarterly statements: made once a quarter for whoever is billed, and what each consists of.

Thirty dollars or less is waived; above it the whole quarter is due and joins the balance, once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Sum
from django.db.models.functions import Coalesce

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.center.firms import membership
from openecf.center.payments import methods
from openecf.foundation import addresses, money
from openecf.foundation.refusals import NoSuchRecord

from . import bills, closing, quarters
from .models import Statement, UsageRecord


@dataclass(frozen=True)
class Summary:
    """One quarter in the list: made, or still running."""

    quarter: str
    spoken: str
    used_cents: int
    due_cents: int
    made_at: datetime | None


@dataclass(frozen=True)
class Part:
    """What one client code, or one court, comes to."""

    name: str
    pages: int
    cents: int


@dataclass(frozen=True)
class UserPart:
    """What one account used, by client code."""

    number: str
    name: str
    cost_center: str
    pages: int
    cents: int
    codes: tuple[Part, ...]


@dataclass(frozen=True)
class Invoice:
    """A quarter's statement of account, itemised; `made_at` is None while the quarter runs."""

    number: str
    holder: str
    is_firm: bool
    quarter: str
    spoken: str
    pages: int
    used_cents: int
    waived_cents: int
    due_cents: int
    made_at: datetime | None
    users: tuple[UserPart, ...]
    courts: tuple[Part, ...]

    @property
    def is_waived(self) -> bool:
        """Whether nothing is due."""
        return self.due_cents == 0


def close_due(*, at: datetime) -> int:
    """Make every statement of quarters that are over; return how many. Any number may do so at once."""
    return sum(
        _close(account, quarter, at=at) for quarter in closing.closed(at=at) for account in _open(quarter)
    )


def summaries(account: Account, *, at: datetime) -> list[Summary]:
    """Return the account's quarters, the present one first."""
    made = {row.quarter: row for row in Statement.objects.filter(account=account)}
    now = quarters.this_quarter(account, at=at).quarter
    names = sorted({now, *made, *quarters.with_usage(account)}, reverse=True)
    return [_summary(account, name, made.get(name)) for name in names]


def invoice(account: Account, quarter: str, *, at: datetime) -> Invoice:
    """Return one quarter, itemised by user and client code. Raises NoSuchRecord."""
    if quarter not in {each.quarter for each in summaries(account, at=at)}:
        raise NoSuchRecord
    statement = Statement.objects.filter(account=account, quarter=quarter).first()
    counted = quarters.quarter(account, quarter)
    rows = _billed(account, quarter)
    return Invoice(
        number=account.number,
        holder=account.name.full,
        is_firm=account.holder == Account.Holder.FIRM,
        quarter=quarter,
        spoken=counted.spoken,
        pages=counted.pages,
        used_cents=statement.used_cents if statement else counted.cents,
        waived_cents=counted.waived_cents,
        due_cents=statement.due_cents if statement else counted.due_cents,
        made_at=statement.made_at if statement else None,
        users=tuple(_users(rows, membership.cost_centers(account))),
        courts=tuple(_parts(rows, "court_id")),
    )


def _open(quarter: str) -> Iterable[Account]:
    """Return who is billed for anything of a quarter and has no statement of it."""
    billed = UsageRecord.objects.filter(quarter=quarter).annotate(billed=Coalesce("payer_id", "account_id"))
    made = Statement.objects.filter(account_id=OuterRef("billed"), quarter=quarter)
    keys = billed.filter(~Exists(made)).values_list("billed", flat=True).distinct()
    return Account.objects.filter(pk__in=keys).order_by("pk")


def _close(account: Account, quarter: str, *, at: datetime) -> int:
    """Make one statement and let what is due join the balance; one made a moment ago stays as it is."""
    try:
        with transaction.atomic():
            closing.hold([account.pk])
            counted = quarters.quarter(account, quarter)
            collect = bool(counted.due_cents and methods.default(account, methods.SEARCH))
            Statement.objects.create(
                account=account,
                quarter=quarter,
                used_cents=counted.cents,
                due_cents=counted.due_cents,
                made_at=at,
                collect_at=at if collect else None,
            )
            if counted.due_cents:
                balance = F("balance_cents") + counted.due_cents
                Account.objects.filter(pk=account.pk).update(balance_cents=balance)
                _send(account, counted, collect, at=at)
            detail = {"quarter": quarter, "used_cents": counted.cents, "due_cents": counted.due_cents}
            trail.record(
                "center", account.number, "usage.statement_made", account.number, detail=detail, at=at
            )
    except IntegrityError:  # one statement a quarter
        return 0
    return 1


def _send(account: Account, counted: quarters.Quarter, collect: bool, *, at: datetime) -> None:
    base = addresses.center_base()
    parts = {
        "username": account.username,
        "number": account.number,
        "quarter": counted.spoken,
        "due": money.dollars(counted.due_cents),
        "page": addresses.url(base, "center.statement", quarter=counted.quarter),
        "payments": addresses.url(base, "center.payments"),
    }
    bills.post("statement_collected" if collect else "statement", account, parts, at=at)


def _summary(account: Account, name: str, statement: Statement | None) -> Summary:
    if statement:
        facts = (statement.used_cents, statement.due_cents, statement.made_at)
        return Summary(name, quarters.spoken(name), *facts)
    counted = quarters.quarter(account, name)
    return Summary(name, counted.spoken, counted.cents, counted.due_cents, None)


def _billed(account: Account, quarter: str):
    return UsageRecord.objects.filter(quarters.billed_to(account), quarter=quarter)


def _users(rows, centers: dict[int, str]) -> Iterable[UserPart]:
    """Yield what each account used, by name, and below it by client code."""
    by_code: dict[int, list[Part]] = {}
    for key, code, pages, cents in _sums(rows, "account_id", "client_code"):
        by_code.setdefault(key, []).append(Part(code, pages, cents))
    accounts = Account.objects.filter(pk__in=by_code).order_by("last_name", "first_name", "number")
    for each in accounts:
        codes = tuple(by_code[each.pk])
        pages, cents = sum(part.pages for part in codes), sum(part.cents for part in codes)
        yield UserPart(each.number, each.name.full, centers.get(each.pk, ""), pages, cents, codes)


def _parts(rows, by: str) -> Iterable[Part]:
    return (Part(*row) for row in _sums(rows, by))


def _sums(rows, *by: str):
    return rows.values_list(*by).annotate(all_pages=Sum("pages"), all_cents=Sum("cents")).order_by(*by)
