"""What a failed try leaves behind: a line for the clerk, and one plain sentence for the filer."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.references import new_reference
from openecf.foundation.refusals import Refusal

from . import attempts, obstacles, passwords, said
from .attempts import Counter
from .models import CourtUser, Person
from .viewer import Viewer

_CLOSED = "the court closed the account"
_AS_FAR_BACK = timedelta(days=90)


class NoMatch(Refusal):
    """That CM/ECF login and password do not match."""


class LinkedToAnother(Refusal):
    """This CM/ECF account is linked to another PACER user. Call the court."""


def no_match(court: Court, counters: Iterable[Counter], left: int, *, at: datetime) -> NoMatch:
    """Return the one sentence for a wrong login and for a wrong password."""
    waits = [attempts.standing(counter, at=at).wait_until for counter in counters]
    until = max((wait for wait in waits if wait), default=at)
    tries = f"{left} {'try' if left == 1 else 'tries'} left."
    if not left:
        tries = f"You can try again at {said.clock(court, until)}."
    return NoMatch(
        f"That CM/ECF login and password do not match. {tries} Use the login you had before "
        f"{said.day(court.nextgen_date)}, not your PACER one; a login that was linked before no longer works."
    )


def record_failure(viewer: Viewer, court: Court, login: str, *, address: str, at: datetime) -> None:
    """Write why, for the clerk: never the password, and an unknown login only by its first signs."""
    account = passwords.account_named(court, login)
    if account is None:
        why, subject = "no such CM/ECF login here", f"person {viewer.person_id}"
    else:
        waits = account.state == CourtUser.State.LEGACY
        why, subject = "wrong password" if waits else f"the account is {account.state}", subject_of(account)
    shown = "".join(sign for sign in login.strip()[:2] if sign.isprintable()) + "•••"
    _write(
        viewer, court, "people.link_refused", subject, {"why": why, "login": shown}, address=address, at=at
    )


def require_waiting(viewer: Viewer, account: CourtUser, *, at: datetime) -> None:
    """Raise AccountClosed or LinkedToAnother unless the account waits to be linked."""
    if account.state == CourtUser.State.CLOSED:
        record(viewer, account, "people.link_refused", {"why": _CLOSED}, at=at)
        raise obstacles.closed(account.court)
    if account.state != CourtUser.State.LEGACY:
        reference = new_reference("REF")
        why = {"why": "the account is linked to another PACER user"}
        record(viewer, account, "people.link_refused", why, reference=reference, at=at)
        raise LinkedToAnother(
            "This CM/ECF account is linked to another PACER user. "
            f"Call the court at {account.court.phone}. Ref {reference}"
        )


def met_closed(court: Court, person: Person, *, at: datetime) -> bool:
    """Whether the last refused try of a person proved an account that the court has closed, and it still is.

    A wrong password to a closed account does not count: it would tell strangers which logins are closed.
    """
    actors = [name for name in (person.account_number, person.username) if name]
    since, actions = at - _AS_FAR_BACK, ["people.link_refused"]
    until = at + timedelta(seconds=1)
    last = trail.entries_for(court.pk, actors, since=since, until=until, actions=actions, most=1)
    if not last or last[0].detail.get("why") != _CLOSED:
        return False
    number = last[0].subject.removeprefix("court user ")
    return CourtUser.objects.filter(court=court, pk=number, state=CourtUser.State.CLOSED).exists()


def record(
    viewer: Viewer,
    account: CourtUser,
    action: str,
    detail: dict[str, str],
    *,
    address: str = "",
    reference: str = "",
    at: datetime,
) -> None:
    """Write one line about an account, by whoever asked."""
    subject = subject_of(account)
    _write(viewer, account.court, action, subject, detail, address=address, reference=reference, at=at)


def record_nobody(viewer: Viewer, court: Court, action: str, why: str, *, at: datetime) -> None:
    """Write one line about who asked, where no account was found: the clerk sees it, and it takes as long."""
    _write(viewer, court, action, f"person {viewer.person_id}", {"why": why}, at=at)


def subject_of(account: CourtUser) -> str:
    """Return how the trail names an account."""
    return f"court user {account.pk}"


def _write(viewer, court, action, subject, detail, *, address="", reference="", at) -> None:
    actor = viewer.account_number or viewer.username
    trail.record(court.pk, actor, action, subject, detail=detail, address=address, reference=reference, at=at)
