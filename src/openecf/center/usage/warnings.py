"""Warnings at 80 and 100 percent of the waiver, and of a firm's budget: each mailed once a quarter."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.center.firms import budgets
from openecf.foundation import money

from . import bills, quarters
from .models import Warned

STEPS = (80, 100)
WAIVER, BUDGET = "waiver", "budget"


def warn(account_ids: Collection[int], *, at: datetime) -> int:
    """Warn those who are billed and have come near a limit in the present quarter; return how many mails.

    Asked after the receipts are committed: of two reports at once, the later one sees both.
    """
    accounts = Account.objects.filter(pk__in=account_ids).order_by("pk")
    return sum(_warn(account, at=at) for account in accounts)


def _warn(account: Account, *, at: datetime) -> int:
    quarter = quarters.this_quarter(account, at=at)
    limits = {WAIVER: quarter.waived_cents}
    if account.holder == Account.Holder.FIRM and (budget := budgets.budget_of(account)):
        limits[BUDGET] = budget
    return sum(_once(account, quarter, measure, limit, at=at) for measure, limit in limits.items())


def _once(account: Account, quarter: quarters.Quarter, measure: str, limit: int, *, at: datetime) -> int:
    """Mail the highest step that is reached, unless it was mailed; a lower one passed over is not mailed."""
    reached = [step for step in STEPS if limit and quarter.cents * 100 >= limit * step]
    if not reached:
        return 0
    facts = {"account": account, "quarter": quarter.quarter, "measure": measure}
    if Warned.objects.filter(percent=reached[-1], **facts).exists():
        return 0
    with transaction.atomic():
        made = [
            Warned.objects.get_or_create(percent=step, **facts, defaults={"at": at})[1] for step in reached
        ]
        if not made[-1]:
            return 0  # another report warned at this instant
        parts = {
            "username": account.username,
            "used": money.dollars(quarter.cents),
            "limit": money.dollars(limit),
            "percent": str(reached[-1]),
            "quarter": quarter.spoken,
        }
        bills.post(f"{measure}_{'reached' if reached[-1] == 100 else 'near'}", account, parts, at=at)
        detail = {"measure": measure, "percent": reached[-1], "cents": quarter.cents}
        trail.record("center", account.number, "usage.warned", account.number, detail=detail, at=at)
    return 1
