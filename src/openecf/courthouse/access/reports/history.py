"""History/Documents: what happened in a case, one short line an event, or only the documents."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from django.db.models import FilteredRelation, Q

from openecf.courthouse.billing import pricing
from openecf.courthouse.billing.offers import Offer
from openecf.courthouse.cases.models import Case
from openecf.courthouse.courts import policies
from openecf.courthouse.docket import events, visibility
from openecf.courthouse.people.viewer import Viewer

from .. import heads
from ..heads import Caption
from .wanted import Wanted, case_of, content_hash


@dataclass(frozen=True)
class HistoryDocuments(Wanted):
    """All events of a case, or those with a number only. `upto` is the position of the last entry."""

    kind: ClassVar[str] = "history"

    case: str
    documents_only: bool = False
    newest_first: bool = True
    docket_text: bool = False
    upto: int | None = None

    def offer(self, viewer: Viewer, *, at: datetime) -> Offer:
        """Return what it would be, counted by its own text."""
        case = case_of(viewer, self.case)
        caption = heads.caption(case)
        text = "\n".join([heads.caption_text(caption), *map(_text, _events(viewer, case, self))])
        return Offer(
            report=self.kind,
            description="History/Documents",
            criteria=_criteria(caption, self),
            pages=pricing.pages_of_text(len(text.encode()), at=at),
            content_hash=content_hash(self, text),
            request=replace(self, upto=case.last_position).request(),
        )

    def read(self, viewer: Viewer) -> "History":
        """Return the history as it was priced. Only for what was bought."""
        case = case_of(viewer, self.case)
        return History(heads.caption(case), tuple(_events(viewer, case, self)))


@dataclass(frozen=True)
class EventRow:
    """One event: number (None without one), days, what it was; the text only if it was asked for."""

    number: int | None
    filed_date: date
    entered_date: date
    description: str
    text: str
    doc_id: str
    pages: int


@dataclass(frozen=True)
class History:
    """The events in the order asked for."""

    caption: Caption
    events: tuple[EventRow, ...]


def _events(viewer: Viewer, case: Case, report: HistoryDocuments) -> Iterator[EventRow]:
    found = visibility.visible_entries(viewer, case)
    if report.documents_only:
        found = found.exclude(number=None)
    if report.upto is not None:
        found = found.filter(position__lte=report.upto)
    main = FilteredRelation("entrydocument", condition=Q(entrydocument__part=0))
    ordered = found.annotate(main=main).order_by("-position" if report.newest_first else "position")
    columns = ("number", "filed_date", "entered_at", "event", "text", "main__doc_id", "main__document__pages")
    for number, filed, entered_at, event, text, doc_id, pages in ordered.values_list(*columns).iterator():
        shown = text if report.docket_text else ""
        entered = policies.court_date(case.court, at=entered_at)
        yield EventRow(number, filed, entered, _name(event), shown, doc_id or "", pages or 0)


def _name(event: str) -> str:
    """Return an event's name; one that left the dictionary keeps its key."""
    known = events.catalog().get(event)
    return known.name if known else event


def _text(row: EventRow) -> str:
    return f"{row.number or ''} {row.filed_date} {row.entered_date} {row.description} {row.text}"


def _criteria(caption: Caption, report: HistoryDocuments) -> str:
    shown = " Docket Text: DisplayDktText" if report.docket_text else ""
    return f"{caption.number} Type: {'Documents' if report.documents_only else 'History'}{shown}"
