"""What the holder of an account, and the courts, see of it."""

from dataclasses import dataclass
from datetime import datetime

from openecf.foundation.names import PersonName

from . import usernames
from .models import Account


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
    client_code_required: bool
    client_code_format: str
    more_billing_emails: list[str]
    hold: str
    user_type: str
    court_staff: bool
    made_at: datetime
    upgraded_at: datetime | None

    @property
    def is_legacy(self) -> bool:
        """Whether it may search only, until it is upgraded."""
        return self.kind == Account.Kind.LEGACY

    @property
    def is_firm(self) -> bool:
        """Whether a firm holds it: it pays for people, and can't search or file."""
        return self.holder == Account.Holder.FIRM


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


def _one(**key: str) -> AccountFacts | None:
    found = Account.objects.filter(**key).first()
    return facts(found) if found else None
