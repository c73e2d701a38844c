"""In which courts an account is registered, and as what."""

from dataclasses import dataclass
from datetime import datetime

from openecf.center.accounts.models import Account
from openecf.center.signon.models import Client
from openecf.foundation import addresses

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
    address: str = ""  # of the court's first page; empty when the center knows the court no longer


def of(account: Account) -> tuple[Standing, ...]:
    """Return every court that told something of the account, by court."""
    doors = _doors()
    rows = CourtStanding.objects.filter(account=account).order_by("court_id")
    fields = ("court_id", "state", "role", "name", "since")
    return tuple(Standing(*row, *doors.get(row[0], (row[0], ""))) for row in rows.values_list(*fields))


def titles_of_courts() -> dict[str, str]:
    """Return the title of every court of this center, by its id and in the order of titles."""
    rows = Client.objects.order_by("application__name", "court_id")
    return dict(rows.values_list("court_id", "application__name"))


def _doors() -> dict[str, tuple[str, str]]:
    """Return title and address of every court, by its id."""
    end = addresses.url("", "court.backchannel")
    rows = Client.objects.values_list("court_id", "application__name", "backchannel_url")
    return {court: (title, url.removesuffix(end)) for court, title, url in rows}
