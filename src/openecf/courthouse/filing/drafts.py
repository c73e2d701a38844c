"""Reading drafts: one's own, and what is still missing before one can be filed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from openecf.courthouse.cases import numbers
from openecf.courthouse.docket import events
from openecf.courthouse.docket.entries import Paper
from openecf.courthouse.docket.events import Event
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.documents.models import Document
from openecf.courthouse.people import roles
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NoSuchRecord, Refusal

from .models import Draft, DraftDocument
from .recording import Filed, filed_before

EVENT, PARTY, DOCUMENTS, DETAILS, CHECK = STEPS = ("event", "party", "documents", "details", "check")


class NoSuchDraft(NoSuchRecord):
    """There is no such draft of yours. It may have been deleted or filed; look at Your drafts."""


class AlreadyFiled(Refusal):
    """This draft was filed already."""

    def __init__(self, filed: Filed) -> None:
        """Keep what was filed, so that a page can go there."""
        self.filed = filed
        super().__init__()


@dataclass(frozen=True)
class Answers:
    """What a filer chose and wrote in a draft."""

    parties: tuple[int, ...] = ()
    associate: bool = False  # appear for these parties from now on
    new_party_role: str = ""
    new_party_name: str = ""
    related: tuple[int, ...] = ()  # keys of the entries referred to
    prompts: Mapping[str, str] | None = None
    prefix: str = ""
    added: str = ""


@dataclass(frozen=True)
class Missing:
    """What a draft still lacks: the step that asks for it, and the sentence that says so."""

    step: str
    sentence: str


@dataclass(frozen=True)
class DraftPaper:
    """A document of a draft."""

    part: int
    description: str
    filename: str
    pages: int
    size_bytes: int


def draft_for(viewer: Viewer, public_id: str) -> Draft:
    """Return a draft of the viewer's own. Raises NotYours, NoSuchDraft, AlreadyFiled."""
    roles.require_filer(viewer)
    draft = _mine(viewer).filter(public_id=public_id).first()
    if draft is None:
        raise _no_such_draft(viewer)
    if hasattr(draft, "submission"):
        raise AlreadyFiled(filed_before("", draft))
    return draft


def drafts_of(viewer: Viewer) -> list[Draft]:
    """Return the viewer's drafts that were not filed, the last changed first."""
    roles.require_filer(viewer)
    return list(_mine(viewer).filter(submission=None).order_by("-changed_at", "-pk"))


def papers_of(draft: Draft) -> list[DraftDocument]:
    """Return the documents of a draft, the main document first."""
    return list(DraftDocument.objects.filter(draft=draft).select_related("document").order_by("part"))


def papers_to_enter(draft: Draft) -> list[Paper]:
    """Return the documents of a draft as the docket takes them; of each no more is read than that needs."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_ENTER, [draft.pk])
        found = cursor.fetchall()
    known = ("id", "digest")
    return [Paper(Document.from_db(connection.alias, known, row[:2]), row[2]) for row in found]


_TO_ENTER = """
    SELECT document.id, document.digest, paper.description
    FROM filing_draftdocument paper JOIN documents_document document ON document.id = paper.document_id
    WHERE paper.draft_id = %s ORDER BY paper.part
"""


def listed_papers(draft: Draft) -> list[DraftPaper]:
    """Return the documents of a draft as pages list them."""
    return [
        DraftPaper(
            row.part, row.description, row.document.filename, row.document.pages, row.document.size_bytes
        )
        for row in papers_of(draft)
    ]


def answers_of(draft: Draft) -> Answers:
    """Return what was chosen so far."""
    stored = dict(draft.answers)
    return Answers(
        parties=tuple(stored.pop("parties", ())),
        related=tuple(stored.pop("related", ())),
        prompts=stored.pop("prompts", {}),
        **stored,
    )


def event_of(draft: Draft) -> Event | None:
    """Return the event that was chosen, or None."""
    return events.event(draft.event) if draft.event else None


def steps_of(draft: Draft) -> tuple[str, ...]:
    """Return the steps that have something to ask for this draft's event."""
    event = event_of(draft)
    if event is None:
        return STEPS
    asks = {
        PARTY: not event.by_court,
        DOCUMENTS: event.needs_pdf,
        DETAILS: bool(event.prompts or event.refer),
    }
    return tuple(step for step in STEPS if asks.get(step, True))


def missing_from(draft: Draft) -> list[Missing]:
    """Return what the draft still lacks, in the order of the steps."""
    event = event_of(draft)
    if event is None:
        return [Missing(EVENT, "Choose what you are filing.")]
    has_main = not event.needs_pdf or draft.draftdocument_set.filter(part=0).exists()
    return lacks(event, answers_of(draft), has_main=has_main)


def lacks(event: Event, answers: Answers, *, has_main: bool) -> list[Missing]:
    """Return what these answers lack for an event."""
    found = []
    if not event.by_court and not answers.parties and not answers.new_party_name:
        found.append(Missing(PARTY, "Choose whom you are filing for."))
    if event.needs_pdf and not has_main:
        found.append(Missing(DOCUMENTS, "Attach the PDF of your main document."))
    if event.refer and event.refer.required and not answers.related:
        found.append(Missing(DETAILS, "Choose the entry this refers to."))
    prompts = answers.prompts or {}
    found += [
        Missing(DETAILS, f"Answer: {prompt.label}.")
        for prompt in event.prompts
        if prompt.required and not prompts.get(prompt.name)
    ]
    return found


def related_chosen(draft: Draft) -> list[DocketEntry]:
    """Return the entries the draft refers to, in docket order."""
    chosen = answers_of(draft).related
    if not chosen:
        return []
    return list(DocketEntry.objects.filter(case=draft.case, pk__in=chosen).order_by("position"))


def may_refer_to(draft: Draft) -> QuerySet[DocketEntry]:
    """Return the entries of the case the draft's event may refer to, the newest first."""
    event = event_of(draft)
    if event is None or event.refer is None:
        return DocketEntry.objects.none()
    return DocketEntry.objects.filter(case=draft.case, event__in=event.refer.keys).order_by("-position")


def title_of(draft: Draft) -> str:
    """Return how lists name the draft: `26-01234-CL7 Motion for Relief from Stay`."""
    event = event_of(draft)
    return f"{numbers.display(draft.case)} {event.name if event else ''}".strip()


def require_own(viewer: Viewer, draft: Draft) -> None:
    """Raise NotYours or NoSuchDraft unless the viewer may file and the draft is his own."""
    roles.require_filer(viewer)
    if draft.court_user_id != viewer.court_user_id or draft.case.court_id != viewer.court_id:
        raise _no_such_draft(viewer)


def touch(draft: Draft, *, at: datetime) -> None:
    """Note that the draft was changed now: its key is another one from here on."""
    draft.changed_at = at
    Draft.objects.filter(pk=draft.pk).update(changed_at=at)


def _no_such_draft(viewer: Viewer) -> NoSuchDraft:
    """Tell an agent that the draft may be another principal's: the user was changed in another tab."""
    if not viewer.acting:
        return NoSuchDraft()
    return NoSuchDraft(
        f"{viewer.court_user_name}, for whom you act now, has no such draft. If it belongs to somebody else "
        "you act for, change user first. It may also have been deleted or filed."
    )


def _mine(viewer: Viewer) -> QuerySet[Draft]:
    mine = Draft.objects.filter(court_user_id=viewer.court_user_id, case__court_id=viewer.court_id)
    return mine.select_related("case__court", "court_user", "submission")
