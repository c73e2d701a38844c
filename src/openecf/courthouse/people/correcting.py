"""Mistakes in links put right by two of the staff: one proposes, another decides.

The old password never returns. A merge also moves what hangs on the account; that is done where the record
is written (`filing.merging`).
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.courthouse.courts.models import Court
from openecf.foundation.references import new_reference
from openecf.foundation.refusals import Refusal

from . import (
    closing,
    correction_letters,
    corrections,
    failing,
    freshness,
    obstacles,
    parting,
    roles,
)
from .deciding import NotOpen, ReasonNeeded, TwoClerks
from .models import Correction, CourtUser, Person
from .viewer import Viewer

Kind = Correction.Kind


class NotLinked(Refusal):
    """This account is linked to nobody, so there is no link to correct."""


class NoSuchPerson(Refusal):
    """Enter the seven digits of a PACER account whose holder has signed in at this court at least once."""

    field = "to_number"


class SamePerson(Refusal):
    """This filing account belongs to that PACER account already."""

    field = "to_number"


class OtherIsLinked(Refusal):
    """That PACER account is linked to another filing account here. Unlink or merge that one first."""

    field = "to_number"


class NotADuplicate(Refusal):
    """Enter the number of another filing account of this court, of the same role, that is not closed."""

    field = "other_number"


class AlreadyProposed(Refusal):
    """A correction of one of these accounts waits for a decision already."""


def propose(
    viewer: Viewer,
    court: Court,
    number: int,
    kind: str,
    *,
    to_number: str = "",
    other_number: int | None = None,
    reason: str,
    at: datetime,
) -> str:
    """Propose to unlink, relink (`to_number`: a PACER account) or merge (`other_number`: the one that goes).

    Returns the reference. Raises NotYours, SignInAgain, ReasonNeeded, TwoClerks, NotLinked, NoSuchPerson,
    SamePerson, OtherIsLinked, NotADuplicate, AlreadyProposed.
    """
    account = closing.account_for(viewer, court, number, at=at)
    if not reason.strip():
        raise ReasonNeeded
    person = _person(court, to_number) if kind == Kind.RELINK else None
    other = _other(account, other_number) if kind == Kind.MERGE else None
    _require_possible(kind, account, person, at=at)
    row = Correction(
        reference=new_reference("COR"),
        court=court,
        kind=Kind(kind),
        court_user=account,
        other_user=other,
        to_person=person,
        proposed_by_id=viewer.court_user_id,
        proposed_reason=reason.strip(),
        proposed_at=at,
    )
    _require_stranger(viewer, row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _record(viewer, row, "proposed", reason, at=at)
    except IntegrityError as error:
        raise AlreadyProposed from error
    return row.reference


def approve(viewer: Viewer, court: Court, reference: str, *, mark: str, reason: str, at: datetime) -> None:
    """Unlink or relink as another of the staff proposed. `mark` stands for what was read (`Proposal.mark`).

    Raises NotYours, SignInAgain, NoSuchRecord, ReasonNeeded, TwoClerks, NotOpen, and what stands in the way.
    """
    row = proposal_for(viewer, court, reference, mark=mark, reason=reason, at=at)
    _require_possible(row.kind, row.court_user, row.to_person, at=at)
    try:
        with transaction.atomic():
            decide(viewer, row, Correction.State.MADE, reason, at=at)
            act = _unlink if row.kind == Kind.UNLINK else _relink
            act(row, reason.strip(), at=at)
    except IntegrityError as error:
        raise NotOpen from error


def refuse(viewer: Viewer, court: Court, reference: str, *, reason: str, at: datetime) -> None:
    """Refuse a correction that another of the staff proposed, or take back one's own.

    Raises NotYours, NoSuchRecord, ReasonNeeded, NotOpen.
    """
    roles.require_staff(viewer, court)
    row = corrections.row_of(court, reference)
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        decide(viewer, row, Correction.State.REFUSED, reason, at=at)


def proposal_for(
    viewer: Viewer, court: Court, reference: str, *, mark: str, reason: str, at: datetime
) -> Correction:
    """Return a proposal to one of the staff who may approve it."""
    roles.require_staff(viewer, court)
    freshness.require_fresh(viewer, at=at)
    row = corrections.row_of(court, reference)
    if row.proposed_by_id == viewer.court_user_id:
        raise TwoClerks
    _require_stranger(viewer, row)
    if not reason.strip():
        raise ReasonNeeded
    if row.state != Correction.State.PROPOSED or corrections.mark_of(row) != mark:
        raise NotOpen
    return row


def decide(viewer: Viewer, row: Correction, state: str, reason: str, *, at: datetime) -> None:
    """Claim the decision by one conditional UPDATE, inside the caller's transaction."""
    still = Correction.objects.filter(pk=row.pk, state=Correction.State.PROPOSED)
    decided = {"decided_by_id": viewer.court_user_id, "decided_reason": reason.strip(), "decided_at": at}
    if still.update(state=state, **decided) != 1:
        raise NotOpen
    _record(viewer, row, state, reason, at=at)


def _unlink(row: Correction, reason: str, *, at: datetime) -> None:
    account, person = row.court_user, row.court_user.person
    state = CourtUser.State.CLOSED if account.state == CourtUser.State.CLOSED else CourtUser.State.LEGACY
    parting.set_free(account, person, state, row.reference, at=at)
    facts = {"reason": reason, "reference": row.reference}
    correction_letters.send("unlinked", account, [person], facts, at=at)


def _relink(row: Correction, reason: str, *, at: datetime) -> None:
    account, to = row.court_user, row.to_person
    before = getattr(account, "person", None)
    if before:
        parting.set_free(account, before, CourtUser.State.LEGACY, row.reference, at=at)
    parting.join(account, to, row.reference, at=at)
    gone = f"It was the PACER account of {before.name.full} ({before.username}) before.\n" if before else ""
    facts = {
        "reason": reason,
        "reference": row.reference,
        "to": f"{to.name.full} ({to.username})",
        "before": gone,
    }
    correction_letters.send("relinked", account, [to, *([before] if before else [])], facts, at=at)


def _person(court: Court, number: str) -> Person:
    found = Person.objects.filter(court=court, account_number=number.strip()).first()
    if found is None or not number.strip():
        raise NoSuchPerson
    return found


def _other(account: CourtUser, number: int | None) -> CourtUser:
    alike = CourtUser.objects.filter(court=account.court, role=account.role)
    other = alike.exclude(state=CourtUser.State.CLOSED).exclude(pk=account.pk).filter(pk=number or 0).first()
    if other is None:
        raise NotADuplicate
    waiting = Correction.objects.filter(state=Correction.State.PROPOSED)
    if waiting.filter(court_user=other).exists() or waiting.filter(other_user=account).exists():
        raise AlreadyProposed
    return other


def _require_possible(kind: str, account: CourtUser, to: Person | None, *, at: datetime) -> None:
    """Refuse what the accounts don't allow as they are now."""
    holder = getattr(account, "person", None)
    if kind == Kind.UNLINK and holder is None:
        raise NotLinked
    if kind != Kind.UNLINK and account.state == CourtUser.State.CLOSED:
        raise obstacles.closed(account.court)
    if kind != Kind.RELINK:
        return
    if holder is not None and holder.pk == to.pk:
        raise SamePerson
    if to.court_user_id is not None:
        raise OtherIsLinked
    if obstacle := obstacles.of_person(to, account.court, at=at):
        raise obstacle


def _require_stranger(viewer: Viewer, row: Correction) -> None:
    """Nobody corrects what is his or her own."""
    if viewer.person_id == row.to_person_id or viewer.court_user_id in (row.court_user_id, row.other_user_id):
        raise TwoClerks


def _record(viewer: Viewer, row: Correction, what: str, reason: str, *, at: datetime) -> None:
    detail = {"kind": row.kind, "reason": reason.strip(), "by": viewer.court_user_name}
    if row.to_person:
        detail["to"] = row.to_person.username
    if row.other_user:
        detail["other"] = failing.subject_of(row.other_user)
    action = f"people.correction_{what}"
    failing.record(viewer, row.court_user, action, detail, reference=row.reference, at=at)
