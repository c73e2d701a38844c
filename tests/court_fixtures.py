"""A courthouse to file in: courts, filers, staff, cases and browsers. People and numbers are invented."""

import io
from dataclasses import dataclass

import pikepdf
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from openecf.courthouse.cases import numbers, opening, parties
from openecf.courthouse.cases.models import Case, Party
from openecf.courthouse.cases.opening import NewCase
from openecf.courthouse.cases.parties import NewParty
from openecf.courthouse.courts import creation
from openecf.courthouse.courts.models import Court
from openecf.courthouse.documents.models import Document
from openecf.courthouse.people.models import CourtUser, NoticeAddress, Person, SignOn
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.references import digest, new_public_id


@dataclass(frozen=True)
class Room:
    """A court with one open case: Jane Doe, debtor; Tess Lane, trustee; Acme Bank, a creditor."""

    court: Court
    case: Case
    debtor: Party
    trustee: Party
    bank: Party
    ann: CourtUser  # files for Acme Bank
    dan: CourtUser  # acts for the debtor
    tess: CourtUser
    clark: CourtUser
    jo: CourtUser


def room(at, court_id: str = "casb") -> Room:
    court = Court.objects.filter(pk=court_id).first() or creation.create_court(court_id, at=at)
    ann = court_user(court, at, "Ann", "Ray", firm_name="Ray Law")
    dan = court_user(court, at, "Dan", "Debtorlaw", firm_name="Debtorlaw LLP")
    tess = court_user(court, at, "Tess", "Lane", role="trustee")
    case = open_case(court, at)
    debtor = parties.add_party(
        case, NewParty("Debtor", "Doe", "Jane", address="1 Elm St\nSan Diego, CA 92101")
    )
    trustee = parties.add_party(case, NewParty("Trustee", "Lane", "Tess"))
    bank = parties.add_party(
        case, NewParty("Creditor", "Acme Bank", address="9 Bank Way\nSan Diego, CA 92101")
    )
    parties.appear(debtor, dan, lead=True)
    parties.appear(trustee, tess)
    parties.appear(bank, ann, lead=True)
    clark = court_user(court, at, "Clark", "Clerk", role="clerk", initials="cc")
    jo = court_user(court, at, "Jo", "Judge", role="judge", initials="jj")
    return Room(court, case, debtor, trustee, bank, ann, dan, tess, clark, jo)


def open_case(court: Court, at, **facts) -> Case:
    known = {"title": "Jane Doe", "chapter": "7", "judge": "Christopher Lane", "judge_initials": "CL"}
    return opening.open_case(court, NewCase(**known | facts), at=at)


def court_user(court: Court, at, first: str, last: str, *, role: str = "attorney", **facts) -> CourtUser:
    email = f"{first}.{last}@example.org".lower()
    made = CourtUser.objects.create(
        court=court,
        role=role,
        state="active",
        first_name=first,
        last_name=last,
        email=email,
        address="100 Example Way, San Diego, CA 92101",
        made_at=at,
        **facts,
    )
    if role in ("attorney", "trustee"):
        NoticeAddress.objects.create(court_user=made, email=email)
    return made


def person(court: Court, at, username: str, court_user: CourtUser | None = None) -> Person:
    return Person.objects.create(
        court=court,
        iss="test",
        sub=f"sub-{username}",
        username=username,
        court_user=court_user,
        first_seen_at=at,
    )


def viewer(account: CourtUser, at) -> Viewer:
    """Return the viewer of somebody linked to this account."""
    who = Person.objects.filter(court_user=account).first() or person(
        account.court, at, f"user{account.pk}", account
    )
    return Viewer(
        court_id=account.court_id,
        role=account.role,
        person_id=who.pk,
        court_user_id=account.pk,
        username=who.username,
        name=account.name.full,
    )


def browser(who: Person, at, client: Client | None = None) -> Client:
    """Return a test client that is signed on at the person's court."""
    client = client or Client()
    session = SessionStore()
    session["there"] = True
    session.save()
    SignOn.objects.create(
        key_hash=digest(session.session_key),
        person=who,
        sid=f"sid-{who.pk}",
        acr="pwd",
        auth_time=at,
        made_at=at,
        seen_at=at,
    )
    client.cookies[f"{who.court_id}_sessionid"] = session.session_key
    return client


def pdf(pages: int = 1, words: str = "") -> bytes:
    """Return a small PDF; other words make another digest."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(612, 792))
    made.docinfo["/Title"] = words or "Paper"
    held = io.BytesIO()
    made.save(held, deterministic_id=True)
    return held.getvalue()


def upload(name: str = "motion.pdf", *, pages: int = 1, words: str = "") -> io.BytesIO:
    """Return a file as a browser sends it."""
    held = io.BytesIO(pdf(pages, words or name))
    held.name = name
    return held


def document(court: Court, at, name: str = "motion.pdf", *, pages: int = 1) -> Document:
    """Return a document as intake would have recorded it; its bytes are nowhere."""
    return Document.objects.create(
        court=court,
        public_id=new_public_id(),
        digest=digest(f"{name} {pages}"),
        size_bytes=1000,
        pages=pages,
        filename=name,
        accepted_at=at,
    )


def number(case: Case) -> str:
    return numbers.short(case)
