"""The proof a filer keeps: what was filed under a reference, who was served, what is owed and due."""

from dataclasses import dataclass
from datetime import date, datetime

from openecf.courthouse.calendars import calendar
from openecf.courthouse.calendars.calendar import DeadlineRow
from openecf.courthouse.cases import numbers
from openecf.courthouse.docket import events
from openecf.courthouse.fees import dues
from openecf.courthouse.fees.dues import Owed
from openecf.courthouse.notices import sheet
from openecf.courthouse.notices.sheet import NoticeSheet
from openecf.courthouse.people import roles
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NoSuchRecord

from .models import Submission


class NoSuchReference(NoSuchRecord):
    """You filed nothing under this reference. Look at the transaction log for what you filed."""


@dataclass(frozen=True)
class Receipt:
    """What was filed, as its page shows it."""

    reference: str
    at: datetime
    case_number: str  # 26-01234-CL7
    case_short: str  # 26-01234, as addresses have it
    case_title: str
    event_name: str
    number: int | None
    filed_date: date
    fees: tuple[Owed, ...]
    deadlines: tuple[DeadlineRow, ...]
    notice: NoticeSheet


def receipt_for(viewer: Viewer, reference: str) -> Receipt:
    """Return what was filed under a reference; staff see anybody's. Raises NotYours, NoSuchReference."""
    roles.require_filer(viewer)
    found = Submission.objects.filter(reference=reference, entry__case__court_id=viewer.court_id)
    if not viewer.is_staff:
        found = found.filter(court_user_id=viewer.court_user_id)
    row = found.select_related("entry__case__court", "entry__notice").first()
    if row is None:
        raise NoSuchReference
    return _receipt(viewer, row)


def _receipt(viewer: Viewer, row: Submission) -> Receipt:
    entry = row.entry
    return Receipt(
        reference=row.reference,
        at=row.at,
        case_number=numbers.display(entry.case),
        case_short=numbers.short(entry.case),
        case_title=entry.case.title,
        event_name=events.event(entry.event).name,
        number=entry.number,
        filed_date=entry.filed_date,
        fees=tuple(dues.owed_for(entry)),
        deadlines=tuple(calendar.set_by(entry)),
        notice=sheet.sheet_for(viewer, entry.notice.public_id),
    )
