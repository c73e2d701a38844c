"""The head of a case as the counter shows it: its caption, its flags, its parties and their counsel."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Max

from openecf.courthouse.cases import numbers, roster, visibility
from openecf.courthouse.cases.models import Case
from openecf.courthouse.cases.roster import PartyOfCase, Representative
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
    facts: tuple[str, ...]  # chapter, voluntary or not, assets, nature of suit
    judge: str
    filed_date: date
    closed_date: date | None
    disposition: str
    demand_cents: int | None
    lead_number: str
    lead_title: str

    @property
    def heading(self) -> str:
        """Number and name: `26-01234-CL7 In re Jane Doe`, `26-90001 Ray v. Doe`."""
        return f"{self.number} {self.title}" if self.adversary else f"{self.number} In re {self.title}"


@dataclass(frozen=True)
class Acting:
    """Somebody who acts for a party; firm, address and notes on the role are the lines of `details`."""

    name: str
    details: str


@dataclass(frozen=True)
class ShownParty:
    """A party as dockets print it."""

    role: str
    name: str
    details: str  # address, county, masked numbers, aliases: line by line
    pro_se: bool
    acting: tuple[Acting, ...]


@dataclass(frozen=True)
class Head:
    """What stands above the entries of a docket."""

    caption: Caption
    flags: tuple[str, ...]
    parties: tuple[ShownParty, ...]


@dataclass(frozen=True)
class CasePage:
    """The free page of a case."""

    head: Head
    last_filed_date: date | None


def case_page(viewer: Viewer, number: str) -> CasePage:
    """Return the free facts of a case. Raises NoSuchCase, NotACaseNumber."""
    case = visibility.case_for(viewer, number)
    last = docket_visibility.visible_entries(viewer, case).aggregate(last=Max("filed_date"))["last"]
    return CasePage(head(case), last)


def head(case: Case, *, parties: bool = True, ended: bool = True) -> Head:
    """Return the head of a case as it is now; without parties, or without those who left, if so wished."""
    found = roster.parties(case) if parties else ()
    shown = tuple(_party(one) for one in found if ended or not one.party.ended_date)
    return Head(caption(case), tuple(roster.flags(case)), shown)


def caption(case: Case) -> Caption:
    """Return what identifies a case."""
    adversary = case.kind == Case.Kind.ADVERSARY
    return Caption(
        number=numbers.display(case),
        short=numbers.short(case),
        title=case.title,
        adversary=adversary,
        facts=_facts(case, adversary),
        judge=case.judge,
        filed_date=case.filed_date,
        closed_date=case.closed_date,
        disposition=case.disposition,
        demand_cents=case.demand_cents,
        lead_number=numbers.short(case.lead) if case.lead else "",
        lead_title=case.lead.title if case.lead else "",
    )


def text(head: Head) -> str:
    """Return what a reader reads of the head, for counting pages."""
    return _joined((caption_text(head.caption), *head.flags, *_party_lines(head)))


def caption_text(caption: Caption) -> str:
    """Return what a reader reads of a caption, for counting pages."""
    filed = f"Filed {caption.filed_date:%m/%d/%Y}"
    closed = f"Closed {caption.closed_date:%m/%d/%Y}" if caption.closed_date else ""
    lead = f"Lead case {caption.lead_number} {caption.lead_title}" if caption.lead_number else ""
    return _joined((caption.heading, *caption.facts, caption.judge, filed, closed, caption.disposition, lead))


def as_json(head: Head) -> dict[str, object]:
    """Return the head as plain JSON, to be kept with a price."""
    kept = asdict(head)
    for name in ("filed_date", "closed_date"):
        day = kept["caption"][name]
        kept["caption"][name] = day.isoformat() if day else None
    return kept


def from_json(kept: dict) -> Head:
    """Return the head from the JSON of `as_json`."""
    days = {name: kept["caption"][name] for name in ("filed_date", "closed_date")}
    caption = kept["caption"] | {name: date.fromisoformat(day) if day else None for name, day in days.items()}
    return Head(Caption(**caption), kept["flags"], tuple(map(_party_from, kept["parties"])))


def _party_from(kept: dict) -> ShownParty:
    return ShownParty(**kept | {"acting": [Acting(**one) for one in kept["acting"]]})


def _facts(case: Case, adversary: bool) -> tuple[str, ...]:
    chapter = f"Chapter {case.chapter}" if case.chapter else ""
    if adversary:
        facts = ("Adversary proceeding", chapter, case.nature_of_suit)
    else:
        kind = "Voluntary" if case.voluntary else "Involuntary"
        facts = (chapter, kind, _ASSETS.get(case.assets, ""))
    return tuple(fact for fact in facts if fact)


def _party(one: PartyOfCase) -> ShownParty:
    party = one.party
    lines = (
        *party.address.splitlines(),
        party.county,
        f"SSN / ITIN: xxx-xx-{party.ssn_last4}" if party.ssn_last4 else "",
        f"Tax ID / EIN: {party.tax_id}" if party.tax_id else "",
        *map(str, party.aliases),
        _ended(party.ended_date),
    )
    acting = tuple(_acting(each) for each in one.representatives)
    return ShownParty(party.role, party.name, _joined(lines), party.pro_se, acting)


def _acting(one: Representative) -> Acting:
    user = one.court_user
    lines = (
        user.firm_name,
        *one.address.splitlines(),
        user.phone,
        f"Email: {user.email}" if user.email else "",
        "LEAD ATTORNEY" if one.lead else "",
        _ended(one.ended_date),
    )
    return Acting(user.name.full, _joined(lines))


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)


def _ended(day: date | None) -> str:
    return f"TERMINATED: {day:%m/%d/%Y}" if day else ""


def _party_lines(head: Head) -> list[str]:
    lines = []
    for party in head.parties:
        lines += [party.role, party.name, party.details]
        for one in party.acting:
            lines += [one.name, one.details]
    return lines
