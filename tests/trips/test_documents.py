"""A document: its price, one click, the stamped copy; attachments; opinions; what may not be opened."""

from io import BytesIO

import pikepdf
import pytest

from openecf.courthouse.billing.models import Charge
from openecf.courthouse.people.models import Person
from openecf.foundation import clock
from tests import reading_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return clock.now()


@pytest.fixture
def court(at):
    return reading_room.court(at)


@pytest.fixture
def case(court, at):
    return reading_room.case(court, at)


@pytest.fixture
def pat(court, at):
    return reading_room.browser(reading_room.person(court, at), at)


def address(entry, part=0) -> str:
    return f"/casb/documents/{reading_room.doc_id(entry, part)}/"


def accept(client, price):
    return client.post(f"/casb/reports/quotes/{price.context['quoted'].id}/")


def text_of(answer, page=0) -> str:
    """The drawing of a page, as far as it is plain text."""
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        contents = pdf.pages[page].obj.Contents
        pieces = contents if isinstance(contents, pikepdf.Array) else [contents]
        return b"".join(piece.read_bytes() for piece in pieces).decode("latin-1")


def test_a_document_shows_its_price_and_needs_a_sign_on(client, pat, case, at):
    entry = reading_room.entry(case, at, pages=(9,))

    assert client.get(address(entry)).headers["Location"].startswith("/casb/sign-in/?next=")
    page = pat.get(address(entry)).content.decode()
    assert "To accept charges shown below, press View Document" in page
    assert "This document: 9 pages, $0.90" in page
    assert not Charge.objects.exists()


def test_a_click_charges_and_leads_to_the_stamped_pdf(pat, case, at):
    entry = reading_room.entry(case, at, pages=(2,))

    charged = accept(pat, pat.get(address(entry)))
    copy = pat.get(charged.headers["Location"])

    assert charged.status_code == 303
    assert copy.headers["Content-Type"] == "application/pdf"
    assert copy.headers["Content-Disposition"].startswith("inline;")
    assert copy.headers["X-Content-Type-Options"] == "nosniff"
    policy = copy.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and policy.endswith("sandbox")
    assert "no-store" in copy.headers["Cache-Control"]
    assert f"Case 26-{case.serial:05d}-CL7" in text_of(copy) and "Pg 2 of 2" in text_of(copy, 1)
    assert (Charge.objects.get().description, Charge.objects.get().cents) == ("Image:1-0", 20)


def test_a_bought_copy_opens_again_for_its_buyer_alone(pat, court, case, at):
    entry = reading_room.entry(case, at)
    bought = accept(pat, pat.get(address(entry))).headers["Location"]
    olive = reading_room.browser(reading_room.person(court, at, "olive"), at)

    assert pat.get(bought).status_code == 200
    assert olive.get(bought).status_code == 404
    again = pat.get(address(entry)).content.decode()
    assert f'href="{bought}"' in again and "Opening it again is free." in again
    assert Charge.objects.count() == 1


def test_a_long_document_is_billed_for_30_pages(pat, case, at):
    entry = reading_room.entry(case, at, pages=(54,))

    page = pat.get(address(entry)).content.decode()

    assert "You will only be billed for 30 pages." in page
    assert "This document: 30 pages, $3.00" in page


def test_attachments_are_listed_and_priced_one_by_one(pat, case, at):
    entry = reading_room.entry(case, at, pages=(9, 2, 1))

    main = pat.get(address(entry)).content.decode()
    second = pat.get(address(entry, 1)).content.decode()

    assert "Document Selection Menu" in main and "Exhibit 2" in main
    assert f'href="{address(entry, 1)}"' in main
    assert "This document: 9 pages, $0.90" in main and "This document: 2 pages, $0.20" in second
    assert Charge.objects.count() == 0


def test_both_forms_of_a_document_id_are_the_same_document(pat, case, at):
    entry = reading_room.entry(case, at)
    doc_id = reading_room.doc_id(entry)
    other = doc_id[:3] + ("0" if doc_id[3] == "1" else "1") + doc_id[4:]

    assert "This document: 9 pages" in pat.get(f"/casb/documents/{other}/").content.decode()


def test_an_opinion_is_free_for_everybody(client, pat, case, at):
    entry = reading_room.entry(case, at, "Memorandum Decision", opinion=True)

    assert "free for everybody" in client.get(address(entry)).content.decode()
    assert client.get(f"{address(entry)}opinion/").headers["Content-Type"] == "application/pdf"
    assert "(free: opinion)" in pat.get(address(entry)).content.decode()
    accept(pat, pat.get(address(entry)))
    assert Charge.objects.get().cents == 0


@pytest.mark.parametrize("changed", [{"holder": "firm"}, {"search_status": "inactive"}])
def test_an_opinion_is_free_for_those_too_who_may_not_buy(pat, case, at, changed):
    entry = reading_room.entry(case, at, "Memorandum Decision", opinion=True)
    Person.objects.update(**changed)

    assert "free for everybody" in pat.get(address(entry)).content.decode()


def test_what_is_no_opinion_has_no_free_address(client, case, at):
    entry = reading_room.entry(case, at)

    assert client.get(f"{address(entry)}opinion/").status_code == 404


@pytest.mark.parametrize("restricted", ["parties", "court"])
def test_a_restricted_document_is_not_sold_and_its_line_has_no_link(pat, case, at, restricted):
    entry = reading_room.entry(case, at, "Sealed motion", restricted=restricted)
    docket = pat.get("/casb/reports/docket/", {"case": f"26-{case.serial}"})

    answer = pat.get(address(entry))
    sheet = pat.get(accept(pat, docket).headers["Location"]).content.decode()

    assert answer.status_code == 403
    assert "You do not have permission to view this document." in answer.content.decode()
    assert "Sealed motion" in sheet and address(entry) not in sheet


def test_the_courts_staff_open_a_restricted_document_for_nothing(court, case, at):
    clerk = reading_room.browser(reading_room.staff(court, at), at)
    entry = reading_room.entry(case, at, restricted="court")

    charged = accept(clerk, clerk.get(address(entry)))

    assert clerk.get(charged.headers["Location"]).status_code == 200
    assert Charge.objects.get().cents == 0


def test_a_document_of_another_court_or_of_nobody_is_no_such_record(pat, at):
    other = reading_room.case(reading_room.court(at, "exab"), at)
    entry = reading_room.entry(other, at)

    assert pat.get(address(entry)).status_code == 404
    assert pat.get("/casb/documents/99911111111/").status_code == 404


def test_a_proof_of_claim_is_sold_as_a_document(pat, court, case, at):
    reading_room.claim(case, at, document=reading_room.paper(court, at, 4))

    price = pat.get(f"/casb/documents/claims/26-{case.serial:05d}/1-1/")
    copy = pat.get(accept(pat, price).headers["Location"])

    assert "This document: 4 pages, $0.40" in price.content.decode()
    assert "Claim 1-1" in text_of(copy)
    assert Charge.objects.get().description == "Claim:1-1"
    assert pat.get(f"/casb/documents/claims/26-{case.serial:05d}/1-2/").status_code == 404


def test_the_receipt_of_a_document_leads_to_it(pat, case, at):
    entry = reading_room.entry(case, at)
    copy = accept(pat, pat.get(address(entry))).headers["Location"]

    page = pat.get(f"/casb/reports/receipts/{Charge.objects.get().receipt}/").content.decode()

    assert f'href="{copy}"' in page
    assert "Image:1-0" in page and "Case Number:" in page
