"""What the two houses say to each other."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Identity:
    """Who signed in at the center, as the ID token tells a court."""

    iss: str
    sub: str
    sid: str
    acr: str
    auth_time: datetime
    username: str
    account_number: str
    kind: str  # upgraded, legacy
    holder: str  # individual, firm
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    suffix: str = ""
    firm_name: str = ""
    bar_number: str = ""
    email: str = ""
    billing_email: str = ""
    search_status: str = "active"
    filing_status: str = "none"
    receipts_shown: bool = True
    client_code: str = ""


@dataclass(frozen=True)
class Usage:
    """One receipt, as a court reports it to the center."""

    court_id: str
    receipt: str
    sub: str
    at: datetime
    quarter: str
    client_code: str
    description: str
    criteria: str
    pages: int
    cents: int


@dataclass(frozen=True)
class QuarterTotal:
    """What the center answers: a person's whole quarter in all courts."""

    sub: str
    quarter: str
    cents: int
