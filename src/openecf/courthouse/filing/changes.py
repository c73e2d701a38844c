"""Changes of a filer's record that were asked for at the center, and their way into the cases.

Notices and withdrawals touch the account alone; a new address also goes to the cases the filer chose.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.cases import parties
from openecf.courthouse.courts.models import Court
from openecf.courthouse.people import (
    errands,
    freshness,
    joining,
    registering,
    registration_letters,
    registrations,
    roles,
    upkeep,
)
from openecf.courthouse.people.deciding import NotOpen, TwoClerks
from openecf.courthouse.people.models import Registration
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.messages import Errand
from openecf.foundation.refusals import Refusal


class DecideThere(Refusal):
    """This is a registration to file. Decide it on its own page."""


def take(court: Court, errand: Errand, *, at: datetime) -> None:
    """Take an errand from the center, once however often it comes.

    What the court need not look at is done at once: notices always, names and addresses by its policy.
    Raises errands.NotAnErrand.
    """
    with transaction.atomic():
        row = errands.take(court, errand, at=at)
        if row is not None and _goes_at_once(row):
            _do_at_once(row, at=at)


def approve(
    viewer: Viewer, court: Court, reference: str, *, mark: str, reason: str = "", at: datetime
) -> None:
    """Do a change a filer asked for; one clerk is enough.

    Raises NotYours, SignInAgain, NoSuchRecord, DecideThere, TwoClerks, NotOpen.
    """
    roles.require_staff(viewer, court)
    freshness.require_fresh(viewer, at=at)
    row = registrations.row_of(court, reference)
    if row.kind == "register":
        raise DecideThere
    if row.person_id == viewer.person_id:
        raise TwoClerks
    if registrations.mark_of(row) != mark:
        raise NotOpen
    try:
        with transaction.atomic():
            registering.decide(viewer, row, Registration.State.APPROVED, reason, at=at)
            _change(row, at=at)
    except (IntegrityError, joining.Taken) as error:
        raise NotOpen from error


def _goes_at_once(row: Registration) -> bool:
    by_policy = row.kind in ("person", "address") and not row.court.addresses_need_approval
    return row.kind == "noticing" or by_policy


def _do_at_once(row: Registration, *, at: datetime) -> None:
    done = {"state": Registration.State.APPROVED, "decided_at": at}
    Registration.objects.filter(pk=row.pk, state=Registration.State.OPEN).update(**done)
    actor = row.person.account_number or row.person.username
    subject = f"court user {row.person.court_user_id}"
    trail.record(row.court_id, actor, f"people.{row.kind}_changed", subject, reference=row.reference, at=at)
    _change(row, at=at)


def _change(row: Registration, *, at: datetime) -> None:
    changed = upkeep.change(row, at=at)
    if row.kind == "address":
        parties.move(changed.account, changed.old_address, upkeep.cases_of(row))
    title, name = row.court.title, changed.account.name.full
    registration_letters.changed(row, name, changed.words, changed.mails, at=at)
    row.role = changed.account.role
    if row.kind == "withdraw":
        sentence = f"{title} ended your filing there, as you asked."
        errands.tell(row, "done", sentence, state="disabled", name=name, at=at)
    else:
        state = "active" if row.kind == "person" else ""  # the center shows the name as the court has it
        errands.tell(row, "done", f"{title} made {errands.WORDS[row.kind]}.", state=state, name=name, at=at)
