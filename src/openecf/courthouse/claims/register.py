"""Reading the claims register of a case."""

from dataclasses import dataclass
from datetime import date

from openecf.courthouse.cases.models import Case

from .models import Claim, ClaimVersion


@dataclass(frozen=True)
class VersionRow:
    """One line of a claim's history: `7-1` is claim 7 as filed, `7-2` its first amendment."""

    number: int
    version: int
    filed_date: date
    filed_by: str
    entered_by: str
    amount_cents: int
    secured_cents: int
    priority_cents: int
    description: str
    remarks: str
    document_id: int | None
    pages: int

    @property
    def label(self) -> str:
        """Number and version: `7-1`."""
        return f"{self.number}-{self.version}"


@dataclass(frozen=True)
class ClaimRow:
    """A claim with its creditor and its versions, the first one first."""

    number: int
    creditor_id: int
    creditor: str
    address: str
    status: str
    versions: tuple[VersionRow, ...]

    @property
    def latest(self) -> VersionRow:
        """What is claimed now."""
        return self.versions[-1]


def rows(case: Case) -> list[ClaimRow]:
    """Return the register by claim number. Two queries."""
    versions: dict[int, list[VersionRow]] = {}
    found = ClaimVersion.objects.filter(claim__case=case).select_related("claim", "document", "entered_by")
    for row in found.order_by("claim__number", "version"):
        versions.setdefault(row.claim_id, []).append(_version(row))
    claims = Claim.objects.filter(case=case).select_related("creditor").order_by("number")
    return [
        ClaimRow(
            claim.number,
            claim.creditor_id,
            claim.creditor.name,
            claim.creditor.address,
            claim.status,
            tuple(versions[claim.pk]),
        )
        for claim in claims
    ]


def _version(row: ClaimVersion) -> VersionRow:
    return VersionRow(
        row.claim.number,
        row.version,
        row.filed_date,
        row.filed_by,
        row.entered_by.name.last_first if row.entered_by else "",
        row.amount_cents,
        row.secured_cents,
        row.priority_cents,
        row.description,
        row.remarks,
        row.document_id,
        row.document.pages if row.document else 0,
    )
