"""Opening cases and adversary proceedings, orders, hearings, claims."""

from datetime import UTC, date, datetime

import pytest

from openecf.courthouse.calendars import calendar
from openecf.courthouse.calendars.models import Hearing
from openecf.courthouse.cases import numbers, roster
from openecf.courthouse.cases.opening import NewCase
from openecf.courthouse.cases.parties import NewParty
from openecf.courthouse.claims import register
from openecf.courthouse.claims.entries import Proof
from openecf.courthouse.docket.entries import Paper
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.filing import claims, hearings, opening, orders
from openecf.courthouse.filing.claims import MayNotFileClaims
from openecf.courthouse.filing.docketing import MayNotFile, NeedsPdf
from openecf.courthouse.filing.opening import Assignment, Joining, Listed, Meeting
from openecf.courthouse.notices.models import Notice
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(at):
    return fixtures.room(at)


def paper(room, at, name="paper.pdf"):
    return Paper(fixtures.document(room.court, at, name), "Main Document")


@pytest.fixture
def opened(room, at):
    return opening.open_case(
        room.court,
        NewCase(title="John Roe", chapter="7", office="3"),
        [paper(room, at, "petition.pdf")],
        joining=[
            Joining(NewParty("Debtor", "Roe", "John", address="2 Oak St\nSan Diego, CA 92101"), [room.dan]),
            Joining(NewParty("Trustee", "Lane", "Tess"), [room.tess]),
        ],
        listed=[Listed("Acme Bank", "9 Bank Way"), Listed("Zed Loans")],
        assignment=Assignment("Christopher Lane", "CL"),
        meeting=Meeting(datetime(2026, 12, 22, 17, 0, tzinfo=UTC), "880 Front Street, San Diego"),
        by=room.dan,
        at=at,
    )


def test_a_case_is_opened_with_its_petition_and_meeting(room, opened):
    case = opened.case
    petition, meeting = DocketEntry.objects.filter(case=case).order_by("position")

    assert numbers.display(case) == "26-00002-CL7"
    assert petition.number == 1
    assert "Fee Amount $338. Filed by Dan Debtorlaw of Debtorlaw LLP on behalf of John Roe" in petition.text
    assert meeting.signature == "Admin."
    assert (
        "341(a) meeting to be held on 12/22/2026 at 09:00 AM at 880 Front Street, San Diego." in meeting.text
    )
    assert [row.has(room.dan.pk) for row in roster.parties(case)] == [True, False]
    assert [one.name for one in roster.creditors(case)] == ["Acme Bank", "Zed Loans"]
    assert Notice.objects.filter(entry__case=case).count() == 2
    assert roster.flags(case) == ["CredCoun", "DebtEd"]


def test_deadlines_count_from_petition_and_meeting(opened):
    due = {row.what: (row.due_date, row.source) for row in calendar.deadlines(opened.case)}

    assert due["Certificate of Credit Counseling"] == (date(2026, 12, 8), "FRBP 1007(c)")
    assert due["Objection to Discharge"] == (date(2027, 2, 22), "FRBP 4004(a)")  # Feb 20 is a Saturday
    assert due["Proofs of Claim of Governmental Units"] == (date(2027, 5, 24), "FRBP 3002(c)(1)")
    assert "Proofs of Claim" not in due  # chapter 7: when assets appear
    meeting = calendar.hearings(opened.case)[0]
    assert (meeting.what, meeting.place) == ("Meeting of Creditors", "880 Front Street, San Diego")


def test_an_adversary_is_opened_with_a_complaint_and_told_to_its_lead_case(room, opened, at):
    made = opening.open_adversary(
        opened.case,
        NewCase(title="Lane v. Acme Bank", kind="ap", lead=opened.case, nature_of_suit="12 (Recovery - 547)"),
        [paper(room, at, "complaint.pdf")],
        plaintiffs=[Joining(NewParty("Plaintiff", "Lane", "Tess"), [room.tess])],
        defendants=[Joining(NewParty("Defendant", "Acme Bank"), [room.ann])],
        by=room.tess,
        at=at,
    )

    assert numbers.display(made.case) == "26-90001"
    assert (
        "Complaint by Tess Lane against Acme Bank. Nature of Suit: (12 (Recovery - 547)). Fee Amount $350."
        in (made.filed.entry.text)
    )
    assert (
        DocketEntry.objects.filter(case=opened.case, event="adversary_opened")
        .get()
        .text.startswith("Adversary case 26-90001. Complaint by Tess Lane against Acme Bank.")
    )

    summons = orders.enter(
        room.clark,
        made.case,
        "summons_issued",
        [paper(room, at, "summons.pdf")],
        answers={"whom": "Acme Bank"},
        related=[made.filed.entry],
        at=at,
    )
    due = {row.what: row.due_date for row in calendar.set_by(summons.entry)}
    assert due == {
        "Service of Summons and Complaint": date(2026, 12, 1),
        "Answer to Complaint": date(2026, 12, 24),
    }


def test_a_judge_enters_an_opinion_that_is_free_to_read(room, at):
    filed = orders.enter(
        room.jo, room.case, "opinion", [paper(room, at)], answers={"about": "on Exemptions"}, at=at
    )

    assert filed.entry.opinion
    assert filed.entry.text == (
        "Memorandum Decision on Exemptions, signed on 11/24/2026. (jj) (Entered: 11/24/2026)"
    )


def test_a_minute_order_is_text_alone(room, at):
    filed = orders.enter(room.clark, room.case, "minute_order", answers={"what": "Motion granted"}, at=at)

    assert filed.entry.number == 1


def test_the_court_enters_what_its_role_allows(room, at):
    with pytest.raises(MayNotFile):
        orders.enter(room.clark, room.case, "opinion", [paper(room, at)], at=at)
    with pytest.raises(MayNotFile):
        orders.enter(room.ann, room.case, "order", [paper(room, at)], at=at)
    with pytest.raises(NeedsPdf):
        orders.enter(room.jo, room.case, "order", at=at)


def test_an_order_sent_twice_is_one_entry(room, at):
    papers = [paper(room, at)]
    first = orders.enter(room.jo, room.case, "discharge", papers, key="one", at=at)
    again = orders.enter(room.jo, room.case, "discharge", papers, key="one", at=at)

    assert first.entry == again.entry
    assert DocketEntry.objects.filter(case=room.case).count() == 1
    room.case.refresh_from_db()
    assert room.case.last_number == 1


def test_a_notice_of_hearing_sets_it_and_minutes_end_it(room, at):
    motion = orders.enter(room.clark, room.case, "minute_order", answers={"what": "x"}, at=at).entry
    when = datetime(2026, 12, 15, 18, 0, tzinfo=UTC)

    hearings.notice(
        room.ann, room.case, [paper(room, at)], related=[motion], hearing_at=when, place="Department 1", at=at
    )

    row = calendar.hearings(room.case)[0]
    assert (row.at, row.place, row.state) == (when, "Department 1", "set")
    assert calendar.court_hearings(room.court, date(2026, 12, 15), date(2026, 12, 15)) == [row]
    assert calendar.court_hearings(room.court, date(2026, 12, 16), date(2026, 12, 20)) == []

    hearings.say(room.clark, Hearing.objects.get(), "held", what="Hearing held, motion granted", at=at)
    assert calendar.hearings(room.case)[0].state == "held"


def test_a_claim_is_filed_and_amended(room, at):
    creditor = fixtures.parties.add_creditor(room.case, "Acme Bank", "9 Bank Way", at=at)
    first = claims.file_claim(room.ann, room.case, creditor, Proof(1_245_000, 1_000_000), None, at=at)
    claims.file_claim(room.ann, room.case, creditor, Proof(5_000), None, at=at)

    claims.amend_claim(
        room.ann, first.claim, Proof(1_300_000, 1_000_000), fixtures.document(room.court, at), at=at
    )

    one, two = register.rows(room.case)
    assert [version.label for version in one.versions] == ["1-1", "1-2"]
    assert one.latest.amount_cents == 1_300_000
    assert one.latest.entered_by == "Ray, Ann"
    assert two.number == 2
    assert not DocketEntry.objects.filter(case=room.case).exists()


def test_claims_are_filed_by_accounts_that_are_open_here(room, at):
    creditor = fixtures.parties.add_creditor(room.case, "Acme Bank", at=at)
    room.ann.state = "closed"

    with pytest.raises(MayNotFileClaims):
        claims.file_claim(room.ann, room.case, creditor, Proof(1), None, at=at)
