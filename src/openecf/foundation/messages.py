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
    client_code_required: bool = False
    client_code_format: str = ""
    restricted: str = ""  # why the account may do nothing but mend it: factor, password
    door: str = "web"  # web, api


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
    api_key: str = ""


@dataclass(frozen=True)
class Errand:
    """What a holder asks of a court by the center (signed by the center, `errand+jwt`)."""

    public_id: str
    reference: str
    court_id: str
    kind: str  # register, person, address, noticing, withdraw
    facts: dict[str, object]
    who: dict[str, object]  # the account's claims, as in an ID token
    made_at: datetime


@dataclass(frozen=True)
class Bulletin:
    """What a court tells the center of one account; the same one may come again."""

    court_id: str
    public_id: str
    sub: str
    kind: (
        str  # linked, unlinked, received, approved, refused, disabled, restored, staff, agent, filed_for, ...
    )
    sentence: str  # for the holder's security log
    at: datetime
    state: str = ""  # requested, active, refused, disabled, unlinked: the standing from now on, if it changes
    role: str = ""
    name: str = ""
    errand: str = ""  # the errand this answers
    reference: str = ""


@dataclass(frozen=True)
class QuarterTotal:
    """What the center answers: a person's whole quarter in all courts."""

    sub: str
    quarter: str
    cents: int
