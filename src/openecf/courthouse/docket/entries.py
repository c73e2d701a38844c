"""The rows of a docket entry, and the counter that gives it the next number and position of its case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from openecf.courthouse.cases.models import Case
from openecf.courthouse.documents.models import Document
from openecf.courthouse.people.models import CourtUser

from .models import DocketEntry, EntryDocument
from .together import Counter, Taken

_FIRST_SERIAL = 10_000_000  # of document ids, so that all have eight digits


@dataclass(frozen=True)
class Paper:
    """A document to be entered, under the name the docket gives it."""

    document: Document
    description: str


@dataclass(frozen=True)
class NewEntry:
    """What an entry says. The main document comes first, then the attachments in their order."""

    event: str
    text: str
    signature: str
    filed_date: date
    papers: Sequence[Paper] = ()
    entered_by: CourtUser | None = None
    refers_to: Sequence[int] = ()  # keys of earlier entries
    numbered: bool = True
    opinion: bool = False
    restricted: str = ""


@dataclass(frozen=True)
class EntryRows:
    """The rows of one entry, not written yet: the entry itself, then what hangs on it."""

    entry: DocketEntry
    hanging: tuple[Model, ...]


def rows(case: Case, new: NewEntry, *, at: datetime) -> EntryRows:
    """Make the rows of an entry. Its number and position are taken at the moment they are written."""
    entry = DocketEntry(
        case=case,
        position=Taken("last_position"),
        number=Taken("last_number", given=new.numbered),
        event=new.event,
        text=new.text,
        filed_date=new.filed_date,
        entered_at=at,
        entered_by=new.entered_by,
        signature=new.signature,
        opinion=new.opinion,
        restricted=new.restricted,
    )
    return EntryRows(entry, (*_documents(case, entry, new.papers), *_references(entry, new.refers_to)))


def counter(case: Case, *, numbered: bool, condition: str = "TRUE", parameters: Sequence = ()) -> Counter:
    """Return the case's counter: one UPDATE takes position and number, while the condition holds."""
    steps = {"last_position": 1, "last_number": int(numbered)}
    return Counter(case, steps, condition, parameters)


def document_id(prefix: str, paper: Paper, *, through_menu: bool) -> str:
    """Write the id old addresses use: prefix, 0 when it opens through the attachment menu or 1, serial."""
    return f"{prefix}{0 if through_menu else 1}{_FIRST_SERIAL + paper.document.pk:08d}"


def _references(entry: DocketEntry, refers_to: Sequence[int]) -> list[Model]:
    through = DocketEntry.refers_to.through
    return [through(from_docketentry=entry, to_docketentry_id=pk) for pk in refers_to]


def _documents(case: Case, entry: DocketEntry, papers: Sequence[Paper]) -> list[EntryDocument]:
    several = len(papers) > 1
    return [
        EntryDocument(
            entry=entry,
            document=paper.document,
            part=part,
            description=paper.description,
            doc_id=document_id(case.court.document_prefix, paper, through_menu=several and part == 0),
        )
        for part, paper in enumerate(papers)
    ]
