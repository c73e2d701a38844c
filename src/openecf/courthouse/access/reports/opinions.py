"""Written opinions of a court: free to read. Source: Electronic Public Access Fee Schedule."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Q

from openecf.courthouse.cases import numbers, visibility
from openecf.courthouse.docket import events
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.people.viewer import Viewer


@dataclass(frozen=True)
class Opinion:
    """One opinion: its case, its day, its document."""

    case_number: str
    case_short: str
    case_title: str
    filed_date: date
    number: int | None
    description: str
    doc_id: str
    pages: int


def opinions(viewer: Viewer, first: date, last: date) -> list[Opinion]:
    """Return the opinions filed in these days, both included, the newest first."""
    main = FilteredRelation("entrydocument", condition=Q(entrydocument__part=0))
    found = DocketEntry.objects.filter(
        case__in=visibility.visible_cases(viewer),
        opinion=True,
        restricted="",
        filed_date__range=(first, last),
    )
    rows = found.annotate(main=main).annotate(doc_id=F("main__doc_id"), pages=F("main__document__pages"))
    readable = rows.exclude(doc_id=None).select_related("case").order_by("-filed_date", "-pk")
    return [_opinion(entry) for entry in readable]


def _opinion(entry: DocketEntry) -> Opinion:
    known = events.catalog().get(entry.event)
    return Opinion(
        case_number=numbers.display(entry.case),
        case_short=numbers.short(entry.case),
        case_title=entry.case.title,
        filed_date=entry.filed_date,
        number=entry.number,
        description=known.name if known else entry.event,
        doc_id=entry.doc_id,
        pages=entry.pages,
    )
