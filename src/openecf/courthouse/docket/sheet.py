"""Reading the docket: plain rows for the fast renderer, and single entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from openecf.courthouse.cases.models import Case

from .models import DocketEntry, EntryDocument

COLUMNS = ("position", "number", "filed_date", "entered_at", "text", "pk")
DOCUMENT_COLUMNS = ("entry_id", "part", "doc_id", "description", "document__pages", "document__size_bytes")


@dataclass(frozen=True)
class Filters:
    """Which part of a docket is asked for; nothing set means all of it."""

    first_number: int | None = None
    last_number: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    by_entered_date: bool = False  # the dates mean the day of entry, not of filing
    newest_first: bool = False


@dataclass(frozen=True)
class DocumentOfEntry:
    """A document of an entry, as menus and notices list it."""

    doc_id: str
    part: int
    description: str
    filename: str
    pages: int
    size_bytes: int
    digest: str


def rows(case: Case, filters: Filters = Filters()) -> Iterator[tuple]:
    """Yield COLUMNS of each entry in docket order, straight from the driver. One query."""
    found = filtered(DocketEntry.objects.filter(case=case), filters, case.court.timezone)
    order = "-position" if filters.newest_first else "position"
    return found.order_by(order).values_list(*COLUMNS).iterator(chunk_size=2000)


def documents(case: Case, filters: Filters = Filters()) -> Iterator[tuple]:
    """Yield DOCUMENT_COLUMNS of each document in the same order as `rows`, parts in order. One query."""
    entries = filtered(DocketEntry.objects.filter(case=case), filters, case.court.timezone)
    found = EntryDocument.objects.filter(entry__in=entries)
    order = "-entry__position" if filters.newest_first else "entry__position"
    return found.order_by(order, "part").values_list(*DOCUMENT_COLUMNS).iterator(chunk_size=2000)


def filtered(entries: QuerySet[DocketEntry], filters: Filters, zone: str) -> QuerySet[DocketEntry]:
    """Narrow entries to what the filters ask; days of entry are days in the court's zone."""
    asked = {"number__gte": filters.first_number, "number__lte": filters.last_number}
    first, last = filters.from_date, filters.to_date
    if filters.by_entered_date:
        asked["entered_at__gte"] = first and _start(first, zone)
        asked["entered_at__lt"] = last and _start(last + timedelta(days=1), zone)
    else:
        asked |= {"filed_date__gte": first, "filed_date__lte": last}
    return entries.filter(**{name: value for name, value in asked.items() if value is not None})


def _start(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone))


def entry(case: Case, number: int) -> DocketEntry | None:
    """Return the entry with this number, or None."""
    return DocketEntry.objects.filter(case=case, number=number).select_related("entered_by").first()


def documents_of(entry: DocketEntry) -> list[DocumentOfEntry]:
    """Return the documents of an entry, main document first."""
    found = EntryDocument.objects.filter(entry=entry).select_related("document").order_by("part")
    return [
        DocumentOfEntry(
            row.doc_id,
            row.part,
            row.description,
            row.document.filename,
            row.document.pages,
            row.document.size_bytes,
            row.document.digest,
        )
        for row in found
    ]
