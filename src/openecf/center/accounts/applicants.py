"""Who is registering: what was typed about the person, and what lies behind the mailed link."""

from dataclasses import dataclass
from datetime import date

from openecf.foundation.names import PersonName

from . import doors
from .doors import Door
from .models import MailedLink


@dataclass(frozen=True)
class Person:
    """What the long form asks about who opens the account. A firm's whole name is its last name."""

    last_name: str
    first_name: str = ""
    middle_name: str = ""
    prefix: str = ""
    suffix: str = ""
    firm_name: str = ""
    user_type: str = ""
    birth_date: date | None = None
    street: str = ""
    street_2: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    county: str = ""
    country: str = "USA"
    phone: str = ""
    bar_number: str = ""
    cja_panel: bool = False

    @property
    def name(self) -> PersonName:
        """The name in parts."""
        return PersonName(self.first_name, self.middle_name, self.last_name, self.suffix)


@dataclass(frozen=True)
class Opened:
    """The account a link opened."""

    number: str
    username: str
    search_status: str
    hold: str


@dataclass(frozen=True)
class Waiting:
    """A registration behind its link: who, once that was typed, and the account, once it was opened."""

    door: Door
    email: str
    person: Person | None = None
    opened: Opened | None = None


def read(link: MailedLink) -> Waiting:
    """Return what lies behind a link of a registration."""
    door, account = doors.door(link.claims["door"]), link.account
    if account:
        opened = Opened(account.number, account.username, account.search_status, account.hold)
        return Waiting(door, account.email, opened=opened)
    typed = link.claims.get("person")
    if typed is None:
        return Waiting(door, link.claims["email"])
    born = date.fromisoformat(typed["birth_date"]) if typed["birth_date"] else None
    return Waiting(door, link.claims["email"], Person(**typed | {"birth_date": born}))
