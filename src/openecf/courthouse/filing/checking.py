"""The page before filing: all a draft would do to the record, computed by the very code that does it."""

from dataclasses import dataclass
from datetime import date, datetime

from openecf.courthouse.calendars.setting import NewDeadline
from openecf.courthouse.cases import numbers
from openecf.courthouse.courts import policies
from openecf.courthouse.docket import text
from openecf.courthouse.docket.events import Event
from openecf.courthouse.docket.models import DocketEntry, EntryDocument
from openecf.courthouse.fees import dues
from openecf.courthouse.fees.schedule import FeeItem
from openecf.courthouse.notices import recipients
from openecf.courthouse.notices.recipients import Service
from openecf.courthouse.people.viewer import Viewer

from . import docketing, drafts, efile
from .docketing import Filing
from .drafts import DraftPaper
from .models import Draft


@dataclass(frozen=True)
class Duplicate:
    """An entry of the case with the same event and the same main document."""

    number: int | None
    filed_date: date


@dataclass(frozen=True)
class Preview:
    """What filing the draft would do."""

    case_number: str
    case_title: str
    closed_date: date | None
    event: Event
    party_names: tuple[str, ...]
    docket_text: str
    fee: FeeItem | None
    fee_due_date: date | None
    deadlines: tuple[NewDeadline, ...]
    service: Service
    papers: tuple[DraftPaper, ...]
    duplicate: Duplicate | None
    key: str


def preview(viewer: Viewer, draft: Draft, *, at: datetime) -> Preview:
    """Return what filing the draft would do now. Raises NoSuchDraft, AlreadyFiled, NotReady, MayNotFile."""
    fresh = drafts.draft_for(viewer, draft.public_id)
    if lacks := drafts.missing_from(fresh):
        raise efile.NotReady(lacks[0].sentence)
    filing = efile.filing_of(fresh, at=at)
    docketing.require_right(fresh.court_user, filing.event, fresh.case)
    new = docketing.for_the_record(filing, at=at)
    today = policies.court_date(fresh.case.court, at=at)
    return Preview(
        case_number=numbers.display(fresh.case),
        case_title=fresh.case.title,
        closed_date=fresh.case.closed_date,
        event=filing.event,
        party_names=tuple(filing.party_names),
        docket_text=text.without_entered(new.entry.text),
        fee=new.fee,
        fee_due_date=dues.due_date(fresh.case.court, today) if new.fee else None,
        deadlines=tuple(new.deadlines),
        service=recipients.who_is_served(fresh.case, filer=fresh.court_user, at=at),
        papers=tuple(drafts.listed_papers(fresh)),
        duplicate=_duplicate(filing),
        key=efile.key_of(fresh),
    )


def _duplicate(filing: Filing) -> Duplicate | None:
    if not filing.papers:
        return None
    same = EntryDocument.objects.filter(
        entry__case=filing.case,
        entry__event=filing.event.key,
        part=0,
        document__digest=filing.papers[0].document.digest,
    )
    found = same.select_related("entry").order_by("entry__position").first()
    return _as_duplicate(found.entry) if found else None


def _as_duplicate(entry: DocketEntry) -> Duplicate:
    return Duplicate(entry.number, entry.filed_date)
