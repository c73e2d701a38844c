"""Opening a reference that somebody reads out on the telephone."""

from collections.abc import Iterable

from django.db.models import Q

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import Refusal

from . import roles
from .models import CourtUser, Person
from .viewer import Viewer


class NoSuchReference(Refusal):
    """This court has nothing under this reference. Ask for it once more, letter by letter."""

    field = "reference"


def line(viewer: Viewer, court: Court, reference: str) -> trail.Line:
    """Return the line that this court's trail has under a reference. Raises NotYours, NoSuchReference."""
    roles.require_staff(viewer, court)
    found = trail.line_by_reference(court.pk, reference)
    if found is None:
        raise NoSuchReference
    return found


def names(viewer: Viewer, court: Court, actors: Iterable[str]) -> dict[str, str]:
    """Return name and role of those whom the trail names by a number or username. Raises NotYours.

    Who is not known here, such as the system itself, is left out.
    """
    roles.require_staff(viewer, court)
    actors, prefix = set(actors), "court user "
    numbers = [one.removeprefix(prefix) for one in actors if one.startswith(prefix)]
    users = CourtUser.objects.filter(court=court, pk__in=[one for one in numbers if one.isdecimal()])
    found = {f"{prefix}{user.pk}": f"{user.name.full}, {_role(user)}" for user in users}
    wanted = Q(account_number__in=actors) | Q(username__in=actors)
    for person in Person.objects.filter(wanted, court=court).select_related("court_user"):
        words = f"{_name(person)} ({person.username}), {_role(person.court_user)}"
        found |= {one: words for one in (person.account_number, person.username) if one in actors}
    return found


def _name(person: Person) -> str:
    if person.court_user:
        return person.court_user.name.full
    return " ".join(filter(None, (person.first_name, person.last_name))) or person.username


def _role(user: CourtUser | None) -> str:
    return CourtUser.Role(user.role).label.replace("Us ", "U.S. ") if user else "PACER user"
