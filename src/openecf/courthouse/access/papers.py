"""The papers of the record as the counter knows them: what each is, and whether the viewer may open it."""

from dataclasses import dataclass
from datetime import date, datetime

from openecf.courthouse.cases import numbers, visibility
from openecf.courthouse.claims.models import ClaimVersion
from openecf.courthouse.docket import visibility as docket_visibility
from openecf.courthouse.docket.models import DocketEntry, EntryDocument
from openecf.courthouse.notices.free_look import Look
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NoSuchRecord, NotYours


class NoSuchPaper(NoSuchRecord):
    """There is no such document in this court."""


class PaperRestricted(NotYours):
    """You do not have permission to view this document."""


@dataclass(frozen=True)
class Paper:
    """A document of an entry, or of a claim. `number` and `part` are what receipts and headers print."""

    doc_id: str  # empty for a claim's
    case_number: str
    case_short: str
    case_title: str
    number: int
    part: int
    description: str
    filed_date: date
    entered_at: datetime
    filename: str
    digest: str
    pages: int
    size_bytes: int
    opinion: bool = False
    claim: bool = False

    @property
    def label(self) -> str:
        """What it is called: `Document 12-1`, `Claim 3-2`."""
        if self.claim:
            return f"Claim {self.number}-{self.part}"
        return f"Document {self.number}-{self.part}" if self.part else f"Document {self.number}"


def paper(viewer: Viewer, doc_id: str) -> Paper:
    """Return a document by the id of its address. Raises NoSuchPaper, PaperRestricted."""
    row = _row(viewer, doc_id)
    if not docket_visibility.may_open(viewer, row.entry):
        raise PaperRestricted
    return _paper(row)


def parts(viewer: Viewer, doc_id: str) -> list[Paper]:
    """Return all documents of the same entry, the main one first. Raises NoSuchPaper, PaperRestricted."""
    entry = _row(viewer, doc_id).entry
    if not docket_visibility.may_open(viewer, entry):
        raise PaperRestricted
    rows = _documents().filter(entry=entry).order_by("part")
    return [_paper(row) for row in rows]


def of_look(look: Look) -> list[Paper]:
    """Return the papers a free look opens, the main one first; the look itself is the right to see them."""
    return [_paper(row) for row in _documents().filter(entry=look.entry_id).order_by("part")]


def claim(viewer: Viewer, number: str, claim: int, version: int) -> Paper:
    """Return the proof of claim filed as this version. Raises NoSuchPaper, NoSuchCase."""
    case = visibility.case_for(viewer, number)
    rows = ClaimVersion.objects.filter(claim__case=case, claim__number=claim, version=version)
    row = rows.exclude(document=None).select_related("document").first()
    if row is None:
        raise NoSuchPaper
    return Paper(
        doc_id="",
        case_number=numbers.display(case),
        case_short=numbers.short(case),
        case_title=case.title,
        number=claim,
        part=version,
        description=row.description or "Proof of claim",
        filed_date=row.filed_date,
        entered_at=row.entered_at,
        filename=row.document.filename,
        digest=row.document.digest,
        pages=row.document.pages,
        size_bytes=row.document.size_bytes,
        claim=True,
    )


def _row(viewer: Viewer, doc_id: str) -> EntryDocument:
    visible = visibility.visible_cases(viewer)
    row = _documents().filter(doc_id__in=_both_forms(doc_id), entry__case__in=visible).first()
    if row is None:
        raise NoSuchPaper
    return row


def _documents():
    return EntryDocument.objects.select_related("document", "entry__case")


def _both_forms(doc_id: str) -> list[str]:
    """Old addresses write a document's fourth digit as 0 (menu first) or 1 (straight to it)."""
    return [doc_id[:3] + digit + doc_id[4:] for digit in "01"]


def _paper(row: EntryDocument) -> Paper:
    entry: DocketEntry = row.entry
    return Paper(
        doc_id=row.doc_id,
        case_number=numbers.display(entry.case),
        case_short=numbers.short(entry.case),
        case_title=entry.case.title,
        number=entry.number or 0,
        part=row.part,
        description=row.description,
        filed_date=entry.filed_date,
        entered_at=entry.entered_at,
        filename=row.document.filename,
        digest=row.document.digest,
        pages=row.document.pages,
        size_bytes=row.document.size_bytes,
        opinion=entry.opinion,
    )
