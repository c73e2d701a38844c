"""The claims register of a case."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from django.db.models import Max

from openecf.courthouse.billing import pricing
from openecf.courthouse.billing.offers import Offer
from openecf.courthouse.cases.models import Case
from openecf.courthouse.claims import register
from openecf.courthouse.claims.models import ClaimVersion
from openecf.courthouse.claims.register import ClaimRow
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.money import dollars

from .. import heads
from ..heads import Caption
from .wanted import Wanted, case_of, content_hash


@dataclass(frozen=True)
class ClaimsRegister(Wanted):
    """The register, or the claims of some numbers, or of a creditor. `upto` is the last version's key."""

    kind: ClassVar[str] = "claims"

    case: str
    first_number: int | None = None
    last_number: int | None = None
    creditor: str = ""
    upto: int | None = None

    def offer(self, viewer: Viewer, *, at: datetime) -> Offer:
        """Return what it would be, counted by its own text."""
        case = case_of(viewer, self.case)
        caption = heads.caption(case)
        text = "\n".join([heads.caption_text(caption), *map(_text, _claims(case, self))])
        last = ClaimVersion.objects.filter(claim__case=case).aggregate(last=Max("pk"))["last"] or 0
        return Offer(
            report=self.kind,
            description="Claims Register",
            criteria=_criteria(caption, self),
            pages=pricing.pages_of_text(len(text.encode()), at=at),
            content_hash=content_hash(self, text),
            request=replace(self, upto=last).request(),
        )

    def read(self, viewer: Viewer) -> "Register":
        """Return the register as it was priced. Only for what was bought."""
        case = case_of(viewer, self.case)
        claims = _claims(case, self)
        return Register(
            heads.caption(case),
            claims,
            amount_cents=sum(one.latest.amount_cents for one in claims),
            secured_cents=sum(one.latest.secured_cents for one in claims),
            priority_cents=sum(one.latest.priority_cents for one in claims),
        )


@dataclass(frozen=True)
class Register:
    """The claims with what they add up to, each by its latest version."""

    caption: Caption
    claims: tuple[ClaimRow, ...]
    amount_cents: int
    secured_cents: int
    priority_cents: int


def _claims(case: Case, report: ClaimsRegister) -> tuple[ClaimRow, ...]:
    found = register.rows(case)
    if report.upto is not None:
        found = _as_of(case, found, report.upto)
    return tuple(one for one in found if _is_asked_for(one, report))


def _as_of(case: Case, found: list[ClaimRow], upto: int) -> list[ClaimRow]:
    """Leave out versions that came later than the price."""
    later = ClaimVersion.objects.filter(claim__case=case, pk__gt=upto)
    hidden = set(later.values_list("claim__number", "version"))
    kept = (
        replace(one, versions=tuple(row for row in one.versions if (row.number, row.version) not in hidden))
        for one in found
    )
    return [one for one in kept if one.versions]


def _is_asked_for(one: ClaimRow, report: ClaimsRegister) -> bool:
    above = report.first_number is None or one.number >= report.first_number
    below = report.last_number is None or one.number <= report.last_number
    return above and below and report.creditor.casefold() in one.creditor.casefold()


def _text(one: ClaimRow) -> str:
    lines = [f"Claim {one.number} {one.status}", one.creditor, one.address]
    for row in one.versions:
        amounts = " ".join(map(dollars, (row.amount_cents, row.secured_cents, row.priority_cents)))
        lines.append(f"{row.label} {row.filed_date} {row.filed_by} {row.entered_by} {amounts}")
        lines += [row.description, row.remarks]
    return "\n".join(line for line in lines if line)


def _criteria(caption: Caption, report: ClaimsRegister) -> str:
    parts = (
        f"Claim Number From: {report.first_number}" if report.first_number else "",
        f"Claim Number To: {report.last_number}" if report.last_number else "",
        f"Creditor: {report.creditor}" if report.creditor else "",
    )
    return " ".join(part for part in (caption.number, *parts) if part)
