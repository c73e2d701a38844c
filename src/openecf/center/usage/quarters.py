"""A quarter of one account: what was used in all courts, and how much of it is waived."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Sum

from openecf.center.accounts.models import Account
from openecf.foundation import quarters

from .models import UsageRecord

_WAIVERS = tomllib.loads((Path(__file__).parent / "schedule.toml").read_text())["waiver"]


@dataclass(frozen=True)
class Quarter:
    """What one account used in one quarter."""

    quarter: str  # 2026Q4
    spoken: str  # Quarter 4, 2026
    cents: int
    pages: int
    waived_cents: int  # this much or less is not charged

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
    used = UsageRecord.objects.filter(account=account, quarter=name)
    sums = used.aggregate(cents=Sum("cents", default=0), pages=Sum("pages", default=0))
    return Quarter(name, quarters.spoken(name), sums["cents"], sums["pages"], waived_cents(name))


def waived_cents(name: str) -> int:
    """Return how much usage was waived in a quarter."""
    day = quarters.first_day(name)
    in_force = [waiver["cents"] for waiver in _WAIVERS if waiver["from"] <= day]
    return in_force[-1] if in_force else 0


def spoken(name: str) -> str:
    """Return a quarter as people say it: `Quarter 4, 2026`."""
    return quarters.spoken(name)


def with_usage(account: Account) -> list[str]:
    """Return the quarters in which the account used anything, the newest first."""
    used = UsageRecord.objects.filter(account=account).order_by("-quarter")
    return list(used.values_list("quarter", flat=True).distinct())
