"""A quarter of one account: what is billed to it for all courts, and how much of that is waived.

A person is billed for what no firm paid; a firm for what it paid. The waiver is of whoever is billed: one for
a firm and all its people together.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Q, Sum

from openecf.center.accounts.models import Account
from openecf.foundation import quarters

from .models import UsageRecord

_WAIVERS = tomllib.loads((Path(__file__).parent / "schedule.toml").read_text())["waiver"]


@dataclass(frozen=True)
class Quarter:
    """What is billed to one account for one quarter."""

    quarter: str  # 2026Q4
    spoken: str  # Quarter 4, 2026
    cents: int
    pages: int
    waived_cents: int  # this much or less is not charged
    by_firm_cents: int = 0  # used besides, and billed to the firm that pays

    @property
    def is_waived(self) -> bool:
        """Whether nothing is due so far."""
        return self.cents <= self.waived_cents

    @property
    def due_cents(self) -> int:
        """What is due so far: nothing, or above the waiver the whole quarter."""
        return 0 if self.is_waived else self.cents


def this_quarter(account: Account, *, at: datetime) -> Quarter:
    """Return the account's quarter in which this instant is."""
    return quarter(account, quarters.quarter_of(at))


def quarter(account: Account, name: str) -> Quarter:
    """Return one quarter of the account."""
    used = UsageRecord.objects.filter(billed_to(account), quarter=name)
    sums = used.aggregate(cents=Sum("cents", default=0), pages=Sum("pages", default=0))
    by_firm = UsageRecord.objects.filter(account=account, quarter=name, payer__isnull=False)
    firm_cents = by_firm.aggregate(cents=Sum("cents", default=0))["cents"]
    return Quarter(name, quarters.spoken(name), sums["cents"], sums["pages"], waived_cents(name), firm_cents)


def billed_to(account: Account) -> Q:
    """Return which receipts an account is billed for."""
    return Q(payer=account) | Q(account=account, payer=None)


def seen_by(account: Account) -> Q:
    """Return which receipts an account may see: its own, whoever pays, and those it pays for."""
    return Q(payer=account) | Q(account=account)


def waived_cents(name: str) -> int:
    """Return how much usage was waived in a quarter."""
    day = quarters.first_day(name)
    in_force = [waiver["cents"] for waiver in _WAIVERS if waiver["from"] <= day]
    return in_force[-1] if in_force else 0


def spoken(name: str) -> str:
    """Return a quarter as people say it: `Quarter 4, 2026`."""
    return quarters.spoken(name)


def with_usage(account: Account) -> list[str]:
    """Return the quarters of which the account sees anything, the newest first."""
    used = UsageRecord.objects.filter(seen_by(account)).order_by("-quarter")
    return list(used.values_list("quarter", flat=True).distinct())
