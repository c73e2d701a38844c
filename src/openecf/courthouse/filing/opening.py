"""Opening cases: number, parties, petition, assignment and the meeting of creditors, in one transaction.

The page for it comes later; until then these acts serve the demonstration and case uploads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openecf.courthouse.calendars.setting import NewHearing
from openecf.courthouse.cases import numbers, parties, status
from openecf.courthouse.cases import opening as numbering
from openecf.courthouse.cases.models import Case, Party
from openecf.courthouse.cases.opening import NewCase
from openecf.courthouse.cases.parties import NewParty
from openecf.courthouse.courts import policies
from openecf.courthouse.courts.models import Court
from openecf.courthouse.docket import events
from openecf.courthouse.docket.entries import Paper
from openecf.courthouse.people.models import CourtUser
from openecf.foundation.references import new_token

from . import docketing
from .docketing import Filing
from .recording import Filed

MEETING = "Meeting of Creditors"
_DEBTORS = ("Debtor", "Joint Debtor")


@dataclass(frozen=True)
class Joining:
    """A party and those who act for it; the first one leads."""

    party: NewParty
    by: Sequence[CourtUser] = ()


@dataclass(frozen=True)
class Listed:
    """A creditor on the list that comes with the petition."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Meeting:
    """The first date set for the meeting of creditors."""

    at: datetime
    place: str


@dataclass(frozen=True)
class Assignment:
    """The judge a case is given to after it was opened."""

    judge: str
    initials: str


@dataclass(frozen=True)
class Opened:
    """A case that was opened, and its petition or complaint on the docket."""

    case: Case
    filed: Filed


def open_case(
    court: Court,
    new: NewCase,
    papers: Sequence[Paper],
    *,
    joining: Sequence[Joining],
    listed: Sequence[Listed] = (),
    assignment: Assignment | None = None,
    meeting: Meeting | None = None,
    by: CourtUser | None,
    at: datetime,
) -> Opened:
    """Open a bankruptcy case with its petition; the papers begin with it."""
    with transaction.atomic():
        case = numbering.open_case(court, new, at=at)
        joined = _join(case, joining)
        for one in listed:
            parties.add_creditor(case, one.name, one.address, at=at)
        debtors = [party for party in joined if party.role in _DEBTORS]
        petition = events.event(f"petition_{case.chapter}")
        filing = Filing(case, petition, by, parties=debtors, papers=papers)
        filed = docketing.docket(filing, key=new_token(), at=at)
        if assignment:
            status.assign_judge(case, assignment.judge, assignment.initials)
        if meeting:
            _set_meeting(case, meeting, at=at)
    return Opened(case, filed)


def open_adversary(
    lead: Case,
    new: NewCase,
    papers: Sequence[Paper],
    *,
    plaintiffs: Sequence[Joining],
    defendants: Sequence[Joining],
    by: CourtUser,
    at: datetime,
) -> Opened:
    """Open an adversary proceeding in its lead case with a complaint; the lead case's docket says so."""
    with transaction.atomic():
        case = numbering.open_case(lead.court, new, at=at)
        suing = _join(case, plaintiffs)
        answers = {
            "plaintiffs": _listed(suing),
            "defendants": _listed(_join(case, defendants)),
            "nature": new.nature_of_suit,
        }
        complaint = Filing(case, events.event("complaint"), by, parties=suing, papers=papers, answers=answers)
        filed = docketing.docket(complaint, key=new_token(), at=at)
        spread = {**answers, "adversary": numbers.display(case)}
        in_lead = Filing(lead, events.event("adversary_opened"), None, answers=spread)
        docketing.docket(in_lead, key=new_token(), at=at)
    return Opened(case, filed)


def _join(case: Case, joining: Sequence[Joining]) -> list[Party]:
    joined = []
    for one in joining:
        party = parties.add_party(case, one.party)
        for place, court_user in enumerate(one.by):
            parties.appear(party, court_user, lead=place == 0)
        joined.append(party)
    return joined


def _set_meeting(case: Case, meeting: Meeting, *, at: datetime) -> None:
    """Enter the notice of the meeting, which sets the deadlines that count from it."""
    local = meeting.at.astimezone(policies.zone(case.court))
    said = f"{local:%m/%d/%Y} at {local:%I:%M %p} at {meeting.place}"
    filing = Filing(
        case,
        events.event("meeting_notice"),
        None,
        answers={"chapter": case.chapter, "meeting": said},
        starts={"meeting": local.date()},
        hearings=[NewHearing(MEETING, meeting.at, meeting.place)],
    )
    docketing.docket(filing, key=new_token(), at=at)


def _listed(joined: Sequence[Party]) -> str:
    return ", ".join(party.name for party in joined)
