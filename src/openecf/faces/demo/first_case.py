"""The first case of the demo: every reader's flow can run on it."""

from datetime import datetime, timedelta

from openecf.courthouse.filing import claims, opening, orders, payments
from openecf.courthouse.filing.claims import Proof
from openecf.courthouse.filing.opening import Joining, Listed, Meeting, NewCase, NewParty
from openecf.faces.console.installation import DEMO_ZONE

from . import texts
from .desk import JUDGE, MEETING_PLACE, Desk, debtor, morning, us_trustee, working_day


def build(desk: Desk, *, today: datetime):
    """Open it, let creditors claim and move, decide, and open the adversary proceeding in it."""
    meeting_at = working_day(desk.at + timedelta(days=30))
    case = _open(desk, meeting_at)
    owner, _, _, acme = case.party_set.order_by("pk")
    desk.later(1)
    counseling = [desk.paper("Certificate of Counseling", texts.LETTER)]
    desk.file(case, "credit_counseling", desk.user("llarkin"), counseling, parties=[owner])
    _claims(desk, case, desk.user("mmoreno"), desk.user("llarkin"))
    motion = _motion(desk, case, desk.user("mmoreno"), acme)
    _oppose(desk, case, owner, motion, desk.user("llarkin"))
    desk.at = meeting_at + timedelta(hours=3)
    _decide(desk, case, motion)
    extend = _extend(desk, case, desk.user("ttilden"), today=today)
    _adversary(desk, case, desk.user("mmoreno"), desk.user("llarkin"), desk.user("clarkclerk"))
    _respond(desk, case, owner, extend, today=today)
    return case


def _open(desk: Desk, meeting_at: datetime):
    linda, tess = desk.user("llarkin"), desk.user("ttilden")
    opened = opening.open_case(
        desk.court,
        NewCase("Jane Doe", chapter="7", office="3", assets="no"),
        [
            desk.paper("Voluntary Petition", texts.PETITION, pages=12),
            desk.paper("Schedules A to J", texts.SCHEDULES, "Schedules A/B to J", pages=24),
            desk.paper("Statement of Financial Affairs", texts.SCHEDULES, "Statement of Affairs", pages=9),
        ],
        joining=[
            Joining(debtor("Jane", "Doe", "1 Harbor Lane, San Diego, CA 92101", "4417"), [linda]),
            Joining(NewParty("Trustee", "Tilden", "Tess", address=tess.address), [tess]),
            Joining(us_trustee()),
            Joining(
                NewParty("Creditor", "Acme Bank", address="200 Example Plaza, San Diego, CA 92101"),
                [desk.user("mmoreno"), desk.user("annray")],
            ),
        ],
        listed=[
            Listed("Acme Bank", "200 Example Plaza\nSan Diego, CA 92101"),
            Listed("City Credit Union", "12 Sample Street\nChula Vista, CA 91910"),
            Listed("Harbor Water District", "PO Box 555\nSan Diego, CA 92112"),
            Listed("Example Hospital", "9 Health Way\nLa Mesa, CA 91941"),
        ],
        assignment=JUDGE,
        meeting=Meeting(meeting_at, MEETING_PLACE),
        by=linda,
        at=desk.at,
    )
    payments.receive(opened.filed.entry, "A5550101", at=desk.at)
    return opened.case


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
    desk.hearing(case, marco, motion, on=working_day(desk.at + timedelta(days=23)))
    return motion


def _oppose(desk: Desk, case, owner, motion, linda) -> None:
    desk.later(9)
    desk.file(
        case,
        "opposition",
        linda,
        [
            desk.paper("Opposition to Motion", texts.OPPOSITION, pages=5),
            desk.paper("Declaration of Jane Doe", texts.LETTER, "Declaration of Jane Doe", pages=2),
        ],
        parties=[owner],
        related=[motion],
    )


def _decide(desk: Desk, case, motion) -> None:
    judge, clerk, tess = desk.user("judgejo2026"), desk.user("clarkclerk"), desk.user("ttilden")
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


def _extend(desk: Desk, case, tess, *, today: datetime):
    desk.later(3)
    extend = desk.file(
        case,
        "extend_time",
        tess,
        [desk.paper("Motion to Extend Time", texts.LETTER, pages=3)],
        answers={"what": "to object to discharge"},
    )
    desk.hearing(case, tess, extend, on=working_day(today + timedelta(days=21)))
    return extend


def _respond(desk: Desk, case, owner, extend, *, today: datetime) -> None:
    """File something a few days ago, whose free look is still open."""
    desk.at = working_day(morning(today - timedelta(days=5)))
    papers = [
        desk.paper("Response to Motion to Extend Time", texts.OPPOSITION, pages=4),
        desk.paper("Exhibit 1", texts.LETTER, "Exhibit 1", pages=2),
    ]
    desk.file(case, "response", desk.user("llarkin"), papers, parties=[owner], related=[extend])


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
