"""Why a person can't link here, as far as it shows before an old login is named."""

from datetime import datetime

from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import Refusal

from . import roles, said
from .models import CourtUser, Person
from .viewer import Viewer


class LegacyAccount(Refusal):
    """Your PACER account is a legacy account (from before August 11, 2014). Upgrade it first, then link."""


class FirmAccount(Refusal):
    """This is a firm billing account. Only a person's own PACER account can be linked: sign in with yours."""


class BeforeNextGen(Refusal):
    """This court has not changed to NextGen CM/ECF yet. Until then sign in as before."""


class AlreadyLinked(Refusal):
    """Your PACER account is linked in this court already."""

    reference = ""


class AccountClosed(Refusal):
    """The court has closed this CM/ECF account. Call the court."""


def obstacle(viewer: Viewer, court: Court, *, at: datetime) -> Refusal | None:
    """Return what keeps this person from linking in this court, or None."""
    roles.require_signed_in(viewer)
    person = Person.objects.filter(pk=viewer.person_id, court=court).select_related("court_user").first()
    return of_person(person, court, at=at) if person else roles.SignInFirst()


def of_person(person: Person, court: Court, *, at: datetime) -> Refusal | None:
    """Return what keeps a person from linking, whoever asks."""
    if person.court_user is not None:
        return already_linked(person)
    if person.holder == "firm":
        return FirmAccount()
    if person.kind != "upgraded":
        return LegacyAccount()
    if said.day_of(court, at) < court.nextgen_date:
        return BeforeNextGen(
            f"You can link from {said.day(court.nextgen_date)}. Until then sign in to CM/ECF as before."
        )
    return None


def require_none(viewer: Viewer, court: Court, *, at: datetime) -> None:
    """Raise what keeps this person from linking, if anything does."""
    if refusal := obstacle(viewer, court, at=at):
        raise refusal


def already_linked(person: Person) -> Refusal:
    """Return the refusal that says to whom a person is linked."""
    account = person.court_user
    if account.state == CourtUser.State.CLOSED:
        return closed(account.court)
    since = f" since {said.day(said.day_of(account.court, person.linked_at))}" if person.linked_at else ""
    refusal = AlreadyLinked(
        f"Your PACER account is linked to {account.name.full} in this court{since}. There is one link "
        "for each court: somebody else who files needs a PACER account of his or her own."
    )
    refusal.reference = person.link_reference
    return refusal


def closed(court: Court) -> AccountClosed:
    """Return the refusal for an account that the court has closed."""
    return AccountClosed(f"The court has closed this CM/ECF account. Call the court at {court.phone}.")
