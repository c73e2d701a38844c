"""Making an account: its number, its random subject, its first audit line."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail

from . import passwords, usernames
from .models import Account


@dataclass(frozen=True)
class NewAccount:
    """What an account is opened with. A legacy username is two letters and four digits."""

    username: str
    email: str
    last_name: str  # a firm's whole name stands here
    password: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    firm_name: str = ""
    bar_number: str = ""
    kind: str = Account.Kind.UPGRADED
    holder: str = Account.Holder.INDIVIDUAL
    billing_email: str = ""
    search_status: str = "active"
    filing_status: str = "none"
    client_code: str = ""
    receipts_shown: bool = True
    balance_cents: int = 0
    door: str = Account.Door.SEARCH
    user_type: str = ""
    hold: str = Account.Hold.NONE
    prefix: str = ""
    birth_date: date | None = None
    street: str = ""
    street_2: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    county: str = ""
    country: str = "USA"
    phone: str = ""
    cja_panel: bool = False
    policies_accepted_at: datetime | None = None


def open_account(new: NewAccount, *, stored_password: str = "", at: datetime) -> Account:
    """Open an account with a new number; `stored_password` is a hash made earlier, in place of a password.

    The password policy is for those who choose one (registration), not for accounts that are brought in.
    Raises NotAUsername, NotALegacyUsername, UsernameTaken.
    """
    usernames.check(new.username, new.kind)
    stored = stored_password or passwords.hashed(new.password)
    with transaction.atomic():
        account = _numbered(new, stored, at)
        trail.record(
            "center",
            account.number,
            "accounts.opened",
            account.number,
            detail={"username": account.username, "kind": account.kind, "holder": account.holder},
            at=at,
        )
    return account


def _numbered(new: NewAccount, stored: str, at: datetime) -> Account:
    """Insert under a free number; the database decides, should two take the same at once."""
    while True:
        if usernames.is_taken(new.username):
            raise usernames.UsernameTaken
        number = str(1_000_000 + secrets.randbelow(9_000_000))
        if Account.objects.filter(number=number).exists():
            continue
        try:
            with transaction.atomic():
                return Account.objects.create(
                    number=number,
                    subject=secrets.token_hex(16),
                    made_at=at,
                    **passwords.columns(stored, at=at),
                    **{name: value for name, value in vars(new).items() if name != "password"},
                )
        except IntegrityError:
            continue  # the number or the username went a moment ago: look again
