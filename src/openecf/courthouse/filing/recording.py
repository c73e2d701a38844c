"""Putting something on the record: entry, fee, deadlines, notice and trail in one transaction, once a key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.calendars import setting
from openecf.courthouse.calendars.setting import NewDeadline
from openecf.courthouse.cases import numbers, parties
from openecf.courthouse.cases.models import Case, Party
from openecf.courthouse.cases.parties import NewParty
from openecf.courthouse.docket import entries
from openecf.courthouse.docket.entries import NewEntry
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.fees import dues
from openecf.courthouse.fees.schedule import FeeItem
from openecf.courthouse.notices import nef, recipients
from openecf.courthouse.notices.models import Notice
from openecf.courthouse.notices.recipients import Service
from openecf.foundation.references import new_reference

from .models import Draft, Submission

PREFIX = "FIL"  # of the references of filings


@dataclass(frozen=True)
class ForTheRecord:
    """Everything one filing does to the record."""

    case: Case
    entry: NewEntry
    fee: FeeItem | None = None
    deadlines: Sequence[NewDeadline] = ()
    satisfies: Sequence[str] = ()
    appears_for: Sequence[Party] = ()
    new_party: NewParty | None = None
    draft: Draft | None = None


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
    """Enter it, announce it, and do all that follows, once: the same key or draft gives the same entry."""
    service = _service(new)
    try:
        with transaction.atomic():
            if _join(new):
                service = _service(new)
            entry = entries.enter(new.case, new.entry, at=at)
            submission = _submission(new, entry, key, at=at)
            _apply(new, entry, at=at)
            notice = nef.announce(entry, service, at=at)
            _leave_trail(new, submission, address, at=at)
    except IntegrityError:
        if already := filed_before(key, new.draft):
            return already
        raise
    return Filed(submission.reference, entry, notice.public_id, at)


def filed_before(key: str, draft: Draft | None = None) -> Filed | None:
    """Return what was filed under this key, or from this draft."""
    found = Submission.objects.filter(draft=draft) if draft else Submission.objects.filter(key=key)
    return filed_as(found.select_related("entry__case__court", "entry__notice").first())


def filed_as(submission: Submission | None) -> Filed | None:
    """Return what a submission put on the record."""
    if submission is None:
        return None
    notice: Notice = submission.entry.notice
    return Filed(submission.reference, submission.entry, notice.public_id, submission.at)


def _service(new: ForTheRecord) -> Service:
    return recipients.who_is_served(new.case, filer=new.entry.entered_by)


def _join(new: ForTheRecord) -> bool:
    """Let filer and new party join the case; tell whether anybody did."""
    added = [parties.add_party(new.case, new.new_party)] if new.new_party else []
    for party in (*new.appears_for, *added):
        parties.appear(party, new.entry.entered_by)
    return bool(new.appears_for or added)


def _submission(new: ForTheRecord, entry: DocketEntry, key: str, *, at: datetime) -> Submission:
    return Submission.objects.create(
        key=key,
        draft=new.draft,
        court_user=new.entry.entered_by,
        entry=entry,
        reference=new_reference(PREFIX),
        at=at,
    )


def _apply(new: ForTheRecord, entry: DocketEntry, *, at: datetime) -> None:
    """Do what the event does besides its line on the docket."""
    if new.fee:
        dues.owe(entry, new.entry.entered_by, new.fee, at=at)
    if new.satisfies:
        setting.satisfy(new.case, entry, new.satisfies)
    if new.deadlines:
        setting.set_deadlines(new.case, entry, new.deadlines)


def _leave_trail(new: ForTheRecord, submission: Submission, address: str, *, at: datetime) -> None:
    filer = new.entry.entered_by
    trail.record(
        new.case.court_id,
        f"court user {filer.pk}" if filer else "system",
        "filing.filed",
        f"{numbers.short(new.case)} {submission.entry.number or ''}".strip(),
        detail={"event": new.entry.event, "position": submission.entry.position},
        address=address,
        reference=submission.reference,
        at=at,
    )
