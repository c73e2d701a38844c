"""The head of a case as every page of the counter shows it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from openecf.courthouse.cases import numbers, roster, visibility
from openecf.courthouse.cases.models import Case
from openecf.courthouse.cases.roster import PartyOfCase
from openecf.courthouse.docket import visibility as docket_visibility
from openecf.courthouse.people.viewer import Viewer

_ASSETS = {"yes": "Asset", "no": "No asset", "unknown": "Unknown assets"}


@dataclass(frozen=True)
class Caption:
    """What identifies a case to its readers."""

    number: str  # 26-01234-CL7
    short: str  # 26-01234, as addresses write it
    title: str
    adversary: bool
    chapter: str
    judge: str
    filed_date: date
    closed_date: date | None
    disposition: str
    voluntary: str
    assets: str
    nature_of_suit: str
    demand_cents: int | None
    lead_number: str
    lead_title: str

    @property
    def heading(self) -> str:
        """Number and name: `26-01234-CL7 In re Jane Doe`, `26-90001 Ray v. Doe`."""
        return f"{self.number} {self.title}" if self.adversary else f"{self.number} In re {self.title}"

    @property
    def facts(self) -> tuple[str, ...]:
        """The short facts of the case in the order they are read."""
        chapter = f"Chapter {self.chapter}" if self.chapter else ""
        kind = "Adversary proceeding" if self.adversary else ""
        trait = () if self.adversary else (self.voluntary, self.assets)
        return tuple(fact for fact in (kind, chapter, *trait, self.nature_of_suit) if fact)


@dataclass(frozen=True)
class CasePage:
    """The free page of a case."""

    caption: Caption
    flags: list[str]
    parties: tuple[PartyOfCase, ...]
    last_filed_date: date | None


def case_page(viewer: Viewer, number: str) -> CasePage:
    """Return the free facts of a case. Raises NoSuchCase, NotACaseNumber."""
    case = visibility.case_for(viewer, number)
    last = docket_visibility.visible_entries(viewer, case).aggregate(last=Max("filed_date"))["last"]
    return CasePage(caption(case), roster.flags(case), parties(case), last)


def caption(case: Case) -> Caption:
    """Return the head of a case."""
    return Caption(
        number=numbers.display(case),
        short=numbers.short(case),
        title=case.title,
        adversary=case.kind == Case.Kind.ADVERSARY,
        chapter=case.chapter,
        judge=case.judge,
        filed_date=case.filed_date,
        closed_date=case.closed_date,
        disposition=case.disposition,
        voluntary="Voluntary" if case.voluntary else "Involuntary",
        assets=_ASSETS.get(case.assets, ""),
        nature_of_suit=case.nature_of_suit,
        demand_cents=case.demand_cents,
        lead_number=numbers.short(case.lead) if case.lead else "",
        lead_title=case.lead.title if case.lead else "",
    )


def text(caption: Caption, flags: list[str]) -> str:
    """Return what a reader reads of the head, for counting pages."""
    ends = (f"Closed {caption.closed_date:%m/%d/%Y}" if caption.closed_date else "", caption.disposition)
    lead = f"Lead case {caption.lead_number} {caption.lead_title}" if caption.lead_number else ""
    lines = (
        caption.heading,
        *caption.facts,
        caption.judge,
        f"Filed {caption.filed_date:%m/%d/%Y}",
        *ends,
        lead,
    )
    return "\n".join(line for line in (*lines, *flags) if line)


def parties(case: Case, *, ended: bool = True) -> tuple[PartyOfCase, ...]:
    """Return the parties with those who act for them, those who left only if asked for."""
    return tuple(one for one in roster.parties(case) if ended or not one.party.ended_date)


def party_text(one: PartyOfCase) -> str:
    """Return what a reader reads of a party, for counting pages."""
    party = one.party
    numbers_of = (f"xxx-xx-{party.ssn_last4}" if party.ssn_last4 else "", party.tax_id)
    lines = [one.label, party.address, party.county, *numbers_of, *map(str, party.aliases)]
    for acting in one.representatives:
        user = acting.court_user
        lines += [user.name.full, user.firm_name, user.address, user.phone, user.email]
    return "\n".join(line for line in lines if line)
