"""Reading grants: a principal's agents, an agent's principals, and finding one agent of the court."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from openecf.courthouse.courts.models import Court
from openecf.foundation.names import masked_email
from openecf.foundation.refusals import Refusal

from . import granting, said
from .models import CourtUser, Grant
from .viewer import FILERS, Viewer

_MOST = 10
_SHORTEST = 3  # letters of a name


class SayMore(Refusal):
    """Type at least three letters of the agent's name, or the whole account number."""

    field = "find"


class TooMany(Refusal):
    """More than ten filing agents have such a name. Type more of it, or the account number."""

    field = "find"


@dataclass(frozen=True)
class Granted:
    """One grant, as both sides see it."""

    public_id: str
    agent_name: str
    principal_name: str
    principal_firm: str
    agent_email: str  # masked
    may_file: bool
    may_pay: bool
    may_see_sealed: bool
    gets_notices: bool
    made_at: datetime
    ends_at: datetime | None
    ended_at: datetime | None  # by somebody, or by its last day
    last_day: date | None = None  # in the court
    works: bool = True  # False: one of the two accounts is closed or waits to be linked

    @property
    def may(self) -> str:
        """What it allows, in words."""
        return ", ".join(granting.may_words(self))


@dataclass(frozen=True)
class Agent:
    """A filing agent of this court who was found."""

    number: int
    name: str
    firm_name: str
    email: str  # masked


def given(viewer: Viewer, *, at: datetime) -> list[Granted]:
    """Return what the viewer granted: what holds first, then what has ended. Raises PrincipalsOnly."""
    granting.require_principal(viewer)
    rows = Grant.objects.filter(principal_id=viewer.court_user_id).select_related("principal__court", "agent")
    found = [granted(row, at=at) for row in rows.order_by("-made_at", "-pk")[:200]]
    return sorted(found, key=lambda one: one.ended_at is not None)


def one_given(viewer: Viewer, public_id: str, *, at: datetime) -> Granted:
    """Return one grant of the viewer's that holds. Raises PrincipalsOnly, NoSuchGrant."""
    granting.require_principal(viewer)
    rows = Grant.objects.filter(granting.living(at), principal_id=viewer.court_user_id, public_id=public_id)
    row = rows.select_related("principal__court", "agent").first()
    if row is None:
        raise granting.NoSuchGrant
    return granted(row, at=at)


def had(viewer: Viewer, *, at: datetime) -> list[Granted]:
    """Return the grants an agent has and that hold now, by the principal's name."""
    if not viewer.is_agent:
        return []
    rows = Grant.objects.filter(granting.living(at), agent_id=viewer.actor_id)
    rows = rows.select_related("principal__court", "agent")
    ordered = rows.order_by("principal__last_name", "principal__first_name", "pk")
    return [granted(row, at=at) for row in ordered]


def agent(viewer: Viewer, court: Court, number: int) -> Agent:
    """Return one agent of this court, to be granted something. Raises PrincipalsOnly, NoSuchAgent."""
    granting.require_principal(viewer)
    row = CourtUser.objects.filter(court=court, pk=number, role=CourtUser.Role.AGENT, state="active").first()
    if row is None:
        raise granting.NoSuchAgent
    return _agent(row)


def find_agents(viewer: Viewer, court: Court, text: str) -> list[Agent]:
    """Return the agents of this court with this name or account number.

    Raises PrincipalsOnly, SayMore, TooMany: nobody lists them all.
    """
    granting.require_principal(viewer)
    words = text.replace(",", " ").split()[:6]
    if sum(map(len, words)) < _SHORTEST:
        raise SayMore
    agents = CourtUser.objects.filter(court=court, role=CourtUser.Role.AGENT, state="active")
    rows = agents.filter(_named(words)).order_by("last_name", "first_name", "pk")[: _MOST + 1]
    found = [_agent(row) for row in rows]
    if len(found) > _MOST:
        raise TooMany
    return found


def _agent(row: CourtUser) -> Agent:
    return Agent(row.pk, row.name.full, row.firm_name, masked_email(row.email))


def _named(words: list[str]) -> Q:
    """Every word begins a part of the name; or the one word is the whole account number."""
    wanted = Q()
    for word in words:
        parts = ("first_name", "middle_name", "last_name")
        one = Q()
        for part in parts:
            one |= Q(**{f"{part}__istartswith": word})
        wanted &= one
    if len(words) == 1 and words[0].isdecimal():
        return Q(person__account_number=words[0])
    return wanted


def granted(row: Grant, *, at: datetime) -> Granted:
    """Return a grant as both sides see it."""
    lapsed = row.ends_at if row.ends_at and row.ends_at <= at else None
    copied = ("public_id", "may_file", "may_pay", "may_see_sealed", "gets_notices", "made_at", "ends_at")
    principal = row.principal
    return Granted(
        agent_name=row.agent.name.full,
        principal_name=principal.name.full,
        principal_firm=principal.firm_name,
        agent_email=masked_email(row.agent.email),
        ended_at=row.ended_at or lapsed,
        last_day=said.day_of(principal.court, row.ends_at - timedelta(seconds=1)) if row.ends_at else None,
        works=principal.state == row.agent.state == "active" and principal.role in FILERS,
        **{name: getattr(row, name) for name in copied},
    )
