"""Programs that show a token of the center where a person would have a browser's sign-on.

The court takes the center's word about a token for five seconds. Whoever shows one sees what the public sees:
a token is no account of this court, whatever is linked to its holder. The kept hash of a token has another
form than that of a session key, so that neither can ever stand for the other.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.messages import Identity
from openecf.foundation.references import digest

from . import signing_on
from .models import Person, SignOn
from .viewer import Viewer, viewer_of

TRUSTED = timedelta(seconds=5)
_DOOR = "api"


def viewer_known(court: Court, token: str, *, at: datetime) -> Viewer | None:
    """Return who shows this token, when the center spoke for it a moment ago; None when it must be asked."""
    rows = SignOn.objects.filter(key_hash=_mark(court, token), ended_at=None, person__court=court)
    if not rows.filter(checked_at__gt=at - TRUSTED, checked_at__lte=at).exists():
        return None
    return _public(viewer_of(_mark(court, token), court, at=at))


def welcome(court: Court, token: str, identity: Identity, *, at: datetime) -> Viewer:
    """Keep what the center says of a living token, and return who shows it."""
    facts = {
        "sid": identity.sid,
        "acr": identity.acr,
        "auth_time": identity.auth_time,
        "client_code": identity.client_code,
        "checked_at": at,
        "seen_at": at,
        "ended_at": None,
    }
    with transaction.atomic():
        person = signing_on.meet(court, identity, at=at)
        known = SignOn.objects.filter(key_hash=_mark(court, token), person=person)
        if not known.update(**facts) and _begin(court, token, person, facts, at=at):
            number, username = identity.account_number, identity.username
            trail.record(court.pk, number, "people.program_signed_on", username, at=at)
    return _public(viewer_of(_mark(court, token), court, at=at))


def dismiss(court: Court, token: str, *, at: datetime) -> None:
    """End what was kept of a token: the center does not know it, or not any more."""
    rows = SignOn.objects.filter(key_hash=_mark(court, token), ended_at=None, person__court=court)
    with transaction.atomic():
        row = rows.select_related("person").first()
        if row and rows.update(ended_at=at):
            who = row.person
            trail.record(court.pk, who.account_number, "people.program_left", who.username, at=at)


def _begin(court: Court, token: str, person: Person, facts: dict[str, object], *, at: datetime) -> bool:
    """Make the row; tell whether it was this request that did, and not another a moment ago."""
    made = SignOn(key_hash=_mark(court, token), person=person, door=_DOOR, made_at=at, **facts)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _mark(court: Court, token: str) -> str:
    """Return the hash under which a token is kept at one court: a session key's has no blank in it."""
    return f"token {digest(f'{court.pk} {token}')}"[:64]


def _public(viewer: Viewer) -> Viewer:
    """Take away every right of an account of this court."""
    return replace(
        viewer,
        role="public",
        court_user_id=None,
        court_user_name="",
        linked_at=None,
        is_agent=False,
        agent_id=None,
        agent_name="",
        grant_id=None,
    )
