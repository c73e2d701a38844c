"""In which courts an account is registered, and as what."""

from dataclasses import dataclass
from datetime import datetime

from openecf.center.accounts.models import Account

from .models import CourtStanding


@dataclass(frozen=True)
class Standing:
    """What an account is in one court, as that court told."""

    court_id: str
    state: str  # requested, active, refused, disabled, unlinked
    role: str
    name: str
    since: datetime


def of(account: Account) -> tuple[Standing, ...]:
    """Return every court that told something of the account, by court."""
    rows = CourtStanding.objects.filter(account=account).order_by("court_id")
    return tuple(Standing(*row) for row in rows.values_list(*Standing.__dataclass_fields__))
