"""The name of who holds an account. The date of birth stays as it was given: it guards against duplicates."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.foundation.refusals import Refusal

from . import mailing
from .models import Account


class NameNeeded(Refusal):
    """Enter a last name."""

    field = "last_name"


@dataclass(frozen=True)
class Name:
    """A name in parts; a firm's whole name is its last name."""

    prefix: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    suffix: str = ""

    @property
    def full(self) -> str:
        """The name as it is spoken, without the prefix."""
        parts = (self.first_name, self.middle_name, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)


def name_of(account: Account) -> Name:
    """Return the name the account has."""
    return Name(**{part: getattr(account, part) for part in Name.__dataclass_fields__})


def change(account: Account, name: Name, *, address: str = "", at: datetime) -> bool:
    """Give the account another name and tell its holder by mail; False when it has that name already.

    Raises NameNeeded.
    """
    if not name.last_name:
        raise NameNeeded
    before = Account.objects.get(pk=account.pk)
    old = name_of(before)
    if name == old:
        return False
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(**vars(name))
        trail.record(
            "center",
            before.number,
            "accounts.name_changed",
            before.number,
            detail={"from": old.full, "to": name.full},
            address=address,
            at=at,
        )
        parts = {"username": before.username, "old": old.full, "new": name.full}
        mailing.post("name_changed", before.email, parts, at=at)
    return True
