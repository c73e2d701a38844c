"""From a draft to the record: what each step takes, what the check shows, what filing does."""

from datetime import date, timedelta

import pytest

from openecf.audit.models import LogEntry
from openecf.courthouse.calendars.models import Deadline, Hearing
from openecf.courthouse.cases import roster, status
from openecf.courthouse.cases.models import Appearance, Flag, Party
from openecf.courthouse.docket import events
from openecf.courthouse.docket.events import Prompt
from openecf.courthouse.docket.models import DocketEntry, EntryDocument
from openecf.courthouse.documents import checks
from openecf.courthouse.documents.models import Document
from openecf.courthouse.fees.models import FeeDue
from openecf.courthouse.filing import checking, docketing, drafts, efile, papers, prompts
from openecf.courthouse.filing.docketing import MayNotFile
from openecf.courthouse.filing.drafts import AlreadyFiled, NoSuchDraft
from openecf.courthouse.filing.models import Draft, Submission
from openecf.courthouse.notices.models import Delivery, Notice
from openecf.courthouse.people.models import CourtUser
from openecf.courthouse.people.roles import SignInFirst
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NotYours
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(at):
    return fixtures.room(at)


@pytest.fixture
def ann(room, at):
    return fixtures.viewer(room.ann, at)


@pytest.fixture
def draft(room, ann, at):
    """A motion that is ready to be filed."""
    made = efile.begin(ann, room.case, event="relief_from_stay", at=at)
    efile.choose_parties(ann, made, (room.bank.pk,), associate=False, at=at)
    papers.attach(ann, made, fixtures.upload("motion.pdf", pages=9), filename="motion.pdf", at=at)
    papers.attach(ann, made, fixtures.upload("a.pdf"), filename="a.pdf", description=" Exhibit  A ", at=at)
    efile.answer(ann, made, {"relief": "Real Property", "about": "123 Elm Street"}, at=at)
    return made


def submit(viewer, draft, at):
    return efile.submit(viewer, draft, key=checking.preview(viewer, draft, at=at).key, at=at)


def test_filing_does_all_that_the_check_showed(room, ann, draft, at):
    seen = checking.preview(ann, draft, at=at)

    filed = submit(ann, draft, at)

    entry = DocketEntry.objects.get()
    assert filed.entry == entry
    assert (entry.number, entry.position, entry.entered_by, entry.entered_at) == (1, 1, room.ann, at)
    assert entry.text == f"{seen.docket_text} (Entered: 11/24/2026)"
    assert [(due.cents, due.due_date) for due in FeeDue.objects.all()] == [
        (seen.fee.cents, seen.fee_due_date)
    ]
    assert [(one.what, one.due_date) for one in Deadline.objects.all()] == [
        (one.what, one.due_date) for one in seen.deadlines
    ]
    assert seen.deadlines[0].due_date == date(2026, 12, 8)
    assert Notice.objects.get().entry == entry
    assert {row.email for row in Delivery.objects.filter(state="due")} == {
        one.email for one in seen.service.electronic
    }
    assert LogEntry.objects.filter(reference=filed.reference, action="filing.filed").count() == 1


def test_documents_get_ids_that_old_addresses_understand(room, ann, draft, at):
    submit(ann, draft, at)

    main, exhibit = EntryDocument.objects.order_by("part")
    assert (main.description, exhibit.description) == ("Main Document", "Exhibit A")
    assert main.doc_id.startswith(f"{room.court.document_prefix}0")  # through the menu of attachments
    assert exhibit.doc_id.startswith(f"{room.court.document_prefix}1")
    assert len(main.doc_id) == len(exhibit.doc_id) == 12


def test_sent_twice_it_is_one_entry(ann, draft, at):
    key = checking.preview(ann, draft, at=at).key

    first = efile.submit(ann, draft, key=key, at=at)
    again = efile.submit(ann, draft, key=key, at=at + timedelta(seconds=5))

    assert again.reference == first.reference
    assert again.entry == first.entry
    assert DocketEntry.objects.count() == Notice.objects.count() == 1


def test_a_changed_draft_must_be_checked_again(room, ann, draft, at):
    key = checking.preview(ann, draft, at=at).key
    efile.answer(ann, draft, {"relief": "Unlawful Detainer"}, at=at + timedelta(seconds=1))

    with pytest.raises(efile.Changed):
        efile.submit(ann, draft, key=key, at=at)

    assert not DocketEntry.objects.exists()


def test_a_filed_draft_is_no_draft_any_more(ann, draft, at):
    filed = submit(ann, draft, at)

    assert drafts.drafts_of(ann) == []
    with pytest.raises(AlreadyFiled) as already:
        drafts.draft_for(ann, draft.public_id)
    assert already.value.filed.reference == filed.reference


@pytest.mark.parametrize("change", [{"state": "closed"}, {"role": "trustee"}])
def test_rights_are_asked_again_at_the_moment_of_filing(room, ann, draft, at, change):
    key = checking.preview(ann, draft, at=at).key
    CourtUser.objects.filter(pk=room.ann.pk).update(**change)

    with pytest.raises(MayNotFile):
        efile.submit(ann, draft, key=key, at=at)

    assert not DocketEntry.objects.exists()


def test_what_is_missing_is_said_step_by_step(room, ann, at):
    draft = efile.begin(ann, room.case, at=at)
    assert [one.step for one in drafts.missing_from(draft)] == ["event"]

    efile.choose_event(ann, draft, "opposition", at=at)
    assert [one.step for one in drafts.missing_from(draft)] == ["party", "documents", "details"]
    with pytest.raises(efile.NotReady, match="whom you are filing for"):
        checking.preview(ann, draft, at=at)


def test_another_event_forgets_answers_to_the_first_and_keeps_files(ann, draft, at):
    efile.choose_event(ann, draft, "dismiss_case", at=at)

    assert drafts.answers_of(draft).prompts == {}
    assert len(drafts.listed_papers(draft)) == 2
    assert drafts.missing_from(draft) == []


def test_an_answer_is_taken_only_as_the_event_wants_it(room, ann, draft, at):
    with pytest.raises(prompts.NotAnAnswer) as refusal:
        efile.answer(ann, draft, {"relief": "A Boat"}, at=at)

    assert refusal.value.field == "relief"


def test_a_response_refers_to_a_motion_of_its_case(room, ann, draft, at):
    submit(ann, draft, at)
    dan = fixtures.viewer(room.dan, at)
    answer = efile.begin(dan, room.case, event="opposition", at=at)
    efile.choose_parties(dan, answer, (room.debtor.pk,), associate=False, at=at)
    papers.attach(dan, answer, fixtures.upload("opp.pdf"), filename="opp.pdf", at=at)
    motion = drafts.may_refer_to(answer).get()
    efile.answer(dan, answer, {}, related=(motion.pk,), at=at)

    filed = submit(dan, answer, at + timedelta(days=1))

    assert "Opposition (related documents 1 Motion for Relief from Stay)." in filed.entry.text
    assert list(filed.entry.refers_to.all()) == [motion]
    assert Deadline.objects.get().satisfied_by == filed.entry


def test_an_entry_of_another_case_can_not_be_referred_to(room, ann, draft, at):
    filed = submit(ann, draft, at)
    other = fixtures.open_case(room.court, at, title="John Roe")
    answer = efile.begin(ann, other, event="opposition", at=at)

    with pytest.raises(efile.NotOfThisCase):
        efile.answer(ann, answer, {}, related=(filed.entry.pk,), at=at)
    with pytest.raises(efile.NotOfThisCase):
        efile.choose_parties(ann, answer, (room.bank.pk,), associate=False, at=at)


def test_a_filer_who_acts_for_a_party_from_now_on_joins_the_case(room, at):
    newcomer = fixtures.court_user(room.court, at, "Nora", "New")
    nora = fixtures.viewer(newcomer, at)
    draft = efile.begin(nora, room.case, event="notice_appearance", at=at)
    efile.choose_parties(nora, draft, (room.bank.pk,), associate=True, at=at)
    papers.attach(nora, draft, fixtures.upload("n.pdf"), filename="n.pdf", at=at)

    submit(nora, draft, at)

    assert Appearance.objects.filter(party=room.bank, court_user=newcomer).exists()
    served = Delivery.objects.get(court_user=newcomer)
    assert served.on_behalf_of == "Creditor Acme Bank"


def test_a_party_who_was_not_in_the_case_joins_with_the_filing(room, ann, at):
    draft = efile.begin(ann, room.case, event="notice_appearance", at=at)
    efile.choose_parties(ann, draft, (), associate=True, new_role="Creditor", new_name="Oak Lending", at=at)
    papers.attach(ann, draft, fixtures.upload("n.pdf"), filename="n.pdf", at=at)
    assert not Party.objects.filter(name="Oak Lending").exists()

    filed = submit(ann, draft, at)

    party = Party.objects.get(case=room.case, name="Oak Lending")
    assert party.role == "Creditor"
    assert Appearance.objects.filter(party=party, court_user=room.ann).exists()
    assert "on behalf of Oak Lending" in filed.entry.text


def test_a_text_only_event_needs_no_pdf(room, ann, draft, at):
    motion = submit(ann, draft, at).entry
    certificate = efile.begin(ann, room.case, event="no_objection", at=at)
    efile.choose_parties(ann, certificate, (room.bank.pk,), associate=False, at=at)
    efile.answer(ann, certificate, {}, related=(motion.pk,), at=at)
    assert "documents" not in drafts.steps_of(certificate)

    filed = submit(ann, certificate, at)

    assert filed.entry.number == 2
    assert not EntryDocument.objects.filter(entry=filed.entry).exists()


def test_a_notice_of_hearing_puts_it_on_the_calendar(room, ann, draft, at):
    motion = submit(ann, draft, at).entry
    notice = efile.begin(ann, room.case, event="notice_hearing", at=at)
    efile.choose_parties(ann, notice, (room.bank.pk,), associate=False, at=at)
    papers.attach(ann, notice, fixtures.upload("n.pdf"), filename="n.pdf", at=at)
    said = {"hearing_date": "2026-12-15", "hearing_time": "10:00", "hearing_place": "Department 1"}
    efile.answer(ann, notice, said, related=(motion.pk,), at=at)

    filed = submit(ann, notice, at)

    assert "Hearing to be held on 12/15/2026 at 10:00 AM at Department 1." in filed.entry.text
    hearing = Hearing.objects.get(entry=filed.entry)
    assert hearing.what == "Motion for Relief from Stay"
    assert hearing.at == at.replace(month=12, day=15)


def test_an_event_clears_the_flag_it_answers(room, at):
    status_rows = status.flag_rows(room.case, ["DebtEd", "CredCoun"], at=at)
    Flag.objects.bulk_create(status_rows)
    dan = fixtures.viewer(room.dan, at)
    draft = efile.begin(dan, room.case, event="debtor_education", at=at)
    efile.choose_parties(dan, draft, (room.debtor.pk,), associate=False, at=at)
    papers.attach(dan, draft, fixtures.upload("c.pdf"), filename="c.pdf", at=at)

    submit(dan, draft, at)

    assert roster.flags(room.case) == ["CredCoun"]


@pytest.mark.parametrize(
    ("kind", "typed", "taken", "in_form"),
    [
        ("text", "  a  boat ", "a boat", "a boat"),
        ("date", "2026-12-01", "12/01/2026", "2026-12-01"),
        ("date", "12/1/2026", "12/01/2026", "2026-12-01"),
        ("time", "14:30", "02:30 PM", "14:30"),
        ("time", "2:30 PM", "02:30 PM", "14:30"),
        ("number", "7", "7", "7"),
        ("choice", "Agreed", "Agreed", "Agreed"),
        ("date", "", "", ""),
    ],
)
def test_answers_are_shown_as_dockets_do_and_put_back_into_forms(kind, typed, taken, in_form):
    prompt = Prompt("x", "X", "{value}", kind=kind, choices=("Agreed",))

    assert prompts.taken(prompt, typed) == taken
    assert prompts.for_form(prompt, taken) == in_form


@pytest.mark.parametrize(
    ("kind", "typed"), [("date", "tomorrow"), ("date", "02/30/2026"), ("time", "noon"), ("number", "seven")]
)
def test_what_is_no_answer_is_refused_with_a_hint(kind, typed):
    with pytest.raises(prompts.NotAnAnswer, match="Enter"):
        prompts.taken(Prompt("x", "X", "{value}", kind=kind), typed)


def test_a_trustee_files_for_himself(room, at):
    tess = fixtures.viewer(room.tess, at)
    draft = efile.begin(tess, room.case, event="meeting_held", at=at)
    efile.choose_parties(tess, draft, (room.trustee.pk,), associate=False, at=at)
    efile.answer(tess, draft, {"held": "2026-11-23"}, at=at)

    filed = submit(tess, draft, at)

    assert filed.entry.number is None
    assert (
        "Concluded on 11/23/2026. Debtor appeared. Filed by Trustee Tess Lane (Lane, Tess)"
        in filed.entry.text
    )


def test_the_same_event_with_the_same_document_is_noticed(ann, draft, room, at):
    submit(ann, draft, at)
    second = efile.begin(ann, room.case, event="relief_from_stay", at=at)
    efile.choose_parties(ann, second, (room.bank.pk,), associate=False, at=at)
    papers.attach(ann, second, fixtures.upload("motion.pdf", pages=9), filename="again.pdf", at=at)
    efile.answer(ann, second, {"relief": "Real Property"}, at=at)

    seen = checking.preview(ann, second, at=at)

    assert (seen.duplicate.number, seen.duplicate.filed_date) == (1, date(2026, 11, 24))


def test_the_day_of_filing_ends_at_midnight_of_the_court(ann, draft, at):
    just_before_midnight = at.replace(day=25, hour=7, minute=59)

    filed = submit(ann, draft, just_before_midnight)

    assert filed.entry.filed_date == date(2026, 11, 24)


def test_attachments_are_put_in_order_and_taken_out(ann, draft, at):
    papers.attach(ann, draft, fixtures.upload("b.pdf"), filename="b.pdf", description="Exhibit B", at=at)

    papers.move(ann, draft, 2, up=True, at=at)
    assert [one.description for one in drafts.listed_papers(draft)] == [
        "Main Document",
        "Exhibit B",
        "Exhibit A",
    ]

    papers.detach(ann, draft, 1, at=at)
    assert [(one.part, one.description) for one in drafts.listed_papers(draft)] == [
        (0, "Main Document"),
        (1, "Exhibit A"),
    ]
    with pytest.raises(papers.NoSuchPaper):
        papers.move(ann, draft, 1, up=True, at=at)
    with pytest.raises(papers.NoSuchPaper):
        papers.detach(ann, draft, 7, at=at)


def test_another_main_document_takes_the_place_of_one_taken_out(ann, draft, at):
    papers.detach(ann, draft, 0, at=at)
    assert [one.step for one in drafts.missing_from(draft)] == ["documents"]

    papers.attach(ann, draft, fixtures.upload("new.pdf"), filename="new.pdf", at=at)

    assert [one.filename for one in drafts.listed_papers(draft)] == ["new.pdf", "a.pdf"]


def test_a_refused_pdf_leaves_the_draft_as_it_was(ann, draft, at):
    before = Document.objects.count()

    with pytest.raises(checks.PaperRefused):
        papers.attach(
            ann, draft, fixtures.io.BytesIO(b"not a pdf"), filename="x.pdf", description="Exhibit B", at=at
        )

    assert Document.objects.count() == before
    assert len(drafts.listed_papers(draft)) == 2


def test_an_attachment_says_what_it_is(ann, draft, at):
    with pytest.raises(papers.DescribeAttachment):
        papers.attach(ann, draft, fixtures.upload("b.pdf"), filename="b.pdf", description=" ", at=at)


def test_drafts_do_not_mix(room, ann, draft, at):
    other_case = fixtures.open_case(room.court, at, title="John Roe")
    other = efile.begin(ann, other_case, event="dismiss_case", at=at + timedelta(seconds=1))

    assert [one.pk for one in drafts.drafts_of(ann)] == [other.pk, draft.pk]
    assert drafts.listed_papers(other) == []


def test_a_draft_is_its_owners_alone(room, draft, at):
    dan = fixtures.viewer(room.dan, at)

    with pytest.raises(NoSuchDraft):
        drafts.draft_for(dan, draft.public_id)
    with pytest.raises(NoSuchDraft):
        efile.answer(dan, draft, {}, at=at)
    with pytest.raises(NoSuchDraft):
        efile.delete(dan, draft)


def test_a_deleted_draft_is_gone_and_nothing_was_filed(ann, draft, at):
    efile.delete(ann, draft)

    assert not Draft.objects.exists()
    assert not Submission.objects.exists()
    with pytest.raises(NoSuchDraft):
        efile.submit(ann, draft, key="x", at=at)


def test_who_may_not_file_can_not_begin(room, at):
    with pytest.raises(SignInFirst):
        efile.begin(Viewer(court_id="casb"), room.case, at=at)
    with pytest.raises(NotYours, match="until you link"):
        efile.begin(Viewer(court_id="casb", person_id=1), room.case, at=at)
    with pytest.raises(MayNotFile):
        efile.begin(fixtures.viewer(room.dan, at), room.case, event="order_granting", at=at)
    with pytest.raises(MayNotFile):
        efile.begin(fixtures.viewer(room.dan, at), room.case, event="answer_complaint", at=at)


def test_signatures_are_names_or_initials(room):
    assert docketing.signature_of(room.ann) == "Ray, Ann"
    assert docketing.signature_of(room.clark) == "cc"
    assert docketing.signature_of(None) == "Admin."


@pytest.mark.parametrize(
    "event", [one for one in events.catalog().values() if one.roles], ids=lambda one: one.key
)
def test_every_event_of_the_menus_makes_an_entry(room, at, event):
    """With each question answered it is entered as it stands in the dictionary."""
    by = {"attorney": room.ann, "trustee": room.tess, "clerk": room.clark, "judge": room.jo}
    kind, chapter = event.kinds[0], (event.chapters or ("7",))[0]
    case = fixtures.open_case(room.court, at, kind=kind, chapter=chapter if kind == "bk" else "")
    answered = {
        "choice": lambda prompt: prompt.choices[0],
        "date": lambda prompt: "12/01/2026",
        "time": lambda prompt: "10:00 AM",
    }
    filing = docketing.Filing(
        case,
        event,
        next(by[role] for role in by if role in event.roles),
        papers=[docketing.Paper(fixtures.document(room.court, at), "Main Document")]
        if event.needs_pdf
        else [],
        answers={one.name: answered.get(one.kind, lambda prompt: "12")(one) for one in event.prompts},
    )

    filed = docketing.docket(filing, key="key", at=at)

    assert (filed.entry.number == 1) is event.numbered
    assert "{" not in filed.entry.text and "  " not in filed.entry.text
    assert FeeDue.objects.filter(entry=filed.entry).count() == bool(event.fee)
    assert Deadline.objects.filter(entry=filed.entry).count() == len(event.deadlines)
