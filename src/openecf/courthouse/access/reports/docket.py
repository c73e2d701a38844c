"""The docket report: the case's head, its parties and its entries, as far as they were asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import ClassVar

from django.db.models import FilteredRelation, Q, QuerySet

from openecf.courthouse.billing import pricing
from openecf.courthouse.billing.offers import Offer
from openecf.courthouse.cases import roster
from openecf.courthouse.cases.models import Case
from openecf.courthouse.cases.roster import PartyOfCase
from openecf.courthouse.docket import sheet, visibility
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.docket.sheet import Filters
from openecf.courthouse.people.viewer import Viewer

from .. import captions
from ..captions import Caption
from .wanted import Wanted, case_of, content_hash

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
    """A docket, or a part of it by day and number. `upto` is the position of the last entry."""

    kind: ClassVar[str] = "docket"

    case: str
    by_day_entered: bool = False
    from_date: date | None = None
    to_date: date | None = None
    first_number: int | None = None
    last_number: int | None = None
    parties: bool = True
    ended_parties: bool = True
    sort: str = "newest"
    upto: int | None = None

    def offer(self, viewer: Viewer, *, at: datetime) -> Offer:
        """Return what it would be, counted by its own text."""
        case = case_of(viewer, self.case)
        text = "\n".join(_text(viewer, case, self))
        return Offer(
            report=self.kind,
            description="Docket Report",
            criteria=_criteria(captions.caption(case), self),
            pages=pricing.pages_of_text(len(text.encode()), at=at),
            content_hash=content_hash(self, text),
            request=replace(self, upto=case.last_position).request(),
        )

    def read(self, viewer: Viewer) -> "DocketSheet":
        """Return the docket as it was priced. Only for what was bought."""
        case = case_of(viewer, self.case)
        upto = case.last_position if self.upto is None else self.upto
        return DocketSheet(
            caption=captions.caption(case),
            flags=roster.flags(case),
            parties=_parties(case, self),
            entries=entries(viewer, case, self).values_list(*COLUMNS).iterator(chunk_size=1000),
            at_most=upto,
            may_open=_may_open(viewer, case),
        )


@dataclass(frozen=True)
class DocketSheet:
    """A docket to be drawn; `entries` are COLUMNS, read once. `may_open` asks by an entry's restriction."""

    caption: Caption
    flags: list[str]
    parties: tuple[PartyOfCase, ...]
    entries: Iterator[tuple]
    at_most: int  # entries, so that a long docket is known before it is read
    may_open: Callable[[str], bool]


def entries(viewer: Viewer, case: Case, report: DocketReport) -> QuerySet[DocketEntry]:
    """Return the entries asked for, each with its main document, in the order asked for."""
    asked = Filters(
        first_number=report.first_number,
        last_number=report.last_number,
        from_date=report.from_date,
        to_date=report.to_date,
        by_entered_date=report.by_day_entered,
    )
    found = sheet.filtered(visibility.visible_entries(viewer, case), asked, case.court.timezone)
    if report.upto is not None:
        found = found.filter(position__lte=report.upto)
    main = FilteredRelation("entrydocument", condition=Q(entrydocument__part=0))
    return found.annotate(main=main).order_by(*SORTS[report.sort])


def _may_open(viewer: Viewer, case: Case) -> Callable[[str], bool]:
    return cache(
        lambda restricted: visibility.may_open(viewer, DocketEntry(case=case, restricted=restricted))
    )


def _parties(case: Case, report: DocketReport) -> tuple[PartyOfCase, ...]:
    return captions.parties(case, ended=report.ended_parties) if report.parties else ()


def _text(viewer: Viewer, case: Case, report: DocketReport) -> Iterator[str]:
    yield captions.text(captions.caption(case), roster.flags(case))
    yield from map(captions.party_text, _parties(case, report))
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
