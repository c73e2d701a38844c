"""The cases of the demo: opened, filed in, heard and decided by the acts people use."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from openecf.courthouse.cases import numbers
from openecf.courthouse.courts import routing
from openecf.courthouse.docket import events
from openecf.courthouse.documents import intake
from openecf.courthouse.filing import claims, docketing, hearings, opening, orders
from openecf.courthouse.filing.claims import Proof
from openecf.courthouse.filing.docketing import Filing, Paper
from openecf.courthouse.filing.opening import Assignment, Joining, Listed, Meeting, NewCase, NewParty
from openecf.faces.console.installation import DEMO_ZONE
from openecf.foundation.references import new_token

from . import papers, texts
from .accounts import People
from .cast import PILOT, SECOND

JUDGE = Assignment("Jo Latham", "CL")
PLACE = "Department 3, 325 West F Street, San Diego"
MEETING_PLACE = "Zoom, Meeting 555 010 0100, Passcode 5550100"


@dataclass
class Made:
    """The number of the first case, and a case for each member who is in one."""

    first: str
    cases_of: dict[str, str] = field(default_factory=dict)


@dataclass
class Desk:
    """One court's filing desk in the demo: who files, and the day it is."""

    court: object
    people: People
    at: datetime

    def user(self, login: str):
        """Return the old filer of a login, or the staff member of a username."""
        return self.people.filers[self.court.pk, login]

    def later(self, days: int, hours: int = 0) -> None:
        """Let days pass."""
        self.at += timedelta(days=days, hours=hours)

    def paper(self, title: str, text: Sequence[str], description: str = "", *, pages: int = 1) -> Paper:
        """Take in one invented paper."""
        name = f"{title.lower().replace(' ', '-')}.pdf"
        upload = io.BytesIO(papers.paper(title, list(text), pages=pages))
        document = intake.accept(self.court, upload, filename=name, at=self.at)
        return Paper(document, description or "Main Document")

    def file(self, case, event: str, by, papers=(), *, parties=(), related=(), answers: Mapping = None):
        """File an event, as the filing desk does."""
        filing = Filing(
            case,
            events.event(event),
            by,
            parties=parties,
            related=related,
            papers=papers,
            answers=answers or {},
        )
        return docketing.docket(filing, key=new_token(), at=self.at).entry


def build(people: People, *, begun: datetime, at: datetime) -> Made:
    """Build the cases of both courts."""
    desk = Desk(routing.court_by_id(PILOT), people, begun)
    first = _first_case(desk, today=at)
    desk.at = begun + timedelta(days=20)
    second = _chapter_13(desk)
    other = Desk(routing.court_by_id(SECOND), people, begun + timedelta(days=30))
    _case_of_the_second_court(other)
    return Made(
        numbers.short(first),
        {
            "annray2026": numbers.short(first),
            "lindalarkin": numbers.short(first),
            "marcomoreno": numbers.short(first),
            "tesstrustee": numbers.short(first),
            "judgejo2026": numbers.short(first),
            "patpublic1": numbers.short(first),
            "barbaratest": numbers.short(second),
        },
    )


def _first_case(desk: Desk, *, today: datetime):
    linda, marco, tess = desk.user("llarkin"), desk.user("mmoreno"), desk.user("ttilden")
    judge, clerk = desk.user("judgejo2026"), desk.user("clarkclerk")
    opened = opening.open_case(
        desk.court,
        NewCase("Jane Doe", chapter="7", office="3", assets="no"),
        [
            desk.paper("Voluntary Petition", texts.PETITION, pages=12),
            desk.paper("Schedules A to J", texts.SCHEDULES, "Schedules A/B to J", pages=24),
            desk.paper("Statement of Financial Affairs", texts.SCHEDULES, "Statement of Affairs", pages=9),
        ],
        joining=[
            Joining(_debtor("Jane", "Doe", "1 Harbor Lane, San Diego, CA 92101", "4417"), [linda]),
            Joining(NewParty("Trustee", "Tilden", "Tess", address=tess.address), [tess]),
            Joining(_us_trustee()),
            Joining(
                NewParty("Creditor", "Acme Bank", address="200 Example Plaza, San Diego, CA 92101"),
                [marco, desk.user("annray")],
            ),
        ],
        listed=[
            Listed("Acme Bank", "200 Example Plaza\nSan Diego, CA 92101"),
            Listed("City Credit Union", "12 Sample Street\nChula Vista, CA 91910"),
            Listed("Harbor Water District", "PO Box 555\nSan Diego, CA 92112"),
            Listed("Example Hospital", "9 Health Way\nLa Mesa, CA 91941"),
        ],
        assignment=JUDGE,
        meeting=Meeting(desk.at + timedelta(days=30), MEETING_PLACE),
        by=linda,
        at=desk.at,
    )
    case = opened.case
    debtor, _, _, acme = case.party_set.order_by("pk")
    desk.later(1)
    desk.file(
        case,
        "credit_counseling",
        linda,
        [desk.paper("Certificate of Counseling", texts.LETTER)],
        parties=[debtor],
    )
    _claims(desk, case, marco, linda)
    motion = _motion(desk, case, marco, acme)
    desk.later(9)
    desk.file(
        case,
        "opposition",
        linda,
        [
            desk.paper("Opposition to Motion", texts.OPPOSITION, pages=5),
            desk.paper("Declaration of Jane Doe", texts.LETTER, "Declaration of Jane Doe", pages=2),
        ],
        parties=[debtor],
        related=[motion],
    )
    desk.later(10)
    desk.file(
        case, "meeting_held", tess, answers={"held": f"{desk.at.astimezone(DEMO_ZONE):%m/%d/%Y}"}, parties=[]
    )
    desk.later(5)
    orders.enter(
        judge,
        case,
        "opinion",
        [desk.paper("Memorandum Decision", texts.OPINION, pages=8)],
        answers={"about": "on relief from stay"},
        related=[motion],
        at=desk.at,
    )
    orders.enter(
        clerk,
        case,
        "order_granting",
        [desk.paper("Order", texts.ORDER, pages=2)],
        related=[motion],
        at=desk.at,
    )
    desk.later(3)
    extend = desk.file(
        case,
        "extend_time",
        tess,
        [desk.paper("Motion to Extend Time", texts.LETTER, pages=3)],
        answers={"what": "to object to discharge"},
    )
    _hearing(desk, case, tess, extend, on=today + timedelta(days=21))
    _adversary(desk, case, marco, linda, clerk)
    return case


def _claims(desk: Desk, case, marco, linda) -> None:
    acme, city, water = case.creditor_set.order_by("pk")[:3]
    proof = desk.paper("Proof of Claim", texts.CLAIM, pages=3).document
    first = claims.file_claim(
        marco,
        case,
        acme,
        Proof(1_845_000, secured_cents=1_500_000, description="Car loan"),
        proof,
        at=desk.at,
    )
    desk.later(2)
    bill = desk.paper("Proof of Claim 2", texts.CLAIM, pages=2).document
    claims.file_claim(marco, case, city, Proof(231_055, description="Credit card"), bill, at=desk.at)
    claims.file_claim(
        linda,
        case,
        water,
        Proof(18_940, priority_cents=18_940, filed_by="DB", description="Services"),
        None,
        at=desk.at,
    )
    desk.later(4)
    amended = desk.paper("Amended Proof of Claim", texts.CLAIM, pages=3).document
    again = Proof(1_798_500, secured_cents=1_500_000, description="Car loan", remarks="Amends claim 1-1")
    claims.amend_claim(marco, first.claim, again, amended, at=desk.at)


def _motion(desk: Desk, case, marco, acme):
    desk.later(5)
    motion = desk.file(
        case,
        "relief_from_stay",
        marco,
        [
            desk.paper("Motion for Relief from Stay", texts.MOTION, pages=9),
            desk.paper("Declaration of A. Banker", texts.LETTER, "Declaration of A. Banker", pages=2),
            desk.paper("Exhibit A", texts.LETTER, "Exhibit A: Note and Security Agreement", pages=14),
        ],
        parties=[acme],
        answers={"relief": "Personal Property", "about": "2019 Honda Civic"},
    )
    _hearing(desk, case, marco, motion, on=desk.at + timedelta(days=23))
    return motion


def _hearing(desk: Desk, case, by, motion, *, on: datetime) -> None:
    notice = desk.paper("Notice of Hearing", texts.NOTICE, pages=1)
    hearing_at = on.astimezone(DEMO_ZONE).replace(hour=10, minute=0, second=0, microsecond=0)
    hearings.notice(by, case, [notice], related=[motion], hearing_at=hearing_at, place=PLACE, at=desk.at)


def _adversary(desk: Desk, lead, marco, linda, clerk) -> None:
    opened = opening.open_adversary(
        lead,
        NewCase(
            "Acme Bank v. Doe",
            kind="ap",
            office="3",
            judge=JUDGE.judge,
            judge_initials=JUDGE.initials,
            lead=lead,
            nature_of_suit="62 Dischargeability - 523(a)(2), false pretenses or actual fraud",
            demand_cents=1_798_500,
        ),
        [desk.paper("Complaint", texts.COMPLAINT, pages=7)],
        plaintiffs=[
            Joining(
                NewParty("Plaintiff", "Acme Bank", address="200 Example Plaza, San Diego, CA 92101"), [marco]
            )
        ],
        defendants=[
            Joining(
                NewParty("Defendant", "Doe", "Jane", address="1 Harbor Lane, San Diego, CA 92101"), [linda]
            )
        ],
        by=marco,
        at=desk.at,
    )
    desk.later(1)
    summons = [desk.paper("Summons", texts.NOTICE)]
    orders.enter(
        clerk,
        opened.case,
        "summons_issued",
        summons,
        answers={"whom": "Jane Doe"},
        related=[opened.filed.entry],
        at=desk.at,
    )


def _chapter_13(desk: Desk):
    opened = opening.open_case(
        desk.court,
        NewCase("John Sample and Mary Sample", chapter="13", office="3"),
        [desk.paper("Voluntary Petition 13", texts.PETITION, pages=10)],
        joining=[
            Joining(_debtor("John", "Sample", "77 Mesa Road, El Cajon, CA 92020", "1122", pro_se=True)),
            Joining(
                NewParty(
                    "Joint Debtor", "Sample", "Mary", address="77 Mesa Road, El Cajon, CA 92020", pro_se=True
                )
            ),
            Joining(_us_trustee()),
            Joining(
                NewParty("Creditor", "Casa Lending", address="3 Example Court, San Diego, CA 92103"),
                [desk.user("bcasb")],
            ),
        ],
        listed=[Listed("Casa Lending", "3 Example Court\nSan Diego, CA 92103")],
        assignment=JUDGE,
        meeting=Meeting(desk.at + timedelta(days=35), MEETING_PLACE),
        by=desk.user("clarkclerk"),
        at=desk.at,
    )
    return opened.case


def _case_of_the_second_court(desk: Desk) -> None:
    marco = desk.user("mmoreno")
    opening.open_case(
        desk.court,
        NewCase("Example Bakery LLC", chapter="7", assets="yes", judge="Robin Reed", judge_initials="RR"),
        [desk.paper("Voluntary Petition of a Company", texts.PETITION, pages=11)],
        joining=[
            Joining(
                NewParty(
                    "Debtor", "Example Bakery LLC", address="5 Mill Road, Exampleton", tax_id="12-3456789"
                ),
                [marco],
            ),
            Joining(_us_trustee()),
        ],
        listed=[Listed("Flour Supply Co.", "8 Grain Street\nExampleton")],
        by=marco,
        at=desk.at,
    )


def _debtor(first: str, last: str, address: str, ssn_last4: str, *, pro_se: bool = False) -> NewParty:
    return NewParty("Debtor", last, first, address=address, ssn_last4=ssn_last4, pro_se=pro_se)


def _us_trustee() -> NewParty:
    return NewParty(
        "U.S. Trustee", "United States Trustee", email="ust@example.org", address="880 Example Avenue"
    )
