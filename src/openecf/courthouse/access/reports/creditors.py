"""The list of creditors of a case."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from openecf.courthouse.billing import pricing
from openecf.courthouse.billing.offers import Offer
from openecf.courthouse.cases import roster
from openecf.courthouse.cases.models import Case, Creditor
from openecf.courthouse.people.viewer import Viewer

from .. import heads
from ..heads import Caption
from .wanted import Wanted, case_of, content_hash


@dataclass(frozen=True)
class ListOfCreditors(Wanted):
    """All creditors of a case. `upto` is the last creditor's key."""

    kind: ClassVar[str] = "creditors"

    case: str
    upto: int | None = None

    def offer(self, viewer: Viewer, *, at: datetime) -> Offer:
        """Return what it would be, counted by its own text."""
        case = case_of(viewer, self.case)
        caption, found = heads.caption(case), _creditors(case, self)
        text = "\n".join([heads.caption_text(caption), *(f"{one.name}\n{one.address}" for one in found)])
        return Offer(
            report=self.kind,
            description="List of Creditors",
            criteria=caption.number,
            pages=pricing.pages_of_text(len(text.encode()), at=at),
            content_hash=content_hash(self, text),
            request=replace(self, upto=max((one.pk for one in found), default=0)).request(),
        )

    def read(self, viewer: Viewer) -> "Matrix":
        """Return the list as it was priced. Only for what was bought."""
        case = case_of(viewer, self.case)
        return Matrix(heads.caption(case), _creditors(case, self))


@dataclass(frozen=True)
class Matrix:
    """The creditors by name."""

    caption: Caption
    creditors: list[Creditor]


def _creditors(case: Case, report: ListOfCreditors) -> list[Creditor]:
    found = roster.creditors(case)
    return [one for one in found if report.upto is None or one.pk <= report.upto]
