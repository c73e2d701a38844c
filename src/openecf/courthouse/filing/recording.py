"""Putting something on the record: entry, fee, deadlines, notice and trail in one transaction, once a key."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from openecf.audit import trail
from openecf.audit.models import LogEntry
from openecf.courthouse.calendars import setting
from openecf.courthouse.calendars.setting import NewDeadline, NewHearing
from openecf.courthouse.cases import numbers, parties, status
from openecf.courthouse.cases.models import Case, Party
from openecf.courthouse.cases.parties import NewParty
from openecf.courthouse.cases.service_list import Behalf, Line
from openecf.courthouse.docket import entries, together
from openecf.courthouse.docket.entries import NewEntry
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.fees import dues
from openecf.courthouse.fees.schedule import FeeItem
from openecf.courthouse.notices import nef, recipients
from openecf.courthouse.notices.recipients import Service
from openecf.foundation.references import new_reference
from openecf.foundation.refusals import Refusal

from . import by_agent
from .by_agent import Agent
from .models import Draft, Submission

PREFIX = "FIL"  # of the references of filings


class Overtaken(Refusal):
    """Something changed while you were filing: nothing was filed. Look at it again."""


@dataclass(frozen=True)
class Condition:
    """What must still be so at the very moment of writing."""

    sql: str = "TRUE"
    parameters: Sequence[object] = ()


@dataclass(frozen=True)
class ForTheRecord:
    """Everything one filing does to the record."""

    case: Case
    entry: NewEntry
    fee: FeeItem | None = None
    deadlines: Sequence[NewDeadline] = ()
    satisfies: Sequence[str] = ()
    hearings: Sequence[NewHearing] = ()
    sets_flags: Sequence[str] = ()
    clears_flags: Sequence[str] = ()
    appears_for: Sequence[Party | Behalf] = ()
    new_party: NewParty | None = None
    draft: Draft | None = None
    only_if: Condition = Condition()
    lines: Sequence[Line] | None = None  # of the service list, when they were read already
    agent: Agent | None = None  # who files it in the name of `entry.entered_by`


@dataclass(frozen=True)
class Filed:
    """What was filed: the proof a filer keeps."""

    reference: str
    entry: DocketEntry
    notice_id: str  # public id of its notice
    at: datetime

    @property
    def case_number(self) -> str:
        """The number as the court writes it."""
        return numbers.display(self.entry.case)


def put_on_record(new: ForTheRecord, *, key: str, address: str = "", at: datetime) -> Filed:
    """Enter it, announce it, and do all that follows, once: the same key or draft gives the same entry.

    Raises Overtaken.
    """
    service = _service(new, new.lines, at=at)
    try:
        with _held(new):
            if _join(new):
                service = _service(new, at=at)
            filed = _write(new, service, key, address, at=at)
            _settle(new, filed.entry, at=at)
    except IntegrityError:
        if already := filed_before(key, new.draft):
            return already
        raise
    return filed


def _held(new: ForTheRecord) -> AbstractContextManager:
    """Hold the act together. On PostgreSQL rows written together are one statement and need no more."""
    is_more = new.satisfies or new.clears_flags or new.appears_for or new.new_party
    if is_more or connection.in_atomic_block or connection.vendor != "postgresql":
        return transaction.atomic()
    return nullcontext()


def filed_before(key: str, draft: Draft | None = None) -> Filed | None:
    """Return what was filed under this key, or from this draft."""
    rows = Submission.objects.filter(draft=draft) if draft else Submission.objects.filter(key=key)
    found = rows.select_related("entry__case__court", "entry__notice").first()
    return found and Filed(found.reference, found.entry, found.entry.notice.public_id, found.at)


def _service(new: ForTheRecord, lines: Sequence[Line] | None = None, *, at: datetime) -> Service:
    return recipients.who_is_served(new.case, filer=new.entry.entered_by, lines=lines, at=at)


def _join(new: ForTheRecord) -> bool:
    """Let filer and new party join the case; tell whether anybody did."""
    added = [parties.add_party(new.case, new.new_party)] if new.new_party else []
    for party in (*new.appears_for, *added):
        parties.appear(party, new.entry.entered_by)
    return bool(new.appears_for or added)


def _settle(new: ForTheRecord, entry: DocketEntry, *, at: datetime) -> None:
    """End what the entry ends: deadlines it satisfies, flags it clears."""
    if new.satisfies:
        setting.satisfy(new.case, entry, new.satisfies)
    if new.clears_flags:
        status.clear_flags(new.case, new.clears_flags, at=at)


def _write(new: ForTheRecord, service: Service, key: str, address: str, *, at: datetime) -> Filed:
    """Write the entry and all that comes with it together."""
    entered = entries.rows(new.case, new.entry, at=at)
    entry, filer = entered.entry, new.entry.entered_by
    reference = new_reference(PREFIX)
    submission = Submission(
        key=key, draft=new.draft, court_user=filer, entry=entry, reference=reference, at=at
    )
    fees = [dues.row(new.case, entry, filer, new.fee, at=at)] if new.fee else []
    effects = [
        *setting.deadline_rows(new.case, entry, new.deadlines),
        *setting.hearing_rows(new.case, entry, new.hearings),
        *status.flag_rows(new.case, new.sets_flags, at=at),
    ]
    notice, deliveries = nef.rows(entry, service, at=at)
    line = _line(new, reference, address, at=at)
    told = by_agent.rows(new.agent, new.case, filer, line, at=at) if new.agent else []
    rows = [entry, *entered.hanging, submission, *fees, *effects, notice, *deliveries, line, *told]
    number = entries.counter(
        new.case, numbered=new.entry.numbered, condition=new.only_if.sql, parameters=new.only_if.parameters
    )
    if not together.write(number, rows):
        raise Overtaken
    return Filed(reference, entry, notice.public_id, at)


def _line(new: ForTheRecord, reference: str, address: str, *, at: datetime) -> LogEntry:
    filer = new.entry.entered_by
    return trail.line(
        new.case.court_id,
        f"court user {filer.pk}" if filer else "system",
        "filing.filed",
        numbers.short(new.case),
        detail={"event": new.entry.event} | (new.agent.said if new.agent else {}),
        address=address,
        reference=reference,
        at=at,
    )
