"""Who is in a case: parties with those who act for them, creditors, flags. Readers only."""

from dataclasses import dataclass
from datetime import date

from openecf.courthouse.people.models import CourtUser

from .models import Appearance, Case, Creditor, Flag, Party


@dataclass(frozen=True)
class Representative:
    """An attorney, or a trustee for himself, who acts for a party."""

    court_user: CourtUser
    lead: bool
    address: str  # in this case
    ended_date: date | None


@dataclass(frozen=True)
class PartyOfCase:
    """A party and those who act for it."""

    party: Party
    representatives: tuple[Representative, ...]

    @property
    def label(self) -> str:
        """How lists name it: `Debtor Jane Doe`."""
        return f"{self.party.role} {self.party.name}"

    def has(self, court_user_id: int | None) -> bool:
        """Tell whether this account acts for the party now."""
        return any(one.court_user.pk == court_user_id and not one.ended_date for one in self.representatives)


def parties(case: Case) -> tuple[PartyOfCase, ...]:
    """Return the parties in the order they came, each with those who act for it. Two queries."""
    acting: dict[int, list[Representative]] = {}
    appearances = Appearance.objects.filter(party__case=case).select_related("court_user").order_by("pk")
    for row in appearances:
        acting.setdefault(row.party_id, []).append(_acting(row))
    rows = Party.objects.filter(case=case).order_by("pk")
    return tuple(PartyOfCase(party, tuple(acting.get(party.pk, ()))) for party in rows)


def _acting(row: Appearance) -> Representative:
    address = row.kept_address or row.court_user.address
    return Representative(row.court_user, row.lead, address, row.ended_date)


def creditors(case: Case) -> list[Creditor]:
    """Return the list of creditors by name."""
    return list(Creditor.objects.filter(case=case).order_by("name", "pk"))


def flags(case: Case) -> list[str]:
    """Return the codes of the flags that are set, each once."""
    codes = Flag.objects.filter(case=case, cleared_at=None).order_by("pk").values_list("code", flat=True)
    return list(dict.fromkeys(codes))
