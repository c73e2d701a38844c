"""Notices of Electronic Filing: made in the filing's own transaction, mailed later by the work loop."""

import secrets
from datetime import datetime

from openecf.courthouse.cases import numbers
from openecf.courthouse.courts import policies
from openecf.courthouse.docket import events
from openecf.courthouse.docket.models import DocketEntry
from openecf.foundation.references import new_public_id

from .models import Delivery, Notice
from .recipients import Recipient, Service


def rows(entry: DocketEntry, service: Service, *, at: datetime) -> tuple[Notice, list[Delivery]]:
    """Make the rows of an entry's notice and of one delivery for each address; they are written with it.

    Nothing is rendered or mailed here.
    """
    notice = Notice(entry=entry, public_id=new_public_id(), subject=subject(entry), made_at=at)
    tokens = _look_tokens(len(service.electronic))
    due = [_due(notice, one, token, at) for one, token in zip(service.electronic, tokens, strict=True)]
    return notice, [*due, *(_paper(notice, one) for one in service.paper)]


def announce(entry: DocketEntry, service: Service, *, at: datetime) -> Notice:
    """Make an entry's notice and its deliveries; call it inside the act's transaction. Two statements."""
    notice, deliveries = rows(entry, service, at=at)
    notice.save(force_insert=True)
    Delivery.objects.bulk_create(deliveries)
    return notice


def subject(entry: DocketEntry) -> str:
    """Write the subject as the court does: `26-01234-CL7 Motion for Relief from Stay`."""
    name = events.event(entry.event).name
    return " ".join(f"{numbers.display(entry.case)} {name}".split())[:250]


def public_id_of(entry: DocketEntry) -> str | None:
    """Return the id in the address of an entry's notice, or None for an entry that has none."""
    return Notice.objects.filter(entry=entry).values_list("public_id", flat=True).first()


def _look_tokens(count: int) -> list[str]:
    """Eight random digits for each recipient, no two alike."""
    tokens: set[int] = set()
    while len(tokens) < count:
        tokens.add(10_000_000 + secrets.randbelow(90_000_000))
    return [str(token) for token in tokens]


def _due(notice: Notice, one: Recipient, token: str, at: datetime) -> Delivery:
    return Delivery(
        notice=notice,
        court_user_id=one.court_user_id,
        name=one.name,
        on_behalf_of=one.on_behalf_of,
        email=one.email,
        format=one.format,
        frequency=one.frequency,
        look_token=token,
        due_at=_due_at(notice, one, at),
    )


def _due_at(notice: Notice, one: Recipient, at: datetime) -> datetime:
    """A summary is due when the court's day is over."""
    if one.frequency != "daily":
        return at
    return policies.filing_day_ends_at(notice.entry.case.court, at=at)


def _paper(notice: Notice, one: Recipient) -> Delivery:
    return Delivery(
        notice=notice,
        court_user_id=one.court_user_id,
        name=one.name,
        on_behalf_of=one.on_behalf_of,
        postal=one.postal,
        state=Delivery.State.PAPER,
    )
