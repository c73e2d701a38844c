"""The documents of a draft: attaching, taking out, putting in order. Part 0 is the main document."""

from datetime import datetime
from typing import BinaryIO

from django.db import IntegrityError, transaction

from openecf.courthouse.documents import intake
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import drafts
from .models import Draft, DraftDocument

MAIN = "Main Document"


class DescribeAttachment(Refusal):
    """Say what the attachment is, for example Exhibit A; the docket shows it."""

    field = "description"


class AttachedMeanwhile(Refusal):
    """Another document was attached at the same moment. Look at the list, then attach this one again."""


class NoSuchPaper(NoSuchRecord):
    """This document is not in the draft any more, or can't be moved further."""


def attach(
    viewer: Viewer, draft: Draft, upload: BinaryIO, *, filename: str, description: str = "", at: datetime
) -> DraftDocument:
    """Attach a PDF: as the main document while there is none, else as the last attachment.

    Raises DescribeAttachment, AttachedMeanwhile and whatever intake refuses.
    """
    drafts.require_own(viewer, draft)
    is_main = not draft.draftdocument_set.filter(part=0).exists()
    if not is_main and not description.strip():
        raise DescribeAttachment
    by = f"court user {viewer.actor_id}"
    document = intake.accept(draft.case.court, upload, filename=filename, by=by, at=at)
    made = DraftDocument(
        draft=draft,
        document=document,
        part=0 if is_main else _next_part(draft),
        description=MAIN if is_main else " ".join(description.split()),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            drafts.touch(draft, at=at)
    except IntegrityError as error:
        raise AttachedMeanwhile from error
    return made


def detach(viewer: Viewer, draft: Draft, part: int, *, at: datetime) -> None:
    """Take a document out of the draft; attachments below it move up. Raises NoSuchPaper."""
    drafts.require_own(viewer, draft)
    if not (removed := draft.draftdocument_set.filter(part=part).first()):
        raise NoSuchPaper
    with transaction.atomic():
        removed.delete()
        _renumber(_attachments(draft))
        drafts.touch(draft, at=at)


def move(viewer: Viewer, draft: Draft, part: int, *, up: bool, at: datetime) -> None:
    """Let an attachment change places with the one above or below. Raises NoSuchPaper."""
    drafts.require_own(viewer, draft)
    rows = _attachments(draft)
    place = part - 1
    other = place - 1 if up else place + 1
    if not (0 <= place < len(rows) and 0 <= other < len(rows)):
        raise NoSuchPaper
    rows[place], rows[other] = rows[other], rows[place]
    with transaction.atomic():
        _renumber(rows)
        drafts.touch(draft, at=at)


def _attachments(draft: Draft) -> list[DraftDocument]:
    return list(draft.draftdocument_set.filter(part__gt=0).order_by("part"))


def _next_part(draft: Draft) -> int:
    rows = _attachments(draft)
    return rows[-1].part + 1 if rows else 1


def _renumber(rows: list[DraftDocument]) -> None:
    """Give attachments their parts anew, by way of parts nobody has, for each part is there once."""
    aside = max((row.part for row in rows), default=0)
    for offset in (aside, 0):
        for part, row in enumerate(rows, 1):
            row.part = part + offset
        DraftDocument.objects.bulk_update(rows, ["part"])
