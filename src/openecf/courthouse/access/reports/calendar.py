"""Calendar events: hearings and deadlines of a court, or of one case. Free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from openecf.courthouse.calendars import calendar
from openecf.courthouse.calendars.calendar import DeadlineRow, HearingRow
from openecf.courthouse.cases import numbers
from openecf.courthouse.cases.models import Case
from openecf.courthouse.courts.models import Court
from openecf.courthouse.people.viewer import Viewer

from .wanted import case_of


@dataclass(frozen=True)
class CaseName:
    """A case as lists name it."""

    number: str
    short: str
    title: str
    judge: str


@dataclass(frozen=True)
class Sitting:
    """A hearing of a case."""

    case: CaseName
    what: str
    at: datetime
    place: str
    judge: str
    state: str  # set, held, vacated
    entry_number: int | None


@dataclass(frozen=True)
class DueDay:
    """A deadline of a case, with the rule it comes from."""

    case: CaseName
    what: str
    due_date: date
    source: str
    entry_number: int | None
    satisfied: bool


@dataclass(frozen=True)
class Calendar:
    """Hearings and deadlines, the earliest first."""

    hearings: tuple[Sitting, ...]
    deadlines: tuple[DueDay, ...]


def of_court(court: Court, first: date, last: date, *, judge: str = "") -> Calendar:
    """Return what is set in a court in these days, both included; a judge's by a part of the name."""
    whole = _calendar(
        calendar.court_hearings(court, first, last), calendar.court_deadlines(court, first, last)
    )
    wanted = judge.casefold()
    return Calendar(
        tuple(one for one in whole.hearings if wanted in one.judge.casefold()),
        tuple(one for one in whole.deadlines if wanted in one.case.judge.casefold()),
    )


def of_case(viewer: Viewer, number: str) -> Calendar:
    """Return what is set in a case. Raises NoSuchCase, NotACaseNumber."""
    case = case_of(viewer, number)
    return _calendar(calendar.hearings(case), calendar.deadlines(case))


def _calendar(hearings: Iterable[HearingRow], deadlines: Iterable[DeadlineRow]) -> Calendar:
    return Calendar(
        tuple(
            Sitting(_name(row.case), row.what, row.at, row.place, row.judge, row.state, row.set_by)
            for row in hearings
        ),
        tuple(
            DueDay(_name(row.case), row.what, row.due_date, row.source, row.set_by, row.satisfied)
            for row in deadlines
        ),
    )


def _name(case: Case) -> CaseName:
    return CaseName(numbers.display(case), numbers.short(case), case.title, case.judge)
