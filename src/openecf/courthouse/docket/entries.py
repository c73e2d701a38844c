"""Entering on the docket: the next number and position of the case, taken by one UPDATE."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from openecf.courthouse.cases.models import Case
from openecf.courthouse.documents.models import Document
from openecf.courthouse.people.models import CourtUser

from .models import DocketEntry, EntryDocument

_NEXT = """
    UPDATE cases_case SET last_position = last_position + 1, last_number = last_number + %s
    WHERE id = %s RETURNING last_position, last_number
"""
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


def enter(case: Case, new: NewEntry, *, at: datetime) -> DocketEntry:
    """Enter it. Call it inside the act's transaction, as late as may be: it holds the case's row."""
    position, number = _next(case, new.numbered)
    entry = DocketEntry.objects.create(
        case=case,
        position=position,
        number=number if new.numbered else None,
        event=new.event,
        text=new.text,
        filed_date=new.filed_date,
        entered_at=at,
        entered_by=new.entered_by,
        signature=new.signature,
        opinion=new.opinion,
        restricted=new.restricted,
    )
    EntryDocument.objects.bulk_create(_documents(case, entry, new.papers))
    if new.refers_to:
        entry.refers_to.add(*new.refers_to)
    return entry


def document_id(prefix: str, paper: Paper, *, through_menu: bool) -> str:
    """Write the id old addresses use: prefix, 0 when it opens through the attachment menu or 1, serial."""
    return f"{prefix}{0 if through_menu else 1}{_FIRST_SERIAL + paper.document.pk:08d}"


def _next(case: Case, numbered: bool) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [int(numbered), case.pk])
        return cursor.fetchone()


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
