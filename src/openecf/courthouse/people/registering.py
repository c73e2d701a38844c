"""The clerk's answer to a registration to file: a new filing account, a link to an old one, or no.

One clerk approves a new account or refuses. An old account is linked by two: one proposes, another approves.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import Refusal

from . import (
    errands,
    failing,
    freshness,
    joining,
    link_letters,
    obstacles,
    registration_letters,
    registrations,
    roles,
    told_facts,
)
from .deciding import NoSuchAccount, NotOpen, ReasonNeeded, TwoClerks
from .models import CourtUser, Person, Registration
from .viewer import Viewer


class LooksLikeAnother(Refusal):
    """An account of this court may be this person's own. Link it, or tick that it is somebody else's."""

    field = "nobody_else"


class NotARegistration(Refusal):
    """This is a change, not a registration to file. Approve or refuse it on its own page."""


def propose(
    viewer: Viewer, court: Court, reference: str, *, account_number: int, reason: str, at: datetime
) -> None:
    """Propose the old filing account that is the registrant's own; another clerk decides.

    Raises NotYours, SignInAgain, NoSuchRecord, NotARegistration, TwoClerks, ReasonNeeded, NoSuchAccount,
    NotOpen.
    """
    roles.require_staff(viewer, court)
    freshness.require_fresh(viewer, at=at)
    row = _registration(viewer, court, reference)
    if not reason.strip():
        raise ReasonNeeded
    account = CourtUser.objects.filter(court=court, pk=account_number, state=CourtUser.State.LEGACY).first()
    if account is None:
        raise NoSuchAccount
    with transaction.atomic():
        still = Registration.objects.filter(pk=row.pk, state=row.state, proposed_at=row.proposed_at)
        changed = still.filter(state__in=registrations.WAITING).update(
            state=Registration.State.PROPOSED,
            court_user=account,
            proposed_by_id=viewer.court_user_id,
            proposed_reason=reason.strip(),
            proposed_at=at,
        )
        if changed != 1:
            raise NotOpen
        detail = {"reason": reason.strip(), "by": viewer.court_user_name}
        failing.record(
            viewer, account, "people.registration_proposed", detail, reference=row.reference, at=at
        )


def approve_link(
    viewer: Viewer, court: Court, reference: str, *, mark: str, reason: str, at: datetime
) -> None:
    """Link the old account another clerk proposed; its old login and password die.

    `mark` stands for what the viewer read (`Asked.mark`). Raises NotYours, SignInAgain, NoSuchRecord,
    NotARegistration, TwoClerks, ReasonNeeded, NotOpen, and what keeps the two from being linked.
    """
    roles.require_staff(viewer, court)
    freshness.require_fresh(viewer, at=at)
    row = _registration(viewer, court, reference)
    if row.proposed_by_id == viewer.court_user_id:
        raise TwoClerks
    if not reason.strip():
        raise ReasonNeeded
    if row.state != Registration.State.PROPOSED or registrations.mark_of(row) != mark:
        raise NotOpen
    _require_unlinked(row, at=at)
    failing.require_waiting(viewer, row.court_user, at=at)
    try:
        with transaction.atomic():
            decide(viewer, row, Registration.State.APPROVED, reason, at=at)
            actor = viewer.account_number or viewer.username
            person = Person.objects.get(pk=row.person_id)
            joining.join(person, row.court_user, None, actor=actor, means="registration", at=at)
            _tell_approved(row, row.court_user, reason.strip(), at=at)
    except (IntegrityError, joining.Taken) as error:
        raise NotOpen from error


def approve_new(
    viewer: Viewer,
    court: Court,
    reference: str,
    *,
    mark: str,
    nobody_else: bool = False,
    reason: str = "",
    at: datetime,
) -> CourtUser:
    """Make a new filing account for the registrant; one clerk is enough.

    `nobody_else` says that the accounts which look alike are somebody else's. Raises NotYours, SignInAgain,
    NoSuchRecord, NotARegistration, TwoClerks, LooksLikeAnother, NotOpen, and what keeps the person from
    filing here.
    """
    roles.require_staff(viewer, court)
    freshness.require_fresh(viewer, at=at)
    row = _registration(viewer, court, reference)
    if row.proposed_by_id == viewer.court_user_id:
        raise TwoClerks
    if row.state not in registrations.WAITING or registrations.mark_of(row) != mark:
        raise NotOpen
    _require_unlinked(row, at=at)
    if not nobody_else and registrations.possible_of(row):
        raise LooksLikeAnother
    try:
        with transaction.atomic():
            account = told_facts.new_account(row, at=at)
            decide(viewer, row, Registration.State.APPROVED, reason, account=account, at=at)
            _give(row, account, at=at)
            _tell_approved(row, account, reason.strip(), at=at)
    except (IntegrityError, joining.Taken) as error:
        raise NotOpen from error
    return account


def refuse(viewer: Viewer, court: Court, reference: str, *, mark: str, reason: str, at: datetime) -> None:
    """Refuse a registration or a change, with a reason the filer reads; one clerk is enough.

    Raises NotYours, NoSuchRecord, TwoClerks, ReasonNeeded, NotOpen.
    """
    roles.require_staff(viewer, court)
    row = registrations.row_of(court, reference)
    if row.person_id == viewer.person_id:
        raise TwoClerks
    if not reason.strip():
        raise ReasonNeeded
    if row.state not in registrations.WAITING or registrations.mark_of(row) != mark:
        raise NotOpen
    with transaction.atomic():
        decide(viewer, row, Registration.State.REFUSED, reason, at=at)
        registration_letters.refused(row, reason.strip(), at=at)
        thing = errands.WORDS[row.kind]
        state = "refused" if row.kind == "register" else ""
        sentence = f"{court.title} refused {thing}: {reason.strip()}"
        errands.tell(row, "refused", sentence, state=state, at=at)


def decide(
    viewer: Viewer,
    row: Registration,
    state: str,
    reason: str,
    *,
    account: CourtUser | None = None,
    at: datetime,
) -> None:
    """Claim the decision by one conditional UPDATE on exactly what was read. Raises NotOpen.

    Call it inside the act's transaction.
    """
    still = Registration.objects.filter(pk=row.pk, state=row.state, proposed_at=row.proposed_at)
    made = {"court_user": account} if account else {}
    changed = still.filter(state__in=registrations.WAITING).update(
        state=state, decided_by_id=viewer.court_user_id, decided_reason=reason.strip(), decided_at=at, **made
    )
    if changed != 1:
        raise NotOpen
    subject = account or row.court_user
    trail.record(
        row.court_id,
        viewer.account_number or viewer.username,
        f"people.{row.kind}_{state}",
        failing.subject_of(subject) if subject else f"person {row.person_id}",
        detail={"reason": reason.strip(), "by": viewer.court_user_name, "role": row.role},
        reference=row.reference,
        at=at,
    )


def _registration(viewer: Viewer, court: Court, reference: str) -> Registration:
    row = registrations.row_of(court, reference)
    if row.kind != "register":
        raise NotARegistration
    if row.person_id == viewer.person_id:
        raise TwoClerks
    return row


def _require_unlinked(row: Registration, *, at: datetime) -> None:
    if no := obstacles.of_person(row.person, row.court, at=at):
        raise no


def _give(row: Registration, account: CourtUser, *, at: datetime) -> None:
    """Give the person the account, after the decision is claimed: rows change in one order everywhere."""
    free = Person.objects.filter(pk=row.person_id, court_user=None)
    if free.update(court_user=account, linked_at=at, link_reference=row.reference) != 1:
        raise joining.Taken


def _tell_approved(row: Registration, account: CourtUser, reason: str, *, at: datetime) -> None:
    title, name = row.court.title, account.name.full
    registration_letters.approved(row, account, reason, link_letters.known_to(account), at=at)
    role = registration_letters.ROLE_WORDS.get(account.role, account.role)
    sentence = f"{title} approved your registration to file: {name}, {role}."
    row.role = account.role
    errands.tell(row, "approved", sentence, state="active", name=name, at=at)
