"""Taking a mailed invitation to the court's staff: only the account it is for, once, within seven days."""

from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.courthouse.courts.models import Court
from openecf.foundation.names import folded
from openecf.foundation.references import digest
from openecf.foundation.refusals import NoSuchRecord, NotYours

from . import freshness, proofs, roles, staffing
from .models import CourtUser, Person, StaffInvitation
from .viewer import Viewer


class NoSuchInvitation(NoSuchRecord):
    """This invitation is not for your PACER account, was used, or ran out. Ask the clerk's office."""


class HasAnAccount(NotYours):
    """Your PACER account has an account in this court already. Ask the clerk's office."""


def invitation_for(viewer: Viewer, court: Court, token: str, *, at: datetime) -> StaffInvitation:
    """Return the living invitation a mailed link means, to exactly the account it is for.

    Raises SignInFirst, NoSuchInvitation, HasAnAccount.
    """
    roles.require_signed_in(viewer)
    rows = StaffInvitation.objects.filter(court=court, token_hash=digest(token), taken_at=None, ended_at=None)
    row = rows.filter(
        approved_at__isnull=False, expires_at__gt=at, account_number=viewer.account_number
    ).first()
    person = Person.objects.filter(pk=viewer.person_id).first()
    if row is None or not viewer.account_number or folded(row.last_name) != folded(person.last_name):
        raise NoSuchInvitation
    if person.court_user_id is not None:
        raise HasAnAccount
    return row


def take(viewer: Viewer, court: Court, token: str, *, at: datetime) -> CourtUser:
    """Join the staff. Raises SignInFirst, SignInAgain, NoSuchInvitation, HasAnAccount."""
    roles.require_signed_in(viewer)
    freshness.require_fresh(viewer, at=at)
    row = invitation_for(viewer, court, token, at=at)
    person = Person.objects.get(pk=viewer.person_id)
    try:
        with transaction.atomic():
            untaken = StaffInvitation.objects.filter(pk=row.pk, taken_at=None, ended_at=None)
            if untaken.update(taken_by=person, taken_at=at) != 1:
                raise NoSuchInvitation
            return _join(viewer, row, person, at=at)
    except IntegrityError as error:
        raise HasAnAccount from error


def _join(viewer: Viewer, row: StaffInvitation, person: Person, *, at: datetime) -> CourtUser:
    names = ("first_name", "middle_name", "last_name", "suffix")
    account = CourtUser.objects.create(
        court=row.court,
        role=row.role,
        state=CourtUser.State.ACTIVE,
        initials=row.initials,
        email=row.email,
        made_at=at,
        **{name: getattr(person, name) for name in names},
    )
    free = Person.objects.filter(pk=person.pk, court_user=None)
    if free.update(court_user=account, linked_at=at) != 1:
        raise HasAnAccount
    proofs.end_all(account, person, at=at)
    staffing.record(viewer, row, "people.staff_joined", {"username": person.username}, at=at)
    staffing.tell(row.court, person, account, "active", f"is {row.role} now", at=at)
    return account
