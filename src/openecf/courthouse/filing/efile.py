"""Electronic filing: a draft is begun, filled in step by step, looked at, and put on the record once."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from django.db import connection, transaction

from openecf.courthouse.cases import service_list
from openecf.courthouse.cases.models import Case, Party
from openecf.courthouse.cases.parties import NewParty
from openecf.courthouse.docket import events
from openecf.courthouse.docket.events import Event
from openecf.courthouse.people import acting, roles
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.references import digest, new_public_id
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import by_agent, docketing, drafts, prompts
from .docketing import Filing, MayNotFile
from .drafts import AlreadyFiled, Answers
from .models import Draft
from .recording import Condition, Filed, Overtaken


class NotOfThisCase(NoSuchRecord):
    """Choose one of the entries and parties of this case."""


class PartyLeft(Refusal):
    """A party you file for has left the case. Choose again whom you file for."""


class NotReady(Refusal):
    """Something is still missing from this draft."""


class Changed(Refusal):
    """This draft was changed after you looked at it, perhaps in another window. Check it again."""


def begin(viewer: Viewer, case: Case, *, event: str = "", at: datetime) -> Draft:
    """Begin a draft in a case. Raises NotYours, MayNotFile."""
    roles.require_filer(viewer)
    if event:
        _require_event(viewer, case, event)
    return Draft.objects.create(
        public_id=new_public_id(),
        court_user_id=viewer.court_user_id,
        case=case,
        event=event,
        begun_at=at,
        changed_at=at,
    )


def choose_event(viewer: Viewer, draft: Draft, event: str, *, at: datetime) -> None:
    """Choose what is filed; answers to another event's questions are forgotten. Raises MayNotFile."""
    _require_event(viewer, draft.case, event)
    if event != draft.event:
        draft.event = event
        kept = replace(drafts.answers_of(draft), related=(), prompts={})
        _keep(draft, kept, at=at)


def choose_parties(
    viewer: Viewer,
    draft: Draft,
    party_ids: tuple[int, ...],
    *,
    associate: bool,
    new_role: str = "",
    new_name: str = "",
    at: datetime,
) -> None:
    """Choose whom the filing is for, and whether to appear for them. Raises NotOfThisCase."""
    drafts.require_own(viewer, draft)
    if Party.objects.filter(case=draft.case, ended_date=None, pk__in=party_ids).count() != len(
        set(party_ids)
    ):
        raise NotOfThisCase
    chosen = replace(
        drafts.answers_of(draft),
        parties=tuple(sorted(set(party_ids))),
        associate=associate,
        new_party_role=new_role if new_name.strip() else "",
        new_party_name=new_name.strip(),
    )
    _keep(draft, chosen, at=at)


def answer(
    viewer: Viewer,
    draft: Draft,
    answers: Mapping[str, str],
    *,
    related: tuple[int, ...] = (),
    prefix: str = "",
    added: str = "",
    at: datetime,
) -> None:
    """Answer the event's questions and say what it refers to. Raises NotAnAnswer, NotOfThisCase."""
    drafts.require_own(viewer, draft)
    event = drafts.event_of(draft)
    if event is None:
        raise NotReady("Choose what you are filing first.")
    if drafts.may_refer_to(draft).filter(pk__in=related).count() != len(set(related)):
        raise NotOfThisCase
    taken = {one.name: prompts.taken(one, answers.get(one.name, "")) for one in event.prompts}
    given = replace(
        drafts.answers_of(draft),
        prompts={name: value for name, value in taken.items() if value},
        related=tuple(sorted(set(related))),
        prefix=prefix.strip(),
        added=added.strip(),
    )
    _keep(draft, given, at=at)


def delete(viewer: Viewer, draft: Draft) -> None:
    """Delete a draft that was not filed."""
    drafts.require_own(viewer, draft)
    with transaction.atomic():
        Draft.objects.filter(pk=draft.pk, submission=None).delete()


def submit(viewer: Viewer, draft: Draft, *, key: str, address: str = "", at: datetime) -> Filed:
    """Put a draft that was just read on the record. Sent twice, it answers with the same entry.

    That the account may still file, and that the draft is still the one that was checked, is asked once more
    by the very statement that writes the entry. Raises MayNotFile, NotReady, Changed, NoSuchDraft.
    """
    drafts.require_own(viewer, draft)
    filing = filing_of(draft, at=at)
    lacking = drafts.lacks(filing.event, drafts.answers_of(draft), has_main=bool(filing.papers))
    if lacking or key != key_of(draft):
        return _why_not(viewer, draft, at=at)
    try:
        still = _still_so(viewer, draft, at=at)
        filing = replace(filing, only_if=still, agent=by_agent.agent_of(viewer))
        return docketing.docket(filing, key=key, address=address, at=at)
    except Overtaken:
        return _why_not(viewer, draft, at=at)


def key_of(draft: Draft) -> str:
    """Return the key of the draft as it stands: a changed draft has another, a filed one gives its entry."""
    return digest(f"{draft.public_id} {draft.changed_at.isoformat()}")


def filing_of(draft: Draft, *, at: datetime) -> Filing:
    """Return the filing a draft amounts to. Raises PartyLeft."""
    answers, lines = drafts.answers_of(draft), service_list.lines(draft.case, at=at)
    parties = service_list.parties_on(lines, answers.parties)
    if len(parties) < len(answers.parties):
        raise PartyLeft
    return Filing(
        case=draft.case,
        event=events.event(draft.event),
        by=draft.court_user,
        parties=parties,
        related=drafts.related_chosen(draft),
        papers=drafts.papers_to_enter(draft),
        answers=answers.prompts or {},
        prefix=answers.prefix,
        added=answers.added,
        appears=answers.associate,
        new_party=_new_party(answers),
        draft=draft,
        lines=lines,
    )


def _still_so(viewer: Viewer, draft: Draft, *, at: datetime) -> Condition:
    """The draft is unchanged, and its filer still linked, active and of the role that may file it.

    For an agent: the grant still lives, and still lets this agent file.
    """
    changed_at = Draft._meta.get_field("changed_at").get_db_prep_save(draft.changed_at, connection)
    by, values = by_agent.still_so(viewer, at=at) if viewer.acting else (_BY_HIMSELF, (viewer.person_id,))
    return Condition(_STILL_SO.format(by), (*values, draft.pk, changed_at, draft.court_user.role))


_BY_HIMSELF = """
    JOIN people_person ON people_person.court_user_id = people_courtuser.id
    WHERE people_person.id = %s"""
_STILL_SO = """EXISTS (
    SELECT 1 FROM filing_draft
    JOIN people_courtuser ON people_courtuser.id = filing_draft.court_user_id
    {}
    AND filing_draft.id = %s AND filing_draft.changed_at = %s
    AND people_courtuser.state = 'active' AND people_courtuser.role = %s)"""


def _why_not(viewer: Viewer, draft: Draft, *, at: datetime) -> Filed:
    """Say why a draft could not be filed; if it was filed already, return that."""
    if viewer.acting:
        acting.require_leave(viewer, at=at)
    try:
        fresh = drafts.draft_for(viewer, draft.public_id)
    except AlreadyFiled as already:
        return already.filed
    if missing := drafts.missing_from(fresh):
        raise NotReady(missing[0].sentence)
    docketing.require_right(fresh.court_user, events.event(fresh.event), fresh.case)
    raise Changed


def _new_party(answers: Answers) -> NewParty | None:
    """Return the party to be added; its whole name stands in one field, as of an entity."""
    if not answers.new_party_name:
        return None
    return NewParty(answers.new_party_role or "Creditor", answers.new_party_name)


def _require_event(viewer: Viewer, case: Case, key: str) -> Event:
    event = events.catalog().get(key)
    if event is None or not event.may_be_filed(viewer.role, case.kind, case.chapter):
        raise MayNotFile(field="event")
    return event


def _keep(draft: Draft, answers: Answers, *, at: datetime) -> None:
    draft.answers = asdict(answers)
    draft.changed_at = at
    draft.save(update_fields=["event", "answers", "changed_at"])
