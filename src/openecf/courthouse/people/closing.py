"""The court disables a filing account, and restores it: with a reason, and mails to every address known."""

from datetime import datetime

from django.db import transaction

from openecf.courthouse.courts.models import Court
from openecf.foundation.references import new_reference
from openecf.foundation.refusals import NoSuchRecord, NotYours, Refusal

from . import bulletins, correction_letters, failing, freshness, proofs, roles
from .deciding import ReasonNeeded
from .models import CourtUser, Person
from .viewer import STAFF, Viewer


class NoSuchAccount(NoSuchRecord):
    """This court has no such filing account."""


class StaffAccount(NotYours):
    """This is an account of the court's staff. Change it on the page of the staff."""


class OwnAccount(NotYours):
    """Nobody decides on his or her own account. Ask another of the staff."""


class AlreadySo(Refusal):
    """Somebody else did this already. Look at the account again."""


def disable(viewer: Viewer, court: Court, number: int, *, reason: str, at: datetime) -> str:
    """Close an account: its holder can search but not file, from the next page on. Return the reference.

    Raises NotYours, SignInAgain, NoSuchAccount, StaffAccount, OwnAccount, ReasonNeeded, AlreadySo.
    """
    account = account_for(viewer, court, number, at=at)
    waiting = CourtUser.objects.filter(pk=account.pk).exclude(state=CourtUser.State.CLOSED)
    return _turn(viewer, account, waiting, CourtUser.State.CLOSED, "disabled", reason, at=at)


def restore(viewer: Viewer, court: Court, number: int, *, reason: str, at: datetime) -> str:
    """Open a closed account again, as it was: linked, or waiting to be linked. Return the reference.

    Raises NotYours, SignInAgain, NoSuchAccount, StaffAccount, OwnAccount, ReasonNeeded, AlreadySo.
    """
    account = account_for(viewer, court, number, at=at)
    closed = CourtUser.objects.filter(pk=account.pk, state=CourtUser.State.CLOSED)
    linked = Person.objects.filter(court_user=account).exists()
    state = CourtUser.State.ACTIVE if linked else CourtUser.State.LEGACY
    return _turn(viewer, account, closed, state, "restored", reason, at=at)


def account_for(viewer: Viewer, court: Court, number: int, *, at: datetime) -> CourtUser:
    """Return a filer's account of this court, for one of the staff who may change it."""
    roles.require_staff(viewer, court)
    freshness.require_fresh(viewer, at=at)
    account = CourtUser.objects.filter(court=court, pk=number).select_related("court").first()
    if account is None:
        raise NoSuchAccount
    if account.pk == viewer.court_user_id:
        raise OwnAccount
    if account.role in STAFF:
        raise StaffAccount
    return account


def _turn(viewer, account, rows, state, what, reason, *, at) -> str:
    """Turn the account's state by one conditional UPDATE, and say so everywhere."""
    if not reason.strip():
        raise ReasonNeeded
    reference = new_reference("ACC")
    with transaction.atomic():
        if rows.update(state=state) != 1:
            raise AlreadySo
        person = Person.objects.filter(court_user=account).first()
        if what == "disabled" and person:
            proofs.end_all(account, person, at=at)
        detail = {"reason": reason.strip(), "by": viewer.court_user_name}
        failing.record(viewer, account, f"people.account_{what}", detail, reference=reference, at=at)
        people = [person] if person else []
        facts = {"reason": reason.strip(), "reference": reference}
        correction_letters.send(what, account, people, facts, at=at)
        if person:
            _tell(account, person, what, reference, at=at)
    return reference


def _tell(account: CourtUser, person: Person, what: str, reference: str, *, at: datetime) -> None:
    name, title = account.name.full, account.court.title
    bulletins.tell(
        account.court,
        person,
        what,
        f"{title} {what} the filing account of {name}.",
        state="disabled" if what == "disabled" else "active",
        role=account.role,
        name=name,
        reference=reference,
        at=at,
    )
