"""Utilities: nine items, each a page that does its job."""

import hashlib
import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import openecf
from openecf.audit import trail
from openecf.courthouse.cases import parties
from openecf.courthouse.cases.parties import NewParty
from openecf.courthouse.documents.models import Document
from openecf.courthouse.notices import stamps
from openecf.foundation import clock
from tests import court_fixtures as fixtures
from tests import noticeboard, walking

pytestmark = pytest.mark.django_db
NINE = [
    "Maintain Your Login/Password",
    "Link a CM/ECF account to my PACER account",
    "View PACER Account Information",
    "Review Billing History",
    "Change Your Client Code",
    "Court Information",
    "Mailings...",
    "Release 5.0 Menu Items",
    "NextGen Release 1.1 Menu Items",
]


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def room(now):
    return fixtures.room(now)


@pytest.fixture
def pat(room, now):
    """Return the browser of somebody who may search."""
    return fixtures.browser(fixtures.person(room.court, now, "patpublic"), now)


@pytest.fixture
def ann(room, now):
    """Return the browser of somebody who files here."""
    who = fixtures.person(room.court, now, "annray2026", room.ann)
    who.linked_at = now
    who.save()
    return fixtures.browser(who, now)


def items(page):
    lists = re.findall(r'<ul class="ecf-choices">(.*?)</ul>', page.content.decode(), re.S)
    return [re.findall(r'<a href="([^"]+)">([^<]+)</a>', each) for each in lists]


def test_utilities_has_nine_items_under_two_headings_in_the_seeds_order(pat):
    page = pat.get("/casb/utilities/")

    account, miscellaneous = items(page)
    assert [label for _, label in account + miscellaneous] == NINE
    assert (len(account), len(miscellaneous)) == (5, 4)
    main = page.content.decode().partition("</main>")[0]
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", main) == ["Your Account", "Miscellaneous"]


def test_each_of_the_nine_works_for_a_searcher_and_for_a_filer(pat, ann):
    for client in (pat, ann):
        for links in items(client.get("/casb/utilities/")):
            for address, label in links:
                answer = client.get(address, follow=True)
                assert answer.status_code == 200, label


def test_once_linked_the_second_item_says_to_whom_and_since_when(ann):
    account, _ = items(ann.get("/casb/utilities/"))

    assert re.fullmatch(r"Linked to Ann Ray since \w+ \d+, \d{4}", account[1][1])


def test_utilities_asks_to_sign_in(room):
    page = walking.browser().get("/casb/utilities/")

    assert page.status_code == 401
    assert "/casb/sign-in/?next=%2Fcasb%2Futilities%2F" in page.content.decode()


@pytest.mark.parametrize("bucket", ["release-5-0", "nextgen-1-1"])
def test_a_release_bucket_lists_at_least_six_working_pages_with_a_line_of_help(pat, ann, bucket):
    for client in (pat, ann):
        page = client.get(f"/casb/utilities/{bucket}/")
        (links,) = items(page)

        assert len(links) >= 6
        assert page.content.decode().count('class="ecf-quiet"') >= len(links)
        for address, label in links:
            assert client.get(address, follow=True).status_code == 200, label


def test_maintain_login_leads_to_the_centers_pages(pat):
    page = pat.get("/casb/utilities/login/")

    for address in re.findall(r'href="(http://localhost:8000/cso/[^"]*)"', page.content.decode()):
        answer = walking.go(walking.browser(), address)
        assert answer.status_code == 200, address


def test_account_information_shows_number_kind_statuses_and_courts(room, now):
    who = fixtures.person(room.court, now, "barbaratest")
    who.account_number, who.billing_email = "7123456", "bills@example.org"
    who.save()

    words = walking.told(fixtures.browser(who, now).get("/casb/utilities/account/"))

    for fact in ("7123456", "barbaratest", "Upgraded PACER account", "Search status", "Filing status"):
        assert fact in words
    assert "bills@example.org" in words
    assert "Shown with each report" in words
    assert "Not linked." in words


def test_account_information_tells_linked_courts(ann):
    assert "Linked to Ann Ray since" in walking.told(ann.get("/casb/utilities/account/"))


def test_a_new_client_code_applies_from_then_on(pat):
    page = pat.post("/casb/utilities/client-code/", {"client_code": "4411-0007"}, follow=True)

    assert page.redirect_chain == [("/casb/utilities/client-code/?changed", 302)]
    assert "your receipts carry the client code 4411-0007" in walking.told(page)
    assert pat.get("/casb/").context["viewer"].client_code == "4411-0007"


@pytest.mark.parametrize("code", ["two words", "a,b", "x" * 33])
def test_a_client_code_with_space_comma_or_too_long_is_refused(pat, code):
    page = pat.post("/casb/utilities/client-code/", {"client_code": code})

    assert "Error:" in re.search(r"<title>(.*?)</title>", page.content.decode())[1]
    assert "at most 32 characters" in walking.told(page)
    assert pat.get("/casb/").context["viewer"].client_code == ""


def test_a_client_code_may_be_taken_away(pat):
    pat.post("/casb/utilities/client-code/", {"client_code": "4411"})
    page = pat.post("/casb/utilities/client-code/", {"client_code": ""}, follow=True)

    assert "carry no client code" in walking.told(page)


def test_court_information_is_open_to_everybody(room):
    words = walking.told(walking.browser().get("/casb/utilities/court/"))
    assert "Pacific. It is" in words and "Los_Angeles" not in words

    for fact in ("325 West F Street", "8:30am - 4:30pm", "619-557-5620", "35 MB", openecf.__version__):
        assert fact in words
    assert "Chapter 7 ASSET case" in words
    assert "BEGIN PUBLIC KEY" in words


@pytest.mark.parametrize("text", ["{year}-{serial:05d}", "{year}-{serial}", "3:{year}-bk-{serial:05d}"])
def test_mailings_tells_who_is_served_electronically_and_on_paper(pat, room, text):
    number = text.format(year=room.case.year % 100, serial=room.case.serial)

    page = pat.get("/casb/utilities/mailings/", {"case": number})

    words = walking.told(page)
    assert "dan.debtorlaw@example.org" in words
    assert "Manual notice list" in words


def test_mailings_of_no_case_says_so_in_the_form(pat):
    page = pat.get("/casb/utilities/mailings/", {"case": "26-99999"})

    assert page.context["form"].errors
    assert "not a case number of this court" in walking.told(page)


def test_labels_print_the_paper_addresses(pat, room, now):
    parties.add_party(
        room.case, NewParty("Creditor", "Paper Lender", address="5 Post Rd\nSan Diego, CA 92101")
    )

    page = pat.get(f"/casb/utilities/mailings/{fixtures.number(room.case)}/labels/")

    assert "Paper Lender" in walking.told(page)
    assert "5 Post Rd" in walking.told(page)


def test_the_transaction_log_shows_ones_own_lines_only(room, now):
    who = fixtures.person(room.court, now, "annray2026", room.ann)
    who.account_number = "7123456"
    who.save()
    trail.record("casb", f"court user {room.ann.pk}", "filing.filed", "26-00001 4", reference="FIL-1", at=now)
    trail.record("casb", "7123456", "people.client_code_changed", detail={"to": "4411"}, at=now)
    trail.record("casb", f"court user {room.dan.pk}", "filing.filed", "26-00001 5", reference="FIL-2", at=now)

    words = walking.told(fixtures.browser(who, now).get("/casb/utilities/transactions/"))

    assert "Filed in 26-00001 4" in words and "FIL-1" in words
    assert "Changed the client code 4411" in words
    assert "FIL-2" not in words


def test_the_transaction_log_is_narrowed_by_days(ann, room, now):
    trail.record(
        "casb", f"court user {room.ann.pk}", "filing.filed", "26-00001 4", at=now - timedelta(days=60)
    )

    assert "26-00001 4" not in walking.told(ann.get("/casb/utilities/transactions/"))
    days = {"first": (now - timedelta(days=61)).date(), "last": now.date()}
    assert "26-00001 4" in walking.told(ann.get("/casb/utilities/transactions/", days))


def test_days_the_wrong_way_round_are_refused(ann):
    page = ann.get("/casb/utilities/transactions/", {"first": "2026-11-24", "last": "2026-11-01"})

    assert "The last day comes before the first." in walking.told(page)


def test_verify_needs_no_account_and_something_to_compare(room):
    client = walking.browser()
    assert client.get("/casb/utilities/verify/").status_code == 200

    page = client.post("/casb/utilities/verify/", {"case": "26-00001", "number": "1"})

    assert "Choose the file, or give its SHA-256." in walking.told(page)


def test_a_foreign_file_is_not_verified(room):
    asked = {
        "case": fixtures.number(room.case),
        "number": "1",
        "paper": SimpleUploadedFile("a.pdf", b"%PDF-1.4 no"),
    }

    page = walking.browser().post("/casb/utilities/verify/", asked)

    assert "This is not the document that was filed there" in walking.told(page)


@pytest.fixture
def filed(room, now):
    """Put a paper on the record; return its bytes and its stamp."""
    content = fixtures.pdf(words="the very paper")
    digest = hashlib.sha256(content).hexdigest()
    entry = noticeboard.enter(room.case, room.ann, papers=("motion.pdf",), at=now)
    Document.objects.filter(entrydocument__entry=entry).update(digest=digest)
    asked = {"case": fixtures.number(room.case), "number": str(entry.number)}
    return content, digest, stamps.stamp(entry.entrydocument_set.get()), asked


def test_the_filed_paper_is_verified_by_the_file(filed):
    content, digest, stamp, asked = filed

    page = walking.browser().post(
        "/casb/utilities/verify/", asked | {"paper": SimpleUploadedFile("copy.pdf", content)}
    )

    words = walking.told(page)
    assert "Genuine" in words and "unchanged to the last byte" in words
    assert digest in words and stamp.line in html.unescape(words)


def test_the_filed_paper_is_verified_by_its_digest_however_spaced(filed):
    _, digest, _, asked = filed

    page = walking.browser().post(
        "/casb/utilities/verify/", asked | {"sha256": f" {digest[:32]} {digest[32:].upper()}\n"}
    )

    assert page.context["answer"].genuine


def test_the_whole_stamp_of_a_notice_may_be_pasted(filed):
    _, digest, stamp, asked = filed
    given = asked | {"sha256": digest, "signature": stamp.line}

    assert walking.browser().post("/casb/utilities/verify/", given).context["answer"].genuine

    forged = stamp.line.replace(stamp.signature, stamp.signature[::-1])
    page = walking.browser().post("/casb/utilities/verify/", asked | {"sha256": digest, "signature": forged})
    assert "not its stamp" in walking.told(page)


def test_one_changed_byte_is_not_verified(filed):
    content, _, _, asked = filed
    changed = SimpleUploadedFile("copy.pdf", content[:-1] + b"!")

    page = walking.browser().post("/casb/utilities/verify/", asked | {"paper": changed})

    assert "Not verified" in walking.told(page)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": "twelve"}, "Enter the number on the docket, like 12 or 12-1."),
        ({"sha256": "abc"}, "A SHA-256 has 64 digits"),
        ({"signature": "abc"}, "The digits of a stamp are 128"),
        ({"case": "nonsense"}, "Enter a case number like 26-01234."),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(filed, fields, sentence):
    _, digest, _, asked = filed

    page = walking.browser().post("/casb/utilities/verify/", {**asked, "sha256": digest, **fields})

    assert sentence in walking.told(page)
    assert page.context["answer"] is None
