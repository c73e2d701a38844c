"""Finding cases: by number, which is free, and by name, which is priced by its results."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from django.db.models import QuerySet

from openecf.courthouse.billing import pricing
from openecf.courthouse.billing.offers import Offer
from openecf.courthouse.cases import numbers, visibility
from openecf.courthouse.cases.models import Party
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.names import folded
from openecf.foundation.refusals import Refusal

from . import heads
from .heads import Caption
from .reports.wanted import Wanted, content_hash

SHORTEST = 2


class NameTooShort(Refusal):
    """Enter at least two letters of the last name, or of the name of the business."""

    field = "last"


@dataclass(frozen=True)
class NameSearch(Wanted):
    """People and businesses whose names begin like this. `upto` is the last party's key."""

    kind: ClassVar[str] = "search"

    last: str
    first: str = ""
    middle: str = ""
    upto: int | None = None

    def offer(self, viewer: Viewer, *, at: datetime) -> Offer:
        """Return what the answer would cost: by its rows, one page when nobody is found."""
        found = list(_matches(viewer, self).values_list("pk", flat=True))
        return Offer(
            report=self.kind,
            description="Search",
            criteria=_criteria(self),
            pages=pricing.pages_of_rows(len(found), at=at),
            content_hash=content_hash(self, " ".join(map(str, found))),
            request=replace(self, upto=max(found, default=0)).request(),
        )

    def read(self, viewer: Viewer) -> "Found":
        """Return the people found. Only for what was bought."""
        rows = _matches(viewer, self).select_related("case", "case__lead")
        return Found(self, tuple(_match(row) for row in rows))


@dataclass(frozen=True)
class Match:
    """Somebody in a case."""

    name: str
    role: str
    case_number: str
    case_short: str
    case_title: str
    chapter: str
    lead_number: str
    filed_date: date
    closed_date: date | None


@dataclass(frozen=True)
class Found:
    """The answer of a search by name."""

    search: NameSearch
    matches: tuple[Match, ...]


def by_number(viewer: Viewer, text: str) -> Caption:
    """Return the case a typed number means; free. Raises NoSuchCase, NotACaseNumber."""
    return heads.caption(visibility.case_for(viewer, text))


def by_name(last: str, first: str = "", middle: str = "") -> NameSearch:
    """Return a search that can be priced. Raises NameTooShort."""
    if len(folded(last)) < SHORTEST:
        raise NameTooShort
    return NameSearch(last.strip(), first.strip(), middle.strip())


def count(viewer: Viewer, search: NameSearch) -> int:
    """Return how many people and businesses a search would find."""
    return _matches(viewer, search).count()


def _matches(viewer: Viewer, search: NameSearch) -> QuerySet[Party]:
    found = Party.objects.filter(
        case__in=visibility.visible_cases(viewer), search_last__startswith=folded(search.last)
    )
    if first := folded(search.first):
        found = found.filter(search_first__startswith=first)
    if search.middle:
        found = found.filter(name__icontains=f" {search.middle}")
    if search.upto is not None:
        found = found.filter(pk__lte=search.upto)
    return found.order_by("search_last", "search_first", "pk")


def _match(row: Party) -> Match:
    case = row.case
    return Match(
        name=row.name,
        role=row.role,
        case_number=numbers.display(case),
        case_short=numbers.short(case),
        case_title=case.title,
        chapter=case.chapter,
        lead_number=numbers.short(case.lead) if case.lead else "",
        filed_date=case.filed_date,
        closed_date=case.closed_date,
    )


def _criteria(search: NameSearch) -> str:
    parts = (("LName", search.last), ("FName", search.first), ("MName", search.middle))
    return " ".join(f"{label}: {name}" for label, name in parts if name)
