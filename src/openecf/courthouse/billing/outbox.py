"""Reporting usage to the center: each receipt at least once, and safe to repeat."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from requests import RequestException, Session

from openecf.courthouse.courts import secrets
from openecf.courthouse.courts.models import Court
from openecf.courthouse.people.models import Person
from openecf.foundation import addresses
from openecf.foundation.messages import QuarterTotal, Usage
from openecf.letters import outbox

from .models import Charge, Meter

MOST = 200  # receipts a call
_PATIENCE = (5, 20)  # seconds to connect, seconds to answer
log = logging.getLogger("openecf.billing")


def report_due(http: Session, *, at: datetime) -> int:
    """Send what is due, a message a court, and keep the totals the center answers; return how many."""
    by_court = defaultdict(list)
    for pk in outbox.due(Charge.objects.all(), at=at, most=MOST):
        if outbox.claim(Charge, pk, at=at):
            charge = Charge.objects.select_related("person", "court").get(pk=pk)
            by_court[charge.court].append(charge)
    return sum(_report(http, court, charges, at=at) for court, charges in by_court.items())


def _report(http: Session, court: Court, charges: list[Charge], *, at: datetime) -> int:
    try:
        totals = _ask(http, court, [_usage(charge) for charge in charges])
    except (RequestException, ValueError, KeyError, TypeError) as failure:
        log.warning("usage of %s not taken by the center: %s", court.pk, failure)
        _try_later(charges, at=at)
        return 0
    with transaction.atomic():
        Charge.objects.filter(pk__in=[charge.pk for charge in charges]).update(due_at=None)
        _keep(court, totals, at=at)
    return len(charges)


def _ask(http: Session, court: Court, usages: list[Usage]) -> list[QuarterTotal]:
    body = {"usages": [asdict(usage) | {"at": usage.at.isoformat()} for usage in usages]}
    answer = http.post(
        addresses.url(addresses.center_base(), "center.usage_feed"),
        json=body,
        auth=(court.pk, secrets.client_secret(court)),
        timeout=_PATIENCE,
    )
    answer.raise_for_status()
    return [QuarterTotal(**total) for total in answer.json()["totals"]]


def _usage(charge: Charge) -> Usage:
    return Usage(
        court_id=charge.court_id,
        receipt=charge.receipt,
        sub=charge.person.sub,
        at=charge.at,
        quarter=charge.quarter,
        client_code=charge.client_code,
        description=charge.description,
        criteria=charge.criteria,
        pages=charge.pages,
        cents=charge.cents,
    )


def _try_later(charges: list[Charge], *, at: datetime) -> None:
    """Usage is money: it is tried for ever, never given up."""
    for charge in charges:
        Charge.objects.filter(pk=charge.pk).update(due_at=outbox.next_try(charge.tries, at=at))


def _keep(court: Court, totals: Iterable[QuarterTotal], *, at: datetime) -> None:
    for total in totals:
        for person in Person.objects.filter(court=court, sub=total.sub):
            said = {"quarter": total.quarter, "cents_everywhere": total.cents, "said_at": at}
            Meter.objects.update_or_create(person=person, defaults=said)
