"""Copies of documents: of a docket entry, or of a claim. Their pages are the sheets of the PDF."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from openecf.courthouse.billing.offers import Offer
from openecf.courthouse.people.viewer import Viewer

from .. import papers
from ..papers import Paper
from .wanted import Wanted, content_hash


@dataclass(frozen=True)
class DocumentCopy(Wanted):
    """A document of a docket entry."""

    kind: ClassVar[str] = "document"
    kept: ClassVar[tuple[str, ...]] = ()

    doc_id: str

    def offer(self, viewer: Viewer, *, at: datetime) -> Offer:
        """Return what it would be. Written opinions are free."""
        return _offer(self, self.read(viewer), "Image")

    def read(self, viewer: Viewer) -> Paper:
        """Return the paper. Raises NoSuchPaper, PaperRestricted."""
        return papers.paper(viewer, self.doc_id)


@dataclass(frozen=True)
class ClaimCopy(Wanted):
    """A proof of claim, as filed or as amended."""

    kind: ClassVar[str] = "claim"
    kept: ClassVar[tuple[str, ...]] = ()

    case: str
    number: int
    version: int

    def offer(self, viewer: Viewer, *, at: datetime) -> Offer:
        """Return what it would be."""
        return _offer(self, self.read(viewer), "Claim")

    def read(self, viewer: Viewer) -> Paper:
        """Return the paper. Raises NoSuchPaper, NoSuchCase."""
        return papers.claim(viewer, self.case, self.number, self.version)


def _offer(wanted: Wanted, paper: Paper, word: str) -> Offer:
    return Offer(
        report=wanted.kind,
        description=f"{word}:{paper.number}-{paper.part}",
        criteria=paper.case_number,
        pages=paper.pages,
        content_hash=content_hash(wanted, paper.digest),
        request=wanted.request(),
        free_because="opinion" if paper.opinion else "",
    )
