"""The court's own staff: their accounts come by invitation, never by linking."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import Refusal

from . import bulletins
from .models import CourtUser, Person
from .viewer import STAFF


class NotStaff(Refusal):
    """Only a clerk or a judge is invited. A filer links an account of his or her own."""


class HasAnAccount(Refusal):
    """This person has an account in this court already."""


@dataclass(frozen=True)
class Invited:
    """Whom the court invites: the center account, and the name that the court uses."""

    iss: str
    sub: str
    username: str
    last_name: str
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    initials: str = ""  # staff sign entries with them
    email: str = ""


def invite(court: Court, who: Invited, role: str, *, at: datetime) -> CourtUser:
    """Give a center account a staff account of this court. Raises NotStaff, HasAnAccount."""
    if role not in STAFF:
        raise NotStaff
    named = {part: getattr(who, part) for part in _NAMED}
    try:
        with transaction.atomic():
            person = _person(court, who, named, at=at)
            account = CourtUser.objects.create(
                court=court,
                role=role,
                state=CourtUser.State.ACTIVE,
                initials=who.initials,
                made_at=at,
                **named,
            )
            free = Person.objects.filter(pk=person.pk, court_user=None)
            if free.update(court_user=account, linked_at=at) != 1:
                raise HasAnAccount
            trail.record(
                court.pk,
                "system",
                "people.invited",
                f"court user {account.pk}",
                detail={"username": who.username, "role": role},
                at=at,
            )
            bulletins.tell(
                court,
                person,
                "staff",
                f"{court.title} made this an account of its staff ({account.get_role_display().lower()}).",
                state="active",
                role=role,
                name=account.name.full,
                at=at,
            )
    except IntegrityError as error:
        raise HasAnAccount from error
    return account


_NAMED = ("first_name", "middle_name", "last_name", "suffix", "email")


def _person(court: Court, who: Invited, named: dict[str, str], *, at: datetime) -> Person:
    """Return the person, who may have signed in here before or may not."""
    person, _ = Person.objects.get_or_create(
        court=court,
        iss=who.iss,
        sub=who.sub,
        defaults={**named, "username": who.username, "first_seen_at": at},
    )
    return person
