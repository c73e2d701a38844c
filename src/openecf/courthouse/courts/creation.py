"""Creating a court of this installation."""

import secrets
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from openecf.audit import trail
from openecf.foundation.refusals import Refusal

from . import catalog
from .catalog import CourtFacts
from .models import Court, Office

RESERVED = ("center", "street", "cso", "pcl", "static", "api", "demo", "mailbox")  # other doors of the street


class CourtExists(Refusal):
    """There is a court of this name already."""


class NameReserved(Refusal):
    """This name is the address of another door; choose another for the court."""


class HostTaken(Refusal):
    """One of these host names answers as another court already."""


def create_court(
    court_id: str,
    *,
    facts: CourtFacts | None = None,
    hosts: list[str] | None = None,
    nextgen_date: date | None = None,
    pdf_limit_bytes: int | None = None,
    free_look_days: int = 15,
    free_look_once: bool = False,
    fee_grace_days: int = 2,
    document_prefix: str | None = None,
    stamp_id: str = "",
    at: datetime,
) -> Court:
    """Create a court with its offices, from the catalog unless `facts` are given.

    NextGen begins on the court's today unless a date is given.
    Raises NotInCatalog, NameReserved, CourtExists, HostTaken.
    """
    if court_id in RESERVED:
        raise NameReserved
    facts = facts or catalog.facts(court_id)
    hosts = list(facts.hosts) if hosts is None else hosts
    _check(court_id, hosts)
    court = Court(
        id=court_id,
        hosts=hosts,
        nextgen_date=nextgen_date or at.astimezone(ZoneInfo(facts.timezone)).date(),
        pdf_limit_bytes=pdf_limit_bytes or facts.pdf_limit_bytes,
        free_look_days=free_look_days,
        free_look_once=free_look_once,
        fee_grace_days=fee_grace_days,
        document_prefix=document_prefix or facts.document_prefix,
        stamp_id=stamp_id or _new_stamp_id(),
        counties=list(facts.counties),
        **{name: getattr(facts, name) for name in _COPIED},
    )
    with transaction.atomic():
        court.save(force_insert=True)
        Office.objects.bulk_create(
            Office(court=court, code=each.code, city=each.city) for each in facts.offices
        )
        trail.record(court_id, "system", "courts.created", court.title, detail={"hosts": hosts}, at=at)
    return court


_COPIED = (
    "name",
    "district",
    "title",
    "timezone",
    "email",
    "phone",
    "help_desk_phone",
    "address",
    "hours",
)


def _check(court_id: str, hosts: list[str]) -> None:
    if Court.objects.filter(pk=court_id).exists():
        raise CourtExists
    taken = {host for court in Court.objects.all() for host in court.hosts}
    if taken & set(hosts):
        raise HostTaken


def _new_stamp_id() -> str:
    return str(secrets.randbelow(9 * 10**9) + 10**9)  # ten digits, as on electronic stamps
