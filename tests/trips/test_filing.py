"""A filer files a motion in the browser: menu, case, event, party, PDF, check, filed."""

import re

import pytest

from openecf.courthouse.cases import status
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.filing.models import Draft
from openecf.courthouse.notices.models import Delivery, Notice
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


def submit_key(page) -> str:
    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


def ready_motion(client, room):
    """Walk the steps to the check page; return it and the draft's address."""
    number = fixtures.number(room.case)
    page = client.post("/casb/file/start/relief_from_stay/", {"case": number}, follow=True)
    party = page.redirect_chain[-1][0]
    page = client.post(party, {"parties": [room.bank.pk]}, follow=True)
    documents = page.redirect_chain[-1][0]
    client.post(documents, {"file": fixtures.upload("motion.pdf", pages=9)})
    client.post(documents, {"file": fixtures.upload("exhibit-a.pdf"), "description": "Exhibit A"})
    draft = documents.removesuffix("documents/")
    page = client.get(draft, follow=True)
    details = page.redirect_chain[-1][0]
    page = client.post(details, {"relief": "Real Property", "about": "123 Elm Street"}, follow=True)
    return page, draft


def test_an_attorney_files_a_motion_with_a_pdf_and_gets_an_entry(ann, room):
    page, draft = ready_motion(ann, room)
    assert "Check before you file" in page.content.decode()
    assert "$199.00" in page.content.decode()

    page = ann.post(f"{draft}submit/", {"key": submit_key(page)}, follow=True)

    entry = DocketEntry.objects.get()
    assert entry.number == 1
    assert entry.text.startswith(
        "Motion for Relief from Stay (Real Property) re: 123 Elm Street. Fee Amount $199."
    )
    assert (
        "Filed by Ann Ray of Ray Law on behalf of Acme Bank (Attachments: # 1 Exhibit A) (Ray, Ann)"
        in entry.text
    )
    assert Notice.objects.get().entry == entry
    assert Delivery.objects.filter(state="due").count() == 3
    assert page.status_code == 200
    assert "Filed: document 1" in page.content.decode()


def text_of(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def address_of(page) -> str:
    return page.redirect_chain[-1][0]


def test_sent_twice_it_is_one_filing(ann, room):
    page, draft = ready_motion(ann, room)
    key = submit_key(page)

    first = ann.post(f"{draft}submit/", {"key": key})
    again = ann.post(f"{draft}submit/", {"key": key})
    back = ann.get(f"{draft}check/")

    assert first.status_code == 302
    assert first["Location"] == again["Location"] == back["Location"]
    assert DocketEntry.objects.count() == 1


def test_the_page_of_what_was_filed_says_all_and_can_be_reloaded(ann, room):
    page, draft = ready_motion(ann, room)
    filed = ann.post(f"{draft}submit/", {"key": submit_key(page)})["Location"]

    first, again = text_of(ann.get(filed)), text_of(ann.get(filed))

    for said in (
        "Filed: document 1",
        "FIL-",
        "Pacific",
        "$199.00",
        "due by",
        "You must serve by mail",
        "Nobody.",
    ):
        assert said in first
        assert said in again
    assert "Ann Ray on behalf of Creditor Acme Bank" in first
    assert "Opposition to Motion for Relief from Stay" in first  # the deadline it set


def test_somebody_elses_reference_is_nothing(ann, room, now):
    page, draft = ready_motion(ann, room)
    filed = ann.post(f"{draft}submit/", {"key": submit_key(page)})["Location"]
    dan = fixtures.browser(fixtures.person(room.court, now, "dan", room.dan), now)
    clark = fixtures.browser(fixtures.person(room.court, now, "clark", room.clark), now)

    assert dan.get(filed).status_code == 404
    assert clark.get(filed).status_code == 200


def test_every_page_of_a_draft_names_its_case(ann, room):
    _, draft = ready_motion(ann, room)

    for step in ("event", "party", "documents", "details", "check"):
        page = ann.get(f"{draft}{step}/").content.decode()
        assert "<title>26-00001-CL7: " in page
        assert page.count("<h1") == 1


@pytest.mark.parametrize("typed", ["26-1", "26-00001", "3:26-bk-00001", "26-00001-CL7", " 26 - 00001 "])
def test_a_case_number_is_taken_however_it_is_typed(ann, room, typed):
    page = ann.post("/casb/file/bankruptcy/", {"case": typed}, follow=True)

    assert "Choose the event" in text_of(page)
    assert Draft.objects.get().case == room.case


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("26-9999", "26-09999 is not a case number of this court"),
        ("doe", "Enter a case number like 26-01234"),
        ("", "Enter the case number"),
    ],
)
def test_a_wrong_case_number_is_named_and_kept(ann, typed, said):
    page = ann.post("/casb/file/bankruptcy/", {"case": typed})

    assert page.status_code == 200
    assert said in text_of(page)
    assert page.content.decode().count("<title>Error: ") == 1
    assert f'value="{typed}"' in page.content.decode() or not typed


def test_words_narrow_the_events(ann):
    page = text_of(ann.get("/casb/file/bankruptcy/?find=relief+stay"))

    assert "Motion for Relief from Stay" in page
    assert "Application to Employ" not in page
    assert "No event" in text_of(ann.get("/casb/file/bankruptcy/?find=xyzzy"))


def test_the_adversary_menu_has_its_own_events(ann, room, now):
    page = text_of(ann.get("/casb/file/adversary/"))

    assert "Answer to Complaint" in page
    assert "Summons Service Executed" in page
    assert "Motion for Relief from Stay" not in page


def test_an_event_of_the_other_menu_is_refused_in_a_case(ann, room):
    page = ann.post("/casb/file/start/answer_complaint/", {"case": "26-00001"})

    assert "may not file this event in this kind of case" in text_of(page)
    assert not Draft.objects.exists()


def test_who_did_not_link_is_led_to_linking(room, now):
    pat = fixtures.browser(fixtures.person(room.court, now, "patpublic1"), now)

    for path in ("/casb/file/bankruptcy/", "/casb/file/adversary/"):
        page = pat.get(path)
        assert page.status_code == 403
        assert "You cannot file here until you link your CM/ECF account" in text_of(page)
        assert 'href="/casb/utilities/link/"' in page.content.decode()
    assert pat.get("/casb/file/drafts/").status_code == 403


def test_who_did_not_sign_in_is_led_to_signing_in(room, client):
    page = client.get("/casb/file/bankruptcy/")

    assert page.status_code == 401
    assert "/casb/sign-in/?next=%2Fcasb%2Ffile%2Fbankruptcy%2F" in page.content.decode()


def test_a_refused_pdf_keeps_what_was_typed_and_attached(ann, room):
    _, draft = ready_motion(ann, room)
    upload = fixtures.io.BytesIO(b"this is no pdf")
    upload.name = "letter.pdf"

    page = ann.post(f"{draft}documents/", {"file": upload, "description": "Exhibit B"})

    assert page.status_code == 200
    assert "Error: " in page.content.decode()
    assert 'value="Exhibit B"' in page.content.decode()
    assert "motion.pdf" in text_of(page) and "exhibit-a.pdf" in text_of(page)


def test_an_attachment_is_moved_and_removed_without_a_mouse(ann, room):
    _, draft = ready_motion(ann, room)
    ann.post(f"{draft}documents/", {"file": fixtures.upload("b.pdf"), "description": "Exhibit B"})

    page = text_of(ann.post(f"{draft}documents/2/", {"up": "1"}, follow=True))
    assert page.index("Exhibit B") < page.index("Exhibit A")

    page = text_of(ann.post(f"{draft}documents/1/", {"remove": "1"}, follow=True))
    assert "Exhibit B" not in page


def test_a_draft_that_changed_meanwhile_is_shown_again_and_not_filed(ann, room):
    page, draft = ready_motion(ann, room)
    key = submit_key(page)
    ann.post(f"{draft}details/?change=1", {"relief": "Unlawful Detainer"})

    page = ann.post(f"{draft}submit/", {"key": key})

    assert "This draft was changed after you looked at it" in text_of(page)
    assert "Unlawful Detainer" in text_of(page)
    assert not DocketEntry.objects.exists()


def test_two_drafts_side_by_side_do_not_mix(ann, room, now):
    other = fixtures.open_case(room.court, now, title="John Roe")
    fixtures.parties.add_party(other, fixtures.NewParty("Debtor", "Roe", "John"))
    _, first = ready_motion(ann, room)
    second = address_of(
        ann.post("/casb/file/start/dismiss_case/", {"case": fixtures.number(other)}, follow=True)
    )

    assert "Jane Doe" in text_of(ann.get(f"{first}party/"))
    assert "John Roe" in text_of(ann.get(second))
    assert "26-00001-CL7 Motion for Relief from Stay" in text_of(ann.get("/casb/file/drafts/"))
    assert "26-00002-CL7 Motion to Dismiss Case" in text_of(ann.get("/casb/file/drafts/"))


def test_a_draft_goes_on_where_it_was_left_and_can_be_deleted(ann, room):
    ann.post("/casb/file/start/dismiss_case/", {"case": "26-1"})
    draft = Draft.objects.get()

    page = ann.get(f"/casb/file/drafts/{draft.public_id}/", follow=True)
    assert address_of(page).endswith("/party/")

    assert "Delete this draft?" in text_of(ann.get(f"/casb/file/drafts/{draft.public_id}/delete/"))
    ann.post(f"/casb/file/drafts/{draft.public_id}/delete/")
    assert not Draft.objects.exists()


def test_a_closed_case_warns(ann, room, now):
    status.close(room.case, "Discharged", closed_date=now.date())

    page, _ = ready_motion(ann, room)

    assert "This case was closed on" in text_of(page)


def test_filing_the_same_twice_is_warned_of(ann, room):
    page, draft = ready_motion(ann, room)
    ann.post(f"{draft}submit/", {"key": submit_key(page)})

    page, _ = ready_motion(ann, room)

    assert "This was filed here already" in text_of(page)


def test_steps_with_nothing_to_ask_are_skipped(room, now, ann):
    page, draft = ready_motion(ann, room)
    ann.post(f"{draft}submit/", {"key": submit_key(page)})
    jo = fixtures.browser(fixtures.person(room.court, now, "judgejo", room.jo), now)

    page = jo.post("/casb/file/start/minute_order/", {"case": "26-1"}, follow=True)
    assert address_of(page).endswith("/details/")
    entry = DocketEntry.objects.get()
    page = jo.post(address_of(page), {"what": "Motion granted", "related": [entry.pk]}, follow=True)

    assert "Minute Order: Motion granted (related documents 1 Motion for Relief from Stay). (jj)" in text_of(
        page
    )
    draft = address_of(page).removesuffix("check/")
    page = jo.post(f"{draft}submit/", {"key": submit_key(page)}, follow=True)
    assert "Filed: document 2" in text_of(page)


def test_somebody_elses_draft_is_nothing(ann, room, now):
    _, draft = ready_motion(ann, room)
    dan = fixtures.browser(fixtures.person(room.court, now, "dan", room.dan), now)

    for step in ("", "event/", "party/", "documents/", "details/", "check/", "delete/"):
        assert dan.get(f"{draft}{step}").status_code == 404
    assert dan.post(f"{draft}submit/", {"key": "x"}).status_code == 404
