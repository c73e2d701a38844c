"""The docket report: the case's head, its parties and its entries, as far as they were asked for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import ClassVar

from django.db.models import FilteredRelation, Q, QuerySet

from openecf.courthouse.billing import pricing
from openecf.courthouse.billing.offers import Offer
from openecf.courthouse.cases.models import Case
from openecf.courthouse.docket import sheet, visibility
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.docket.sheet import Filters
from openecf.courthouse.people.viewer import Viewer
from openecf.questions import Question

from .. import heads
from ..heads import Caption, Head
from .wanted import Wanted, case_of, content_hash

SHORT = 2000  # entries up to which a docket is read at once
COLUMNS = (
    "number",
    "filed_date",
    "text",
    "restricted",
    "opinion",
    "main__doc_id",
    "main__document__pages",
)
SORTS = {  # what readers choose, and the columns it means
    "newest": ("-position",),
    "oldest": ("position",),
    "number": ("number", "position"),
    "number_down": ("-number", "-position"),
}


@dataclass(frozen=True)
class DocketReport(Wanted):
    """A docket, or a part of it by day and number.

    When it is priced, the case's key, its head, and the position of the last entry are kept with it.
    """

    kind: ClassVar[str] = "docket"
    kept: ClassVar[tuple[str, ...]] = ("case_id", "upto", "head")

    case: str
    by_day_entered: bool = False
    from_date: date | None = None
    to_date: date | None = None
    first_number: int | None = None
    last_number: int | None = None
    parties: bool = True
    ended_parties: bool = True
    sort: str = "newest"
    case_id: int | None = None
    upto: int | None = None
    head: dict[str, object] | None = None

    @property
    def filters(self) -> Filters:
        """The days and numbers asked for."""
        return Filters(
            first_number=self.first_number,
            last_number=self.last_number,
            from_date=self.from_date,
            to_date=self.to_date,
            by_entered_date=self.by_day_entered,
        )

    def offer(self, viewer: Viewer, *, at: datetime) -> Offer:
        """Return what it would be, counted by its own text."""
        case = case_of(viewer, self.case)
        head = heads.head(case, parties=self.parties, ended=self.ended_parties)
        text = "\n".join((heads.text(head), *_lines(viewer, case, self)))
        priced = replace(self, case_id=case.pk, upto=case.last_position, head=heads.as_json(head))
        return Offer(
            report=self.kind,
            description="Docket Report",
            criteria=_criteria(head.caption, self),
            pages=pricing.pages_of_text(len(text.encode()), at=at),
            content_hash=content_hash(self, text),
            request=priced.request(),
        )

    def read(self, viewer: Viewer) -> "DocketSheet":
        """Return the docket as it was priced. Only for what was bought."""
        return DocketSheet(
            head=heads.from_json(self.head),
            entries=_rows(viewer, self),
            at_most=self.upto,
            may_open=_may_open(viewer, self.case_id),
        )


@dataclass(frozen=True)
class DocketSheet:
    """A docket to be drawn; `entries` are COLUMNS, read once. `may_open` asks by an entry's restriction."""

    head: Head
    entries: Iterable[tuple]
    at_most: int  # entries, so that a long docket is known before it is read
    may_open: Callable[[str], bool]


def entries(viewer: Viewer, case: Case, report: DocketReport) -> QuerySet[DocketEntry]:
    """Return the entries asked for, each with its main document, in the order asked for."""
    found = sheet.filtered(visibility.visible_entries(viewer, case), report.filters, case.court.timezone)
    return _ordered(found, report.sort, upto=report.upto)


def _ordered(found: QuerySet[DocketEntry], sort: str, *, upto: int | None) -> QuerySet[DocketEntry]:
    if upto is not None:
        found = found.filter(position__lte=upto)
    main = FilteredRelation("entrydocument", condition=Q(entrydocument__part=0))
    return found.annotate(main=main).order_by(*SORTS[sort])


def _rows(viewer: Viewer, report: DocketReport) -> Iterable[tuple]:
    """Read a whole short docket by a question kept ready; a part by days, or a long one, row by row."""
    if report.filters == Filters() and report.upto <= SHORT:
        return _whole(report.sort).ask(case=report.case_id, court=viewer.court_id, upto=report.upto)
    case = Case.objects.select_related("court").get(pk=report.case_id)
    return entries(viewer, case, report).values_list(*COLUMNS).iterator(chunk_size=1000)


@cache
def _whole(sort: str) -> Question:
    """Return the question for a whole docket, as somebody without any right may ask it."""

    def build(case, court, upto):
        visible = visibility.visible_entries(Viewer(court_id=court), Case(pk=case))
        return _ordered(visible, sort, upto=upto).values_list(*COLUMNS)

    return Question(build, case=int, court=str, upto=int)


def _may_open(viewer: Viewer, case_id: int) -> Callable[[str], bool]:
    """Return what asks, once for each kind of restriction, whether the viewer may open such documents."""
    known: dict[str, bool] = {}

    def may_open(restricted: str) -> bool:
        if restricted not in known:
            known[restricted] = visibility.may_open(
                viewer, DocketEntry(case_id=case_id, restricted=restricted)
            )
        return known[restricted]

    return may_open


def _lines(viewer: Viewer, case: Case, report: DocketReport) -> Iterator[str]:
    rows = entries(viewer, case, report).values_list("filed_date", "number", "text")
    for filed, number, text in rows.iterator(chunk_size=1000):
        yield f"{filed} {number or ''} {text}"


def _criteria(caption: Caption, report: DocketReport) -> str:
    """Write the criteria as receipts of this report do; a part only if it was chosen."""
    by = "entered" if report.by_day_entered else "filed"
    parts = (
        f"Fil or Ent: {by}",
        f"From: {_slashed(report.from_date)}" if report.from_date else "",
        f"To: {_slashed(report.to_date)}" if report.to_date else "",
        f"Doc From: {report.first_number or 0}",
        f"Doc To: {report.last_number or 99999999}",
        "Term: included" if report.ended_parties else "",
        "Format: html",
    )
    return " ".join(part for part in (caption.number, *parts) if part)


def _slashed(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"
