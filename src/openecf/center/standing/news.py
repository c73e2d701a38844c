"""What courts told of an account, for its security log."""

from dataclasses import dataclass
from datetime import datetime

from openecf.center.accounts.models import Account

from .models import CourtNews


@dataclass(frozen=True)
class News:
    """One bulletin, as the account's holder reads it."""

    at: datetime
    court_id: str
    kind: str
    sentence: str
    reference: str


def of(account: Account, *, most: int = 200) -> tuple[News, ...]:
    """Return what courts told of an account, the latest first."""
    rows = CourtNews.objects.filter(account=account).order_by("-at", "-pk")
    return tuple(News(*row) for row in rows.values_list(*News.__dataclass_fields__)[:most])
