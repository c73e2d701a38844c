"""Readers, cases and dockets for tests of the public counter. All names are invented."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pikepdf
from django.db.models import F
from django.test import Client

from openecf.courthouse.cases import opening, parties
from openecf.courthouse.cases.models import Case, Creditor, Party
from openecf.courthouse.cases.opening import NewCase
from openecf.courthouse.cases.parties import NewParty
from openecf.courthouse.claims.models import Claim, ClaimVersion
from openecf.courthouse.courts import creation, policies
from openecf.courthouse.courts.models import Court
from openecf.courthouse.docket.models import DocketEntry, EntryDocument
from openecf.courthouse.documents import vault
from openecf.courthouse.documents.models import Document
from openecf.courthouse.people.models import CourtUser, Person, SignOn
from openecf.courthouse.people.viewer import Viewer, viewer_for
from openecf.foundation.references import digest, new_public_id, new_token


def court(at, court_id: str = "casb") -> Court:
    return Court.objects.filter(pk=court_id).first() or creation.create_court(court_id, at=at)


def person(court: Court, at, username: str = "pat.public", **facts) -> Person:
    known = {
        "sub": f"sub-{username}",
        "account_number": "7000001",
        "first_name": "Pat",
        "last_name": "Public",
    }
    return Person.objects.create(
        court=court, iss="test", username=username, first_seen_at=at, **known | facts
    )


def signed_on(person: Person, at, *, client_code: str = "") -> str:
    """Sign a person on with a browser of its own and return the browser's session key."""
    key = new_token()[:32]
    SignOn.objects.create(
        key_hash=digest(key),
        person=person,
        sid=f"sid-{key}",
        acr="pwd",
        auth_time=at,
        client_code=client_code,
        made_at=at,
        seen_at=at,
    )
    return key


def viewer(person: Person, at, *, client_code: str = "") -> Viewer:
    return viewer_for(
        signed_on(person, at, client_code=client_code), person.court, at=at + timedelta(seconds=1)
    )


def staff(court: Court, at, *, role: str = "clerk") -> Person:
    clerk = CourtUser.objects.create(
        court=court,
        role=role,
        state="active",
        first_name="Clark",
        last_name="Clerk",
        initials="cc",
        made_at=at,
    )
    return person(court, at, "clark", court_user=clerk)


def case(court: Court, at, title: str = "Jane Doe", **facts) -> Case:
    known = {"chapter": "7", "judge": "Christopher Latham", "judge_initials": "CL"}
    return opening.open_case(court, NewCase(title=title, **known | facts), at=at)


def debtor(case: Case, last: str, first: str = "", **facts) -> Party:
    return parties.add_party(case, NewParty("Debtor", last, first, **facts))


def entry(case: Case, at, text: str = "Motion for Relief from Stay", pages: tuple[int, ...] = (9,), **facts):
    """Enter something with documents of so many pages each; their bytes are in the vault."""
    numbered = facts.pop("numbered", True)
    step = {"last_position": F("last_position") + 1, "last_number": F("last_number") + int(numbered)}
    Case.objects.filter(pk=case.pk).update(**step)
    case.refresh_from_db()
    today = policies.court_date(case.court, at=at)
    known = {"event": "relief_from_stay", "signature": "Ray, Ann", "filed_date": today, "entered_at": at}
    made = DocketEntry.objects.create(
        case=case,
        position=case.last_position,
        number=case.last_number if numbered else None,
        text=f"{text} (Ray, Ann) (Entered: {today:%m/%d/%Y})",
        **known | facts,
    )
    for part, count in enumerate(pages):
        document = paper(case.court, at, count)
        EntryDocument.objects.create(
            entry=made,
            document=document,
            part=part,
            description=f"Exhibit {part}" if part else "Main Document",
            doc_id=f"999{0 if len(pages) > 1 and not part else 1}{10_000_000 + document.pk}",
        )
    return made


def claim(case: Case, at, number: int = 1, version: int = 1, *, creditor: str = "Acme Bank", **facts):
    """Put a version of a claim on the register."""
    lender = Creditor.objects.get_or_create(case=case, name=creditor, defaults={"added_at": at})[0]
    whole = Claim.objects.get_or_create(case=case, number=number, defaults={"creditor": lender})[0]
    known = {"filed_date": policies.court_date(case.court, at=at), "entered_at": at, "amount_cents": 1234567}
    return ClaimVersion.objects.create(claim=whole, version=version, **known | facts)


def paper(court: Court, at, pages: int) -> Document:
    content = pdf(pages)
    sha256 = hashlib.sha256(content).hexdigest()
    place = vault.path(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return Document.objects.create(
        court=court,
        public_id=new_public_id(),
        digest=sha256,
        size_bytes=len(content),
        pages=pages,
        filename="motion.pdf",
        accepted_at=at,
    )


def pdf(pages: int) -> bytes:
    made, content = pikepdf.new(), BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=(612, 792))
    made.save(content)
    return content.getvalue()


def doc_id(entry: DocketEntry, part: int = 0) -> str:
    return EntryDocument.objects.get(entry=entry, part=part).doc_id


def browser(person: Person, at, **headers) -> Client:
    """A browser that is signed on as this person."""
    client = Client(headers=headers)
    client.cookies[f"{person.court_id}_sessionid"] = signed_on(person, at)
    return client


def receipt_of(answer) -> str:
    """The receipt number in the address a charge leads to."""
    return answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1]
