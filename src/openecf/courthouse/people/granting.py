"""A principal lets a filing agent act for him, changes what the agent may do, and ends it at any time."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.references import new_public_id
from openecf.foundation.refusals import NoSuchRecord, NotYours, Refusal

from . import bulletins, freshness, grant_letters, said
from .models import CourtUser, Grant, Person
from .viewer import FILERS, Viewer


class PrincipalsOnly(NotYours):
    """Only who files here in his or her own name has filing agents. Link your CM/ECF account first."""


class NoSuchAgent(NoSuchRecord):
    """Choose a filing agent of this court. An agent who is not here yet registers at the service center."""

    field = "agent"


class AlreadyGranted(Refusal):
    """This agent acts for you already. Change what the agent may do, or end it first."""

    field = "agent"


class NoSuchGrant(NoSuchRecord):
    """There is no such filing agent of yours. Look at the list: it may have ended."""


class NothingGranted(Refusal):
    """Choose at least one thing the agent may do: file, or pay fees."""

    field = "may_file"


class SealedStaysClosed(Refusal):
    """In this court filing agents don't see sealed documents."""

    field = "may_see_sealed"


class DayIsPast(Refusal):
    """The last day is past. Choose today or a later day, or leave it empty for no end."""

    field = "last_day"


@dataclass(frozen=True)
class Rights:
    """What an agent may do for a principal, and whether the agent gets the principal's notices too."""

    may_file: bool = True
    may_pay: bool = False
    may_see_sealed: bool = False
    gets_notices: bool = False


def living(at: datetime) -> Q:
    """Return the condition of grants that hold at an instant."""
    return Q(ended_at=None) & (Q(ends_at=None) | Q(ends_at__gt=at))


def give(
    viewer: Viewer, court: Court, agent: int, rights: Rights, *, last_day: date | None = None, at: datetime
) -> str:
    """Let an agent of this court act for the viewer from now on; return the grant's id.

    Raises PrincipalsOnly, SignInAgain, NothingGranted, SealedStaysClosed, DayIsPast, NoSuchAgent,
    AlreadyGranted.
    """
    require_principal(viewer)
    freshness.require_fresh(viewer, at=at)
    ends_at = _checked(court, rights, last_day, at=at)
    found = CourtUser.objects.filter(court=court, pk=agent, role=CourtUser.Role.AGENT, state="active").first()
    if found is None:
        raise NoSuchAgent
    grant = Grant(
        public_id=new_public_id(),
        principal=CourtUser.objects.get(pk=viewer.court_user_id),
        agent=found,
        made_at=at,
        ends_at=ends_at,
        **asdict(rights),
    )
    try:
        with transaction.atomic():
            _close_lapsed(viewer, found, at=at)
            grant.save(force_insert=True)
            _note(viewer, court, grant, "given", at=at)
    except IntegrityError as error:
        raise AlreadyGranted from error
    return grant.public_id


def change(
    viewer: Viewer,
    court: Court,
    public_id: str,
    rights: Rights,
    *,
    last_day: date | None = None,
    at: datetime,
) -> None:
    """Change what an agent may do, and until when; it counts from the agent's next page on.

    Raises PrincipalsOnly, SignInAgain, NothingGranted, SealedStaysClosed, DayIsPast, NoSuchGrant.
    """
    require_principal(viewer)
    freshness.require_fresh(viewer, at=at)
    ends_at = _checked(court, rights, last_day, at=at)
    mine = Grant.objects.filter(living(at), public_id=public_id, principal_id=viewer.court_user_id)
    with transaction.atomic():
        if mine.update(ends_at=ends_at, **asdict(rights)) != 1:
            raise NoSuchGrant
        _note(viewer, court, _row(public_id), "changed", at=at)


def end(viewer: Viewer, court: Court, public_id: str, *, at: datetime) -> None:
    """End a grant at once: by its principal, or by its agent, who gives it back. Raises NoSuchGrant."""
    sides = Q(principal_id=viewer.court_user_id) if not viewer.is_agent else Q(agent_id=viewer.actor_id)
    if viewer.actor_id is None:
        raise NoSuchGrant
    with transaction.atomic():
        if Grant.objects.filter(living(at) & sides, public_id=public_id).update(ended_at=at) != 1:
            raise NoSuchGrant
        _note(viewer, court, _row(public_id), "ended", at=at)


def require_principal(viewer: Viewer) -> None:
    """Raise PrincipalsOnly unless the viewer files here in his or her own name."""
    if viewer.acting or viewer.role not in FILERS or viewer.court_user_id is None:
        raise PrincipalsOnly


def _checked(court: Court, rights: Rights, last_day: date | None, *, at: datetime) -> datetime | None:
    """Refuse what can't be granted; return the instant after the last day, in the court's own time."""
    if not (rights.may_file or rights.may_pay):
        raise NothingGranted
    if rights.may_see_sealed and not court.agents_may_see_sealed:
        raise SealedStaysClosed
    if last_day is None:
        return None
    if last_day < said.day_of(court, at):
        raise DayIsPast
    return datetime.combine(last_day + timedelta(days=1), time(), ZoneInfo(court.timezone))


def _close_lapsed(viewer: Viewer, agent: CourtUser, *, at: datetime) -> None:
    """Note the end of a grant that ran out, so that a new one can be given."""
    lapsed = Grant.objects.filter(principal_id=viewer.court_user_id, agent=agent, ended_at=None)
    lapsed.filter(ends_at__lte=at).update(ended_at=F("ends_at"))


def _row(public_id: str) -> Grant:
    return Grant.objects.select_related("principal__court", "agent__court").get(public_id=public_id)


def _note(viewer: Viewer, court: Court, grant: Grant, what: str, *, at: datetime) -> None:
    """Write it into the trail, tell both accounts' security logs, and mail both sides."""
    principal, agent = grant.principal, grant.agent
    detail = {
        "grant": grant.public_id,
        "agent": agent.name.full,
        "principal": principal.name.full,
        "may": list(may_words(grant)),
        "until": said.time(court, grant.ends_at) if grant.ends_at else "no last day",
    }
    actor = viewer.account_number or viewer.username
    trail.record(court.pk, actor, f"people.grant_{what}", f"court user {agent.pk}", detail=detail, at=at)
    sentence = _SENTENCES[what].format(
        agent=agent.name.full, principal=principal.name.full, title=court.title
    )
    for person in Person.objects.filter(court=court, court_user__in=[principal, agent]):
        bulletins.tell(court, person, "agent", sentence, at=at)
    grant_letters.send(court, grant, what, may_words(grant), at=at)


def may_words(grant: Grant) -> tuple[str, ...]:
    """Say what a grant allows."""
    said_of = {
        "may_file": "file",
        "may_pay": "pay fees",
        "may_see_sealed": "see sealed documents",
        "gets_notices": "get the notices",
    }
    return tuple(words for name, words in said_of.items() if getattr(grant, name))


_SENTENCES = {
    "given": "{agent} may act as filing agent for {principal} in {title}.",
    "changed": "What {agent} may do as filing agent for {principal} in {title} was changed.",
    "ended": "{agent} is no longer filing agent for {principal} in {title}.",
}
