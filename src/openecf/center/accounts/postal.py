"""Where the holder of an account has an office: firm, street, telephone."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openecf.audit import trail

from . import mailing
from .models import Account


@dataclass(frozen=True)
class Address:
    """An office. A state is its two letters in the USA, anything elsewhere."""

    firm_name: str = ""
    street: str = ""
    street_2: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    county: str = ""
    country: str = "USA"
    phone: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it stands on an envelope."""
        place = f"{self.city}, {self.state} {self.zip_code}".strip(", ")
        abroad = "" if self.country == "USA" else self.country
        return tuple(line for line in (self.firm_name, self.street, self.street_2, place, abroad) if line)


def address_of(account: Account) -> Address:
    """Return the address the account has."""
    return Address(**{part: getattr(account, part) for part in Address.__dataclass_fields__})


def change(account: Account, wanted: Address, *, address: str = "", at: datetime) -> bool:
    """Give the account another office and tell its holder by mail; False when it has that one already."""
    before = Account.objects.get(pk=account.pk)
    old = address_of(before)
    if wanted == old:
        return False
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(**vars(wanted))
        changed = sorted(part for part, value in vars(wanted).items() if value != getattr(old, part))
        trail.record(
            "center",
            before.number,
            "accounts.address_changed",
            before.number,
            detail={"changed": changed},
            address=address,
            at=at,
        )
        lines = "\n".join((*wanted.lines, wanted.phone))
        mailing.post("address_changed", before.email, {"username": before.username, "lines": lines}, at=at)
    return True
