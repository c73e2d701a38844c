"""Fees owed to the court: making them due, and what is still unpaid."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from openecf.courthouse.cases import numbers
from openecf.courthouse.cases.models import Case
from openecf.courthouse.courts import policies
from openecf.courthouse.courts.models import Court
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.people.models import CourtUser
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import Refusal

from .models import FeeDue
from .schedule import FeeItem


class NothingDue(Refusal):
    """Nothing is owed for this entry. It was paid already, or it has no fee."""


@dataclass(frozen=True)
class Owed:
    """A fee an entry made due."""

    description: str
    cents: int
    due_date: date
    state: str  # due, paid, waived


@dataclass(frozen=True)
class Unpaid:
    """A fee that is still owed."""

    case_number: str
    case_title: str
    entry_number: int | None
    description: str
    cents: int
    due_date: date
    overdue: bool


def row(
    case: Case, entry: DocketEntry, court_user: CourtUser | None, fee: FeeItem, *, at: datetime
) -> FeeDue:
    """Make the row of a fee an entry makes due; it is written together with the entry."""
    return FeeDue(
        case=case,
        entry=entry,
        owed_by=court_user,
        description=fee.label,
        cents=fee.cents,
        due_date=due_date(case.court, entry.filed_date),
        made_at=at,
    )


def due_date(court: Court, filed_date: date) -> date:
    """Return the last day to pay what is filed on this day: the court's own days of grace."""
    return filed_date + timedelta(days=court.fee_grace_days)


def pay(entry: DocketEntry, receipt_number: str) -> int:
    """Mark what an entry made due as paid; return the cents. One conditional UPDATE: paid once."""
    due = FeeDue.objects.filter(entry=entry, state="due")
    cents = sum(due.values_list("cents", flat=True))
    if not due.update(state="paid", receipt_number=receipt_number):
        raise NothingDue
    return cents


def owed_for(entry: DocketEntry) -> list[Owed]:
    """Return the fees an entry made due."""
    rows = FeeDue.objects.filter(entry=entry).order_by("pk")
    return [Owed(row.description, row.cents, row.due_date, row.state) for row in rows]


def unpaid(viewer: Viewer, *, at: datetime) -> list[Unpaid]:
    """Return what the viewer's account still owes this court, the oldest first."""
    if viewer.court_user_id is None:
        return []
    found = FeeDue.objects.filter(owed_by_id=viewer.court_user_id, state="due")
    rows = found.select_related("case__court", "entry").order_by("due_date", "pk")
    return [_unpaid(row, at) for row in rows]


def _unpaid(row: FeeDue, at: datetime) -> Unpaid:
    today = policies.court_date(row.case.court, at=at)
    return Unpaid(
        numbers.display(row.case),
        row.case.title,
        row.entry.number,
        row.description,
        row.cents,
        row.due_date,
        row.due_date < today,
    )
