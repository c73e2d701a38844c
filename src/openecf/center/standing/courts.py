"""In which courts an account is registered, and as what."""

from dataclasses import dataclass
from datetime import datetime

from openecf.center.accounts.models import Account
from openecf.center.signon.models import Client

from .models import CourtStanding


@dataclass(frozen=True)
class Standing:
    """What an account is in one court, as that court told."""

    court_id: str
    state: str  # requested, active, refused, disabled, unlinked
    role: str
    name: str
    since: datetime
    title: str = ""


def of(account: Account) -> tuple[Standing, ...]:
    """Return every court that told something of the account, by court."""
    titles = titles_of_courts()
    rows = CourtStanding.objects.filter(account=account).order_by("court_id")
    fields = ("court_id", "state", "role", "name", "since")
    return tuple(Standing(*row, titles.get(row[0], row[0])) for row in rows.values_list(*fields))


def titles_of_courts() -> dict[str, str]:
    """Return the title of every court of this center, by its id and in the order of titles."""
    rows = Client.objects.order_by("application__name", "court_id")
    return dict(rows.values_list("court_id", "application__name"))
