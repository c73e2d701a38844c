"""How a clerk finds an old account, and sees why linking it failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import NoSuchRecord

from . import attempts, failing, roles
from .attempts import Standing
from .models import CourtUser, Person
from .viewer import Viewer

_MOST = 50
_AS_FAR_BACK = timedelta(days=90)


@dataclass(frozen=True)
class Account:
    """A filing account, as the clerk sees it."""

    number: int
    name: str
    login: str
    role: str
    firm_name: str
    bar_number: str
    email: str
    state: str
    linked_to: str  # username, when it is linked

    @classmethod
    def of(cls, account: CourtUser) -> "Account":
        """Return what the clerk sees of an account."""
        person = getattr(account, "person", None)
        return cls(
            number=account.pk,
            name=account.name.full,
            login=account.login or "",
            role=account.get_role_display(),
            firm_name=account.firm_name,
            bar_number=account.bar_number,
            email=account.email,
            state=account.state,
            linked_to=person.username if person else "",
        )


@dataclass(frozen=True)
class Why:
    """What is known of somebody's tries to link: the trail, and the counters."""

    lines: tuple[trail.Line, ...]
    of_person: Standing
    of_login: Standing | None


def find_accounts(viewer: Viewer, court: Court, text: str) -> list[Account]:
    """Return accounts of this court by login, name, e-mail or bar number: every word must be found."""
    roles.require_staff(viewer, court)
    words = text.split()[:8]
    if not words:
        return []
    found = CourtUser.objects.filter(court=court, login__isnull=False)
    for word in words:
        wanted = Q()
        for field in ("login", "first_name", "last_name", "email", "bar_number", "firm_name"):
            wanted |= Q(**{f"{field}__icontains": word})
        found = found.filter(wanted)
    rows = found.select_related("person").order_by("last_name", "first_name", "pk")
    return [Account.of(row) for row in rows[:_MOST]]


def account(viewer: Viewer, court: Court, number: int) -> Account:
    """Return one filing account of this court. Raises NotYours, NoSuchRecord."""
    roles.require_staff(viewer, court)
    row = (
        CourtUser.objects.filter(court=court, pk=number, login__isnull=False).select_related("person").first()
    )
    if row is None:
        raise NoSuchRecord
    return Account.of(row)


def why(viewer: Viewer, court: Court, person_id: int, number: int | None = None, *, at: datetime) -> Why:
    """Return what a person tried here, and what was tried on an account, in the last 90 days."""
    roles.require_staff(viewer, court)
    person = Person.objects.get(pk=person_id, court=court)
    found = CourtUser.objects.filter(court=court, pk=number).first() if number else None
    since = at - _AS_FAR_BACK
    actors = [name for name in (person.account_number, person.username) if name]
    lines = trail.entries_for(court.pk, actors, since=since, until=at + timedelta(days=1))
    lines = [line for line in lines if line.action.startswith("people.")]
    if found:
        known = {(line.at, line.action, line.subject) for line in lines}
        about = trail.lines_about(court.pk, [failing.subject_of(found)], since=since)
        lines += [line for line in about if (line.at, line.action, line.subject) not in known]
    of_login = attempts.of_login(court, found.login) if found and found.login else None
    return Why(
        lines=tuple(sorted(lines, key=lambda line: line.at, reverse=True)[:_MOST]),
        of_person=attempts.standing(attempts.of_person(court, person.pk), at=at),
        of_login=attempts.standing(of_login, at=at) if of_login else None,
    )
