"""What the court tells the center of an account: written with the act, delivered at least once."""

import logging
from collections import defaultdict
from datetime import datetime

from requests import RequestException, Session

from openecf.courthouse.courts import secrets
from openecf.courthouse.courts.models import Court
from openecf.foundation import addresses, messages
from openecf.foundation.references import new_public_id
from openecf.letters import outbox

from .models import Bulletin, Person

MOST = 200  # bulletins a turn
_PATIENCE = (5, 20)  # seconds to connect, seconds to answer
log = logging.getLogger("openecf.people")


def tell(
    court: Court,
    who: Person | str,
    kind: str,
    sentence: str,
    *,
    state: str = "",
    role: str = "",
    name: str = "",
    errand: str = "",
    reference: str = "",
    at: datetime,
) -> None:
    """Leave a bulletin for the center; call it inside the act's transaction.

    `who` is a person of this court or the account's `sub`. The sentence is for the holder's security log.
    """
    made = row(
        court,
        who,
        kind,
        sentence,
        state=state,
        role=role,
        name=name,
        errand=errand,
        reference=reference,
        at=at,
    )
    made.save(force_insert=True)


def row(
    court: Court,
    who: Person | str,
    kind: str,
    sentence: str,
    *,
    state: str = "",
    role: str = "",
    name: str = "",
    errand: str = "",
    reference: str = "",
    at: datetime,
) -> Bulletin:
    """Make the row of a bulletin, for acts that write all their rows together."""
    told = {
        "sentence": sentence[:300],
        "state": state,
        "role": role,
        "name": name[:250],
        "errand": errand,
        "reference": reference,
    }
    sub = who.sub if isinstance(who, Person) else who
    return Bulletin(public_id=new_public_id(), court=court, sub=sub, kind=kind, told=told, at=at, due_at=at)


def deliver_due(http: Session, *, at: datetime) -> int:
    """Send what is due, a message a court; return how many bulletins the center took."""
    by_court = defaultdict(list)
    for pk in outbox.due(Bulletin.objects.all(), at=at, most=MOST):
        if outbox.claim(Bulletin, pk, at=at):
            row = Bulletin.objects.select_related("court").get(pk=pk)
            by_court[row.court].append(row)
    return sum(_deliver(http, court, rows, at=at) for court, rows in by_court.items())


def _deliver(http: Session, court: Court, rows: list[Bulletin], *, at: datetime) -> int:
    try:
        _post(http, court, rows)
    except RequestException as failure:
        if len(rows) > 1 and failure.response is not None and failure.response.status_code == 400:
            return sum(_deliver(http, court, [row], at=at) for row in rows)  # a bad one holds up no other
        log.warning("bulletins of %s not taken by the center: %s", court.pk, failure)
        for row in rows:  # they are tried for ever: an account's state at the center hangs on them
            Bulletin.objects.filter(pk=row.pk).update(due_at=outbox.next_try(row.tries, at=at))
        return 0
    Bulletin.objects.filter(pk__in=[row.pk for row in rows]).update(due_at=None, delivered_at=at)
    return len(rows)


def _post(http: Session, court: Court, rows: list[Bulletin]) -> None:
    answer = http.post(
        addresses.url(addresses.center_base(), "center.standing_feed"),
        json={"bulletins": [_sent(row) for row in rows]},
        auth=(court.pk, secrets.client_secret(court)),
        timeout=_PATIENCE,
    )
    answer.raise_for_status()


def _sent(row: Bulletin) -> dict[str, str]:
    bulletin = messages.Bulletin(
        court_id=row.court_id, public_id=row.public_id, sub=row.sub, kind=row.kind, at=row.at, **row.told
    )
    return vars(bulletin) | {"at": row.at.isoformat()}
