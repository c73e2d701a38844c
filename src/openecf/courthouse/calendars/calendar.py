"""Reading the calendar: deadlines and hearings of a case, of a court, of a span of days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from openecf.courthouse.cases.models import Case
from openecf.courthouse.courts import policies
from openecf.courthouse.courts.models import Court
from openecf.courthouse.docket.models import DocketEntry

from .models import Deadline, Hearing


@dataclass(frozen=True)
class DeadlineRow:
    """A deadline as lists show it."""

    case: Case
    what: str
    due_date: date
    source: str
    set_by: int | None  # number of the entry
    satisfied_by: int | None
    satisfied: bool


@dataclass(frozen=True)
class HearingRow:
    """A hearing as lists show it."""

    case: Case
    what: str
    at: datetime
    place: str
    judge: str
    state: str
    set_by: int | None


def deadlines(case: Case, *, open_only: bool = False) -> list[DeadlineRow]:
    """Return the deadlines of a case, the earliest first."""
    return _deadlines(open_only, case=case)


def hearings(case: Case) -> list[HearingRow]:
    """Return the hearings of a case, the earliest first."""
    return _hearings(case=case)


def set_by(entry: DocketEntry) -> list[DeadlineRow]:
    """Return the deadlines an entry set, the earliest first."""
    return _deadlines(False, entry=entry)


def court_deadlines(court: Court, first: date, last: date) -> list[DeadlineRow]:
    """Return the open deadlines of a court that fall in these days, both included."""
    return _deadlines(True, case__court=court, due_date__gte=first, due_date__lte=last)


def court_hearings(court: Court, first: date, last: date) -> list[HearingRow]:
    """Return the hearings of a court in these days of the court's zone, both included."""
    start = datetime.combine(first, time(), tzinfo=policies.zone(court))
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=policies.zone(court))
    return _hearings(case__court=court, at__gte=start, at__lt=end)


def _deadlines(open_only, **asked) -> list[DeadlineRow]:
    if open_only:
        asked["satisfied_by"] = None
    found = Deadline.objects.filter(**asked).select_related("case", "entry", "satisfied_by")
    return [
        DeadlineRow(
            row.case,
            row.what,
            row.due_date,
            row.source,
            row.entry.number,
            row.satisfied_by.number if row.satisfied_by else None,
            row.satisfied_by is not None,
        )
        for row in found.order_by("due_date", "pk")
    ]


def _hearings(**asked) -> list[HearingRow]:
    found = Hearing.objects.filter(**asked).select_related("case", "entry").order_by("at", "pk")
    return [
        HearingRow(row.case, row.what, row.at, row.place, row.judge, row.state, row.entry.number)
        for row in found
    ]
