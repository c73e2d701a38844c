"""Docketing an event of the dictionary: what it will say, cost and set, and putting it on the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openecf.courthouse.calendars import days
from openecf.courthouse.calendars.setting import NewDeadline, NewHearing
from openecf.courthouse.cases.models import Case, Party
from openecf.courthouse.cases.parties import NewParty
from openecf.courthouse.cases.service_list import Behalf, Line
from openecf.courthouse.courts import policies
from openecf.courthouse.docket import events, text
from openecf.courthouse.docket.entries import NewEntry, Paper
from openecf.courthouse.docket.events import DeadlineRule, Event
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.docket.text import Related, Wording
from openecf.courthouse.fees import schedule
from openecf.courthouse.fees.schedule import FeeItem
from openecf.courthouse.people.models import CourtUser
from openecf.foundation.refusals import NotYours, Refusal

from . import recording
from .by_agent import Agent
from .models import Draft
from .recording import Condition, Filed, ForTheRecord

ADMIN = "Admin."  # signs what the system enters by itself


class MayNotFile(NotYours):
    """Your account may not file this event in this kind of case."""


class NeedsPdf(Refusal):
    """This event needs a PDF. Attach the main document first."""


@dataclass(frozen=True)
class Filing:
    """An event to be docketed in a case, with everything its filer gave."""

    case: Case
    event: Event
    by: CourtUser | None  # None: the system itself
    parties: Sequence[Party | Behalf] = ()
    related: Sequence[DocketEntry] = ()
    papers: Sequence[Paper] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    added: str = ""
    starts: Mapping[str, date] = field(default_factory=dict)  # days deadlines count from, besides the filing
    hearings: Sequence[NewHearing] = ()
    appears: bool = False  # from now on the filer acts for these parties
    new_party: NewParty | None = None  # to be added to the case, for whom this is filed
    draft: Draft | None = None
    only_if: Condition = Condition()
    lines: Sequence[Line] | None = None  # of the service list, when they were read already
    agent: Agent | None = None  # who does it in the name of `by`

    @property
    def party_names(self) -> list[str]:
        """On whose behalf it is filed."""
        added = [self.new_party.name] if self.new_party else []
        return [party.name for party in self.parties] + added


def docket(filing: Filing, *, key: str, address: str = "", at: datetime) -> Filed:
    """Put an event on the record. The same key gives the same entry.

    Events that open a case, and what the system enters, are not asked for rights here: no menu offers them.
    Raises MayNotFile, NeedsPdf, Overtaken.
    """
    if filing.by and filing.event.roles:
        require_right(filing.by, filing.event, filing.case)
    return recording.put_on_record(for_the_record(filing, at=at), key=key, address=address, at=at)


def for_the_record(filing: Filing, *, at: datetime) -> ForTheRecord:
    """Return what docketing would do to the record, without doing it. Raises NeedsPdf."""
    if filing.event.needs_pdf and not filing.papers:
        raise NeedsPdf
    today = policies.court_date(filing.case.court, at=at)
    return ForTheRecord(
        case=filing.case,
        entry=_entry(filing, today),
        fee=fee_of(filing.event, today),
        deadlines=_deadlines(filing, today),
        satisfies=filing.event.satisfies,
        hearings=_hearings(filing),
        sets_flags=filing.event.sets_flags,
        clears_flags=filing.event.clears_flags,
        appears_for=filing.parties if filing.appears else (),
        new_party=filing.new_party,
        draft=filing.draft,
        only_if=filing.only_if,
        lines=filing.lines,
        agent=filing.agent,
    )


def docket_text(filing: Filing, today: date) -> str:
    """Return the whole docket text."""
    fee = fee_of(filing.event, today)
    wording = Wording(
        event=filing.event,
        answers=filing.answers,
        filer=_filer(filing),
        parties=[] if _for_himself(filing) else filing.party_names,
        related=[Related(entry.number, events.event(entry.event).name) for entry in filing.related],
        attachments=[paper.description for paper in filing.papers[1:]],
        prefix=filing.prefix,
        added=filing.added,
        fee_cents=fee.cents if fee else 0,
        signature=signature_of(filing.by),
    )
    return text.compose(wording, entered_date=today)


def fee_of(event: Event, today: date) -> FeeItem | None:
    """Return what filing the event costs today, or None."""
    return schedule.item(event.fee, on=today) if event.fee else None


def require_right(by: CourtUser, event: Event, case: Case) -> None:
    """Raise MayNotFile unless this account may file the event in the case now."""
    active = by.state == CourtUser.State.ACTIVE and by.court_id == case.court_id
    if not active or not event.may_be_filed(by.role, case.kind, case.chapter):
        raise MayNotFile


def signature_of(by: CourtUser | None) -> str:
    """Return how an entry is signed: filers by name, staff by initials."""
    if by is None:
        return ADMIN
    return by.initials or by.name.last_first


def _entry(filing: Filing, today: date) -> NewEntry:
    return NewEntry(
        event=filing.event.key,
        text=docket_text(filing, today),
        signature=signature_of(filing.by),
        filed_date=today,
        papers=filing.papers,
        entered_by=filing.by,
        refers_to=[entry.pk for entry in filing.related],
        numbered=filing.event.numbered,
        opinion=filing.event.opinion,
    )


def _deadlines(filing: Filing, today: date) -> list[NewDeadline]:
    rules = [rule for rule in filing.event.deadlines if rule.applies(filing.case.chapter)]
    return [
        NewDeadline(rule.what, days.add_days(_start(rule, filing, today), rule.days), rule.rule)
        for rule in rules
    ]


def _hearings(filing: Filing) -> Sequence[NewHearing]:
    """Return the hearing the answers set, for events that set one, and those set by the act itself."""
    if not filing.event.hearing:
        return filing.hearings
    given = filing.answers
    said = datetime.strptime(f"{given['hearing_date']} {given['hearing_time']}", "%m/%d/%Y %I:%M %p")
    what = events.event(filing.related[0].event).name if filing.related else filing.event.name
    return [NewHearing(what, said.replace(tzinfo=policies.zone(filing.case.court)), given["hearing_place"])]


def _start(rule: DeadlineRule, filing: Filing, today: date) -> date:
    if rule.start == "petition":
        return filing.case.filed_date
    return filing.starts.get(rule.start, today)


def _filer(filing: Filing) -> str:
    if filing.by is None:
        return ""
    if _for_himself(filing):
        return f"{filing.parties[0].role} {filing.parties[0].name}"
    return f"{filing.by.name.full} of {filing.by.firm_name}" if filing.by.firm_name else filing.by.name.full


def _for_himself(filing: Filing) -> bool:
    """Tell whether the filer is the one party he files for, such as a trustee."""
    mine = filing.by.name.full if filing.by else ""
    return filing.party_names == [mine] and bool(filing.parties)
