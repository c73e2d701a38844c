"""Setting and satisfying what is on the calendar. Only the filing desk does so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from openecf.courthouse.cases.models import Case
from openecf.courthouse.docket.models import DocketEntry

from .models import Deadline, Hearing


@dataclass(frozen=True)
class NewDeadline:
    """Something due by a day, and the rule that day comes from ("unverified" when nobody has graded it)."""

    what: str
    due_date: date
    source: str


@dataclass(frozen=True)
class NewHearing:
    """A sitting to be put on the calendar; `at` is when it is to be held."""

    what: str
    at: datetime
    place: str


def deadline_rows(case: Case, entry: DocketEntry, new: Iterable[NewDeadline]) -> list[Deadline]:
    """Make the rows of deadlines an entry sets; they are written together with it."""
    return [
        Deadline(case=case, entry=entry, what=one.what, due_date=one.due_date, source=one.source)
        for one in new
    ]


def satisfy(case: Case, entry: DocketEntry, whats: Iterable[str]) -> int:
    """Let an entry satisfy the open deadlines of these names; return how many there were."""
    open_ones = Deadline.objects.filter(case=case, what__in=list(whats), satisfied_by=None)
    return open_ones.update(satisfied_by=entry)


def hearing_rows(case: Case, entry: DocketEntry, new: Iterable[NewHearing]) -> list[Hearing]:
    """Make the rows of hearings an entry sets; they are written together with it."""
    return [
        Hearing(case=case, entry=entry, what=one.what, at=one.at, place=one.place, judge=case.judge)
        for one in new
    ]


def change_hearing(hearing: Hearing, state: str) -> None:
    """Say that a hearing was held or vacated."""
    Hearing.objects.filter(pk=hearing.pk).update(state=state)
    hearing.state = state
