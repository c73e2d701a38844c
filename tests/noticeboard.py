"""A case with an attorney, a trustee, a creditor on paper, and an entry to announce. All are invented."""

from dataclasses import dataclass
from datetime import date

from openecf.courthouse.cases import opening, parties
from openecf.courthouse.cases.models import Case, Party
from openecf.courthouse.courts.models import Court
from openecf.courthouse.docket import entries, together
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.documents.models import Document
from openecf.courthouse.notices import nef, recipients
from openecf.courthouse.notices.models import Notice
from openecf.courthouse.people.models import CourtUser, NoticeAddress, Person
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.references import new_public_id


def court_user(
    court, first, last, *, role="attorney", emails=(), email="", at, state="active", address="1 Elm St"
):
    user = CourtUser.objects.create(
        court=court,
        role=role,
        state=state,
        first_name=first,
        last_name=last,
        email=email,
        address=address,
        made_at=at,
    )
    for place in emails:
        NoticeAddress.objects.create(court_user=user, email=place)
    return user


def viewer_of(user: CourtUser, sub="sub-1") -> Viewer:
    """Return the viewer somebody linked to this account is."""
    person = Person.objects.create(
        court=user.court,
        iss="test",
        sub=sub,
        court_user=user,
        account_number="7000001",
        first_seen_at=user.made_at,
    )
    return Viewer(
        court_id=user.court_id,
        role=user.role,
        person_id=person.pk,
        court_user_id=user.pk,
        account_number="7000001",
    )


@dataclass(frozen=True)
class Scene:
    """The case, who is in it, and one entry."""

    court: Court
    case: Case
    debtor: Party
    attorney: CourtUser
    trustee: CourtUser
    entry: DocketEntry

    def announce(self, *, at) -> Notice:
        return announce(self.entry, at=at)

    def enter(self, *, at, papers=("motion.pdf", "exhibit.pdf"), **facts) -> DocketEntry:
        return enter(self.case, self.attorney, papers=papers, at=at, **facts)


def enter(
    case, filer, *, at, papers=(), event="relief_from_stay", text="Motion for Relief from Stay.", **facts
):
    found = [
        entries.Paper(document(case.court, name, at=at), "Main Document" if part == 0 else f"Exhibit {part}")
        for part, name in enumerate(papers)
    ]
    new = entries.NewEntry(
        event=event,
        text=text,
        signature=filer.name.last_first,
        filed_date=date(2026, 11, 24),
        papers=found,
        entered_by=filer,
        **facts,
    )
    return write(case, new, at=at)


def write(case, new, *, at) -> DocketEntry:
    """Enter on the docket and nothing else."""
    made = entries.rows(case, new, at=at)
    together.write(entries.counter(case, numbered=new.numbered), [made.entry, *made.hanging])
    return made.entry


def announce(entry, *, at) -> Notice:
    service = recipients.who_is_served(entry.case, filer=entry.entered_by, at=at)
    return nef.announce(entry, service, at=at)


def document(court, filename, *, at, digest="ab" * 32):
    return Document.objects.create(
        court=court,
        public_id=new_public_id(),
        digest=digest,
        size_bytes=48211,
        pages=3,
        filename=filename,
        accepted_at=at,
    )


def build(court, at) -> Scene:
    new = opening.NewCase(title="Jane Doe", chapter="7", judge="Christopher Latham", judge_initials="CL")
    case = opening.open_case(court, new, at=at)
    debtor = parties.add_party(
        case, parties.NewParty("Debtor", "Doe", "Jane", address="2 Oak St\nSan Diego, CA 92101")
    )
    attorney = court_user(
        court, "Ann", "Ray", emails=["ann@ray.example.org", "docket@ray.example.org"], at=at
    )
    parties.appear(debtor, attorney, lead=True)
    trustee = court_user(court, "Tess", "Trust", role="trustee", emails=["tess@trust.example.org"], at=at)
    parties.appear(parties.add_party(case, parties.NewParty("Trustee", "Trust", "Tess")), trustee)
    parties.add_party(
        case,
        parties.NewParty("U.S. Trustee", "United States Trustee", email="ustp@ust.example.org"),
    )
    parties.add_party(
        case, parties.NewParty("Creditor", "Acme Bank", address="9 Bank Plaza\nSan Diego, CA 92101")
    )
    entry = enter(case, attorney, at=at, papers=("motion.pdf", "exhibit.pdf"))
    return Scene(court, case, debtor, attorney, trustee, entry)
