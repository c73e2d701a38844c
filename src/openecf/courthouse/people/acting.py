"""A filing agent says whom he or she acts for in this browser; it can be changed at any time."""

from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.foundation.refusals import NoSuchRecord, NotYours

from . import granting
from .models import Grant, SignOn
from .viewer import FILERS, Viewer


class AgentsOnly(NotYours):
    """Only a filing agent chooses whom to act for. Your account files in its own name."""


class NoLeave(NoSuchRecord):
    """You may not act for this person now. Choose again from your list; ask the person if one is missing."""


def act_for(viewer: Viewer, public_id: str, *, at: datetime) -> str:
    """Act under this grant from the next page on; return the principal's name. Raises AgentsOnly, NoLeave."""
    _require_agent(viewer)
    leave = Grant.objects.filter(granting.living(at), public_id=public_id, agent_id=viewer.actor_id)
    leave = leave.filter(principal__state="active", principal__role__in=FILERS, agent__state="active")
    grant = leave.select_related("principal").first()
    if grant is None:
        raise NoLeave
    with transaction.atomic():
        SignOn.objects.filter(pk=viewer.sign_on_id, ended_at=None).update(acting_by=grant)
        _record(viewer, "people.acting_for", grant.principal_id, grant.principal.name.full, at=at)
    return grant.principal.name.full


def stop(viewer: Viewer, *, at: datetime) -> None:
    """Act for nobody. Raises AgentsOnly."""
    _require_agent(viewer)
    with transaction.atomic():
        SignOn.objects.filter(pk=viewer.sign_on_id).update(acting_by=None)
        if viewer.acting:
            _record(viewer, "people.acting_ended", viewer.court_user_id, viewer.court_user_name, at=at)


def require_leave(viewer: Viewer, *, at: datetime) -> None:
    """Raise NoLeave unless the grant an agent acts by still holds and lets the agent file."""
    leave = Grant.objects.filter(granting.living(at), pk=viewer.grant_id, may_file=True)
    if not leave.filter(agent__state="active", principal__state="active").exists():
        raise NoLeave


def _require_agent(viewer: Viewer) -> None:
    if not viewer.is_agent:
        raise AgentsOnly


def _record(viewer: Viewer, action: str, principal: int, name: str, *, at: datetime) -> None:
    actor, subject = viewer.account_number or viewer.username, f"court user {principal}"
    trail.record(viewer.court_id, actor, action, subject, detail={"principal": name}, at=at)
