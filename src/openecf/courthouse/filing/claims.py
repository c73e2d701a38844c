"""Filing proofs of claim. They go on the claims register, which has numbers of its own, not on the docket."""

from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.cases import numbers
from openecf.courthouse.cases.models import Case, Creditor
from openecf.courthouse.claims import entries
from openecf.courthouse.claims.entries import Proof
from openecf.courthouse.claims.models import Claim, ClaimVersion
from openecf.courthouse.courts import policies
from openecf.courthouse.documents.models import Document
from openecf.courthouse.people.models import CourtUser
from openecf.courthouse.people.viewer import FILERS, STAFF
from openecf.foundation.refusals import NotYours, Refusal


class MayNotFileClaims(NotYours):
    """Your account may not file claims in this court."""


class AmendedMeanwhile(Refusal):
    """This claim was amended at the same moment. Look at the register before you amend it again."""


def file_claim(
    by: CourtUser, case: Case, creditor: Creditor, proof: Proof, document: Document | None, *, at: datetime
) -> ClaimVersion:
    """File a proof of claim: it takes the case's next claim number. Raises MayNotFileClaims."""
    _require_right(by, case)
    with transaction.atomic():
        version = entries.file_claim(
            case,
            creditor,
            proof,
            document=document,
            entered_by=by,
            filed_date=policies.court_date(case.court, at=at),
            at=at,
        )
        _leave_trail(by, case, version, "filing.claim_filed", at=at)
    return version


def amend_claim(
    by: CourtUser, claim: Claim, proof: Proof, document: Document | None, *, at: datetime
) -> ClaimVersion:
    """Amend a claim: it becomes the next version. Raises MayNotFileClaims, AmendedMeanwhile."""
    _require_right(by, claim.case)
    try:
        with transaction.atomic():
            version = entries.amend(
                claim,
                proof,
                document=document,
                entered_by=by,
                filed_date=policies.court_date(claim.case.court, at=at),
                at=at,
            )
            _leave_trail(by, claim.case, version, "filing.claim_amended", at=at)
    except IntegrityError as error:
        raise AmendedMeanwhile from error
    return version


def _require_right(by: CourtUser, case: Case) -> None:
    may = by.role in (*FILERS, *STAFF) and by.state == CourtUser.State.ACTIVE
    if not may or by.court_id != case.court_id:
        raise MayNotFileClaims


def _leave_trail(by: CourtUser, case: Case, version: ClaimVersion, action: str, *, at: datetime) -> None:
    subject = f"{numbers.short(case)} claim {version.claim.number}-{version.version}"
    trail.record(case.court_id, f"court user {by.pk}", action, subject, at=at)
