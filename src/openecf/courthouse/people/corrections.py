"""Reading corrections: what waits for a second of the staff, and what was done."""

from dataclasses import dataclass
from datetime import datetime

from openecf.courthouse.courts.models import Court
from openecf.foundation.references import digest
from openecf.foundation.refusals import NoSuchRecord

from . import roles
from .finding import Account
from .models import Correction, Person
from .viewer import Viewer


@dataclass(frozen=True)
class Proposal:
    """A correction, as the staff sees it."""

    reference: str
    kind: str  # unlink, relink, merge
    kind_words: str
    state: str  # proposed, made, refused
    account: Account
    other: Account | None
    to: str  # name, username and number of the PACER account it goes to
    proposed_by: str
    proposed_reason: str
    proposed_at: datetime
    decided_by: str
    decided_reason: str
    decided_at: datetime | None
    mark: str
    is_own: bool


WORDS = {
    Correction.Kind.UNLINK: "Unlink",
    Correction.Kind.RELINK: "Link to another PACER account",
    Correction.Kind.MERGE: "Merge two accounts of one person",
}


def waiting(viewer: Viewer, court: Court) -> list[Proposal]:
    """Return what waits for a second of the staff, the oldest first. Raises NotYours."""
    roles.require_staff(viewer, court)
    rows = _rows(court).filter(state=Correction.State.PROPOSED).order_by("proposed_at", "pk")
    return [_proposal(row, viewer) for row in rows[:200]]


def proposal(viewer: Viewer, court: Court, reference: str) -> Proposal:
    """Return one correction. Raises NotYours, NoSuchRecord."""
    roles.require_staff(viewer, court)
    return _proposal(row_of(court, reference), viewer)


def of_account(viewer: Viewer, court: Court, number: int) -> list[Proposal]:
    """Return the corrections of one account, also of those that went into it, the latest first."""
    roles.require_staff(viewer, court)
    rows = _rows(court).filter(court_user=number) | _rows(court).filter(other_user=number)
    return [_proposal(row, viewer) for row in rows.order_by("-proposed_at", "-pk")[:50]]


def merged_into(number: int | None) -> list[int]:
    """Return the accounts that went into this one."""
    if number is None:
        return []
    made = Correction.objects.filter(court_user=number, kind=Correction.Kind.MERGE, state="made")
    return list(made.order_by("pk").values_list("other_user", flat=True))


def row_of(court: Court, reference: str) -> Correction:
    """Return the row of a correction of this court. Raises NoSuchRecord."""
    row = _rows(court).filter(reference=reference.strip().upper()).first()
    if row is None:
        raise NoSuchRecord
    return row


def mark_of(row: Correction) -> str:
    """Return what stands for the proposal and how the accounts stand now."""
    people = [getattr(one, "person", None) for one in (row.court_user, row.other_user) if one]
    links = [(one.pk, one.court_user_id) if one else None for one in (*people, row.to_person)]
    states = [row.court_user.state, row.other_user.state if row.other_user else ""]
    what = (row.reference, row.state, row.kind, row.proposed_at.isoformat(), links, states)
    return digest(repr(what))[:32]


def _rows(court: Court):
    related = ("court", "court_user__court", "court_user__person", "other_user__court", "other_user__person")
    return Correction.objects.filter(court=court).select_related(
        *related, "to_person__court_user", "proposed_by", "decided_by"
    )


def _proposal(row: Correction, viewer: Viewer) -> Proposal:
    copied = ("reference", "kind", "state", "proposed_reason", "proposed_at", "decided_reason", "decided_at")
    return Proposal(
        kind_words=WORDS[row.kind],
        account=Account.of(row.court_user),
        other=Account.of(row.other_user) if row.other_user else None,
        to=_said(row.to_person) if row.to_person else "",
        proposed_by=row.proposed_by.name.full,
        decided_by=row.decided_by.name.full if row.decided_by else "",
        mark=mark_of(row),
        is_own=row.proposed_by_id == viewer.court_user_id,
        **{name: getattr(row, name) for name in copied},
    )


def _said(person: Person) -> str:
    return f"{person.name.full} ({person.username}, {person.account_number})"
