"""Who joins a case: parties, those who act for them, and creditors on the list."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from openecf.courthouse.people.models import CourtUser
from openecf.foundation.names import folded

from .models import Appearance, Case, Creditor, Party
from .service_list import Behalf


@dataclass(frozen=True)
class NewParty:
    """Somebody to be added to a case. An entity's whole name is its last name."""

    role: str
    last_name: str
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    address: str = ""
    email: str = ""
    county: str = ""
    ssn_last4: str = ""
    tax_id: str = ""
    aliases: tuple[str, ...] = ()
    pro_se: bool = False

    @property
    def name(self) -> str:
        """The whole name: `Jane Q. Doe Jr.`"""
        parts = (self.first_name, self.middle_name, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)


def add_party(case: Case, new: NewParty) -> Party:
    """Add a party to the case."""
    return Party.objects.create(
        case=case,
        role=new.role,
        name=new.name,
        last_name=new.last_name,
        first_name=new.first_name,
        search_last=folded(new.last_name),
        search_first=folded(new.first_name),
        address=new.address,
        email=new.email,
        county=new.county,
        ssn_last4=new.ssn_last4,
        tax_id=new.tax_id,
        aliases=list(new.aliases),
        pro_se=new.pro_se,
    )


def appear(party: Party | Behalf, court_user: CourtUser, *, lead: bool = False) -> Appearance:
    """Let somebody act for a party from now on; doing so twice changes nothing."""
    defaults = {"lead": lead}
    return Appearance.objects.get_or_create(party_id=party.pk, court_user=court_user, defaults=defaults)[0]


def end_appearance(party: Party, court_user: CourtUser, *, ended_date: date) -> None:
    """Let somebody act no longer for a party."""
    rows = Appearance.objects.filter(party=party, court_user=court_user, ended_date=None)
    rows.update(ended_date=ended_date)


def move(court_user: CourtUser, old_address: str, cases: str) -> int:
    """Let the cases of somebody whose address changed follow it: all, those open, or none of them.

    In the others the address stays as it was. Return how many appearances have the new one.
    """
    acting = Appearance.objects.filter(court_user=court_user, ended_date=None)
    following = {"all": Q(), "open": Q(party__case__closed_date=None), "none": Q(pk=None)}[cases]
    staying = acting.exclude(pk__in=acting.filter(following).values("pk"))
    staying.filter(kept_address="").update(kept_address=old_address)
    return acting.filter(pk__in=acting.filter(following).values("pk")).update(kept_address="")


def add_creditor(case: Case, name: str, address: str = "", *, at: datetime) -> Creditor:
    """Put a name on the case's list of creditors."""
    return Creditor.objects.create(case=case, name=name, address=address, added_at=at)
