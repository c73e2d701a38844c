"""Entering on the claims register: a new claim takes the case's next claim number by one UPDATE."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max

from openecf.courthouse.cases.models import Case, Creditor
from openecf.courthouse.documents.models import Document
from openecf.courthouse.people.models import CourtUser

from .models import Claim, ClaimVersion

_NEXT = "UPDATE cases_case SET last_claim = last_claim + 1 WHERE id = %s RETURNING last_claim"


@dataclass(frozen=True)
class Proof:
    """What a proof of claim says (Official Form 410)."""

    amount_cents: int
    secured_cents: int = 0
    priority_cents: int = 0
    description: str = ""
    remarks: str = ""
    filed_by: str = "CR"  # CR creditor, DB debtor, TR trustee


def file_claim(
    case: Case,
    creditor: Creditor,
    proof: Proof,
    *,
    document: Document | None,
    entered_by: CourtUser | None,
    filed_date: date,
    at: datetime,
) -> ClaimVersion:
    """Enter a new claim; call it inside the act's transaction."""
    claim = Claim.objects.create(case=case, number=_next(case), creditor=creditor)
    return _version(claim, 1, proof, document=document, entered_by=entered_by, filed_date=filed_date, at=at)


def amend(
    claim: Claim,
    proof: Proof,
    *,
    document: Document | None,
    entered_by: CourtUser | None,
    filed_date: date,
    at: datetime,
) -> ClaimVersion:
    """Enter an amended claim as the next version; two at once can't both be it (unique in the database)."""
    last = ClaimVersion.objects.filter(claim=claim).aggregate(last=Max("version"))["last"]
    return _version(
        claim, last + 1, proof, document=document, entered_by=entered_by, filed_date=filed_date, at=at
    )


def _next(case: Case) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [case.pk])
        return cursor.fetchone()[0]


def _version(claim, version, proof, *, document, entered_by, filed_date, at) -> ClaimVersion:
    return ClaimVersion.objects.create(
        claim=claim,
        version=version,
        document=document,
        filed_by=proof.filed_by,
        entered_by=entered_by,
        filed_date=filed_date,
        entered_at=at,
        amount_cents=proof.amount_cents,
        secured_cents=proof.secured_cents,
        priority_cents=proof.priority_cents,
        description=proof.description,
        remarks=proof.remarks,
    )
