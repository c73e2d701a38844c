"""What the holder of an account sees of it, and the choices that are theirs."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.foundation.names import PersonName
from openecf.foundation.refusals import Refusal

from . import mailing, usernames
from .models import Account

_CLIENT_CODE = re.compile(r"[^\s,]{0,32}")


class NotAClientCode(Refusal):
    """A client code has at most 32 characters and no space or comma."""

    field = "client_code"


@dataclass(frozen=True)
class AccountFacts:
    """One account, as its holder and the courts may know it."""

    id: int
    number: str
    subject: str
    username: str
    name: PersonName
    kind: str  # upgraded, legacy
    holder: str  # individual, firm
    firm_name: str
    bar_number: str
    email: str
    billing_email: str
    search_status: str
    filing_status: str
    balance_cents: int
    receipts_shown: bool
    client_code: str
    made_at: datetime
    upgraded_at: datetime | None

    @property
    def is_legacy(self) -> bool:
        """Whether it may search only, until it is upgraded."""
        return self.kind == Account.Kind.LEGACY


@dataclass(frozen=True)
class Preferences:
    """What a holder may set without proving anything again."""

    receipts_shown: bool
    client_code: str
    billing_email: str


def facts(account: Account) -> AccountFacts:
    """Return an account's facts."""
    copied = {name: getattr(account, name) for name in AccountFacts.__dataclass_fields__}
    return AccountFacts(**copied)


def account_by_username(username: str) -> AccountFacts | None:
    """Return the account of a username typed in any case, or None."""
    found = usernames.holder_of(username)
    return facts(found) if found else None


def account_by_subject(subject: str) -> AccountFacts | None:
    """Return the account a court knows by this subject, or None."""
    return _one(subject=subject)


def account_by_number(number: str) -> AccountFacts | None:
    """Return the account of a seven-digit number, or None."""
    return _one(number=number)


def change_preferences(account: Account, chosen: Preferences, *, at: datetime) -> None:
    """Keep the holder's preferences; the account's own address is told of a new billing address.

    Raises NotAClientCode.
    """
    if not _CLIENT_CODE.fullmatch(chosen.client_code):
        raise NotAClientCode
    before = Account.objects.get(pk=account.pk)
    changed = {name: value for name, value in vars(chosen).items() if getattr(before, name) != value}
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(**vars(chosen))
        trail.record(
            "center", before.number, "accounts.preferences_changed", before.number, detail=changed, at=at
        )
        if "billing_email" in changed:
            parts = {"username": before.username, "email": chosen.billing_email or before.email}
            mailing.post("billing_email_changed", before.email, parts, at=at)


def _one(**key: str) -> AccountFacts | None:
    found = Account.objects.filter(**key).first()
    return facts(found) if found else None
