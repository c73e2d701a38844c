"""The ledger of usage: courts report each receipt at least once, and it is kept once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.center.firms import membership
from openecf.foundation import quarters
from openecf.foundation.messages import QuarterTotal, Usage

from . import closing, warnings
from .models import UsageRecord
from .quarters import seen_by


@dataclass(frozen=True)
class Record:
    """One receipt, as its holder sees it."""

    at: datetime
    court_id: str
    description: str
    criteria: str
    pages: int
    cents: int
    client_code: str
    receipt: str


def take(usages: Sequence[Usage], *, at: datetime) -> list[QuarterTotal]:
    """Keep what courts report, once a receipt, and answer with the quarters it belongs to, in all courts.

    The quarter is the center's own count of the instant. A receipt of nobody known here is not kept, and one
    reported again with another price or holder stays as it was kept first; both get a line in the trail, and
    the rest of the report is taken all the same. What a firm pays for is billed to it; who comes near the
    waiver or a budget is warned once.
    """
    accounts = _accounts(usages)
    known = [usage for usage in usages if usage.sub in accounts]
    with transaction.atomic():
        rows = _rows(known, accounts, at=at)
        UsageRecord.objects.bulk_create(rows, ignore_conflicts=True)
        for usage in usages:
            if usage.sub not in accounts:
                _mark("usage.holder_unknown", usage, at=at)
        for usage in _contradicting(known):
            _mark("usage.receipt_contradicted", usage, at=at)
    warnings.warn({row.payer_id or row.account_id for row in rows}, at=at)
    return _totals({(usage.sub, quarters.quarter_of(usage.at)) for usage in known})


def records(account: Account, quarter: str) -> list[Record]:
    """Return the receipts of a quarter that an account used or pays for, the newest first."""
    rows = UsageRecord.objects.filter(seen_by(account), quarter=quarter).order_by("-at", "-pk")
    return [Record(*row) for row in rows.values_list(*Record.__dataclass_fields__)]


def by_client_code(account: Account, quarter: str) -> list[tuple[str, int]]:
    """Return the cents of each client code in a quarter."""
    rows = UsageRecord.objects.filter(seen_by(account), quarter=quarter).values_list("client_code")
    return list(rows.annotate(cents=Sum("cents")).order_by("client_code"))


def _accounts(usages: Iterable[Usage]) -> dict[str, int]:
    subjects = {usage.sub for usage in usages}
    return dict(Account.objects.filter(subject__in=subjects).values_list("subject", "pk"))


def _rows(usages: Sequence[Usage], accounts: dict[str, int], *, at: datetime) -> list[UsageRecord]:
    """Make the rows, each billed to the firm that paid at its instant, if one did."""
    spans = membership.spans(set(accounts.values()))
    rows = [_row(usage, accounts[usage.sub]) for usage in usages]
    for row in rows:
        paid = (each.firm_id for each in spans if each.member_id == row.account_id and each.covers(row.at))
        row.payer_id = next(paid, None)
    closing.settle(rows, at=at)
    return rows


def _row(usage: Usage, account_id: int) -> UsageRecord:
    copied = {name: value for name, value in vars(usage).items() if name not in ("sub", "quarter")}
    return UsageRecord(account_id=account_id, quarter=quarters.quarter_of(usage.at), **copied)


def _contradicting(usages: Iterable[Usage]) -> list[Usage]:
    """Return those that were kept before with another price."""
    usages = list(usages)
    rows = UsageRecord.objects.filter(receipt__in=[usage.receipt for usage in usages])
    kept = {
        (row[0], row[1]): row[2:]
        for row in rows.values_list("court_id", "receipt", "cents", "account__subject")
    }
    return [usage for usage in usages if kept[usage.court_id, usage.receipt] != (usage.cents, usage.sub)]


def _mark(action: str, usage: Usage, *, at: datetime) -> None:
    detail = {"court": usage.court_id, "sub": usage.sub, "cents": usage.cents}
    trail.record("center", usage.court_id, action, usage.receipt, detail=detail, at=at)


def _totals(wanted: set[tuple[str, str]]) -> list[QuarterTotal]:
    subjects, names = {sub for sub, _ in wanted}, {name for _, name in wanted}
    rows = UsageRecord.objects.filter(account__subject__in=subjects, quarter__in=names)
    sums = rows.values_list("account__subject", "quarter").annotate(cents=Sum("cents"))
    return [QuarterTotal(*row) for row in sums.order_by("account__subject", "quarter") if row[:2] in wanted]
