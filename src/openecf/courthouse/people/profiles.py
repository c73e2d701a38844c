"""What the court knows of the PACER account of whoever is signed in."""

from dataclasses import dataclass
from datetime import datetime

from . import roles
from .models import Person
from .viewer import Viewer


@dataclass(frozen=True)
class AccountFacts:
    """What "View PACER Account Information" shows, as the center said at the last sign-on."""

    name: str
    account_number: str
    username: str
    kind: str  # upgraded, legacy
    holder: str  # individual, firm
    search_status: str
    filing_status: str
    client_code: str
    email: str
    billing_email: str
    receipts_shown: bool
    linked_to: str  # the name of this court's account, "" when there is none
    role: str
    linked_at: datetime | None
    link_reference: str
    iss: str
    sub: str


def account_facts(viewer: Viewer) -> AccountFacts:
    """Return the facts of the viewer's own PACER account. Raises SignInFirst."""
    roles.require_signed_in(viewer)
    person = Person.objects.select_related("court_user").get(pk=viewer.person_id)
    account = person.court_user if viewer.linked else None
    copied = (
        *("account_number", "username", "kind", "holder", "search_status", "filing_status", "email", "iss"),
        *("sub", "billing_email", "receipts_shown", "linked_at", "link_reference"),
    )
    return AccountFacts(
        name=person.name.full,
        client_code=viewer.client_code,
        linked_to=account.name.full if account else "",
        role=account.get_role_display() if account else "",
        **{name: getattr(person, name) for name in copied},
    )


def linked_here(court_id: str, iss: str, sub: str) -> str:
    """Return the name a PACER account is linked to in one court, or "": asked court by court."""
    rows = Person.objects.filter(court=court_id, iss=iss, sub=sub, court_user__state="active")
    person = rows.select_related("court_user").first()
    return person.court_user.name.full if person else ""
