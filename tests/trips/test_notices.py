"""The notice of a filing: its page, its mails in the mailbox, the old addresses, and the free look."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from openecf.courthouse.docket import entries
from openecf.courthouse.documents import intake
from openecf.courthouse.notices import delivery, nef, recipients, stamps
from openecf.courthouse.notices.models import Delivery, FreeLook
from openecf.faces.demo.showing import shown
from openecf.faces.street import book
from tests import court_fixtures as fixtures
from tests import noticeboard

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def room(now):
    made = fixtures.room(now)
    book.forget()
    return made


def announced(room, now, *, papers=("motion.pdf", "exhibit.pdf"), **facts):
    """Enter a motion of Ann's with real papers and announce it."""
    accepted = [intake.accept(room.court, fixtures.upload(name), filename=name, at=now) for name in papers]
    new = entries.NewEntry(
        event="relief_from_stay",
        text="Motion for Relief from Stay <b>re</b> the house. Filed by Ann Ray",
        signature="Ray, Ann",
        filed_date=now.date(),
        papers=[entries.Paper(each, f"Exhibit {part}") for part, each in enumerate(accepted)],
        entered_by=room.ann,
        **facts,
    )
    entry = noticeboard.write(room.case, new, at=now)
    return nef.announce(entry, recipients.who_is_served(room.case, filer=room.ann, at=now), at=now)


@pytest.fixture
def notice(room, now):
    return announced(room, now)


@pytest.fixture
def mailbox(settings, tmp_path):
    """The demonstration's mailbox."""
    settings.DEMO = True
    settings.EMAIL_URL = f"folder:{tmp_path / 'mail'}"


def words(response) -> str:
    """What a reader sees, in one line."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


# -- The page ------------------------------------------------------------------------


def test_the_page_has_the_words_of_the_mail(room, notice, now):
    client = fixtures.browser(fixtures.person(room.court, now, "annray2026", room.ann), now)

    page = client.get(f"/casb/notices/{notice.public_id}/")

    assert page.status_code == 200
    seen = words(page)
    for each in (
        "***NOTE TO PUBLIC ACCESS USERS***",
        "U.S. Bankruptcy Court Southern District of California",
        "The following transaction was received from Ann Ray entered on",
        "Case Name: Jane Doe Case Number:",
        "Docket Text: Motion for Relief from Stay <b>re</b> the house. Filed by Ann Ray",
        "The following document(s) are associated with this transaction:",
        "Document description: Main Document Original filename: motion.pdf",
        "Electronic document Stamp: [STAMP CASBStamp_ID=",
        "Notice will be electronically mailed to:",
        "Ann Ray on behalf of Creditor Acme Bank ann.ray@example.org Due",
        "Notice will not be electronically mailed to:",
    ):
        assert each in seen
    assert b"<b>re</b>" not in page.content


def test_the_page_gives_no_free_look(room, notice, now):
    client = fixtures.browser(fixtures.person(room.court, now, "annray2026", room.ann), now)

    page = client.get(f"/casb/notices/{notice.public_id}/").content.decode()

    assert "magic_num" not in page and "/look/" not in page
    assert not any(token in page for token in Delivery.objects.values_list("look_token", flat=True) if token)


def test_the_page_says_how_each_delivery_stands(room, notice, now):
    client = fixtures.browser(fixtures.person(room.court, now, "annray2026", room.ann), now)
    rows = Delivery.objects.order_by("pk")
    Delivery.objects.filter(pk=rows[0].pk).update(state="sent", sent_at=now, due_at=None)
    Delivery.objects.filter(pk=rows[1].pk).update(state="undelivered", failure="550 No such user")

    seen = words(client.get(f"/casb/notices/{notice.public_id}/"))

    assert "Sent " in seen and "Undelivered. 550 No such user" in seen and " Due" in seen


def test_a_searcher_sees_masked_addresses_and_no_failures(room, notice, now):
    Delivery.objects.filter(email="dan.debtorlaw@example.org").update(
        state="undelivered", failure="550 No Dan"
    )
    client = fixtures.browser(fixtures.person(room.court, now, "patpublic1"), now)

    seen = words(client.get(f"/casb/notices/{notice.public_id}/"))

    assert "d•••••@example.org Undelivered." in seen
    assert "dan.debtorlaw@example.org" not in seen and "No Dan" not in seen


def test_nobody_signed_in_is_asked_to_sign_in(room, notice):
    page = Client().get(f"/casb/notices/{notice.public_id}/")

    assert page.status_code == 401 and "/casb/sign-in/?next=" in page.content.decode()


def test_another_courts_notice_is_not_there(room, notice, now):
    other = fixtures.room(now, "exab")
    book.forget()
    client = fixtures.browser(fixtures.person(other.court, now, "elsewhere", other.ann), now)

    assert client.get(f"/exab/notices/{notice.public_id}/").status_code == 404
    assert client.get("/exab/notices/nothing/").status_code == 404


def test_an_entry_of_text_only_has_no_document_on_its_page(room, now):
    notice = announced(room, now, papers=(), numbered=False)
    client = fixtures.browser(fixtures.person(room.court, now, "annray2026", room.ann), now)

    seen = words(client.get(f"/casb/notices/{notice.public_id}/"))

    assert "Document Number: No document attached" in seen
    assert "associated with" not in seen and "STAMP" not in seen


def test_the_public_key_is_a_file_for_everybody(room):
    answer = Client().get("/casb/notices/stamp-key.pem")

    assert answer.content.decode() == stamps.public_key().pem
    assert answer["Content-Type"] == "application/x-pem-file"


# -- The old addresses -----------------------------------------------------------------


def test_a_mailed_link_leads_to_its_free_look(room):
    answer = Client().get("/casb/doc1/036010000001?pdf_header=&magic_num=29072456&de_seq_num=1&caseid=1")

    assert answer.status_code == 302
    assert answer["Location"] == "/casb/documents/036010000001/look/29072456/"


@pytest.mark.parametrize("query", ["", "?magic_num=", "?magic_num=MAGIC", "?caseid=1&de_seq_num=1"])
def test_a_link_without_a_magic_number_leads_to_the_price(room, query):
    answer = Client().get(f"/casb/doc1/036010000001{query}")

    assert answer["Location"] == "/casb/documents/036010000001/"


def test_the_old_docket_link_leads_to_the_case(room):
    answer = Client().get(f"/casb/cgi-bin/DktRpt.pl?{room.case.pk}")

    assert answer["Location"] == f"/casb/query/cases/{fixtures.number(room.case)}/"
    assert Client().get("/casb/cgi-bin/DktRpt.pl")["Location"] == "/casb/query/"


@pytest.mark.parametrize("asked", ["999999", "abc", "1-L_1_0-1", "1%20OR%201"])
def test_an_old_docket_link_to_nothing_is_not_found(room, asked):
    assert Client().get(f"/casb/cgi-bin/DktRpt.pl?{asked}").status_code == 404


def test_old_addresses_take_no_form_yet(room):
    assert Client().post("/casb/doc1/036010000001").status_code == 405


# -- The mailbox, and from the mail to the paper ------------------------------------------


def test_from_the_mail_to_the_paper_and_back(room, notice, mailbox, now):
    delivery.deliver_due(at=now)
    reader = Client(SERVER_NAME="localhost")
    listed = reader.get("/mailbox/", {"to": "dan.debtorlaw@example.org"}).content.decode()
    (mail,) = re.findall(r'href="(/mailbox/[0-9a-f]{32}\.eml/)"', listed)

    shown_mail = reader.get(mail).content.decode()
    link = unescape(re.search(r'href="([^"]+/doc1/[^"]+)"', shown_mail)[1])
    look = reader.get(link.removeprefix("http://localhost:8000"), follow=True)
    assert look.status_code == 200 and not FreeLook.objects.exists()
    where = look.redirect_chain[-1][0]
    paper = reader.post(where, headers={"sec-fetch-site": "same-origin"}, follow=True)

    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    assert FreeLook.objects.get().delivery.email == "dan.debtorlaw@example.org"
    another = Client(SERVER_NAME="localhost")
    refused = another.post(where, headers={"sec-fetch-site": "same-origin"}, follow=True)
    assert refused["Content-Type"].startswith("text/html")


def test_a_look_taken_signed_out_becomes_the_accounts_own(room, notice, now):
    dan = fixtures.person(room.court, now, "danlaw2026", room.dan)
    doc_id = notice.entry.entrydocument_set.get(part=0).doc_id
    token = Delivery.objects.get(email="dan.debtorlaw@example.org").look_token
    where = f"/casb/documents/{doc_id}/look/{token}/"
    first = Client()
    first.get(where)
    first.post(where, headers={"sec-fetch-site": "same-origin"})
    assert FreeLook.objects.get().person_id is None

    fixtures.browser(dan, now, first)
    again = first.get(f"{where}copy/")
    elsewhere = fixtures.browser(dan, now).get(f"{where}copy/")
    stranger = Client().get(f"{where}copy/")

    assert again["Content-Type"] == elsewhere["Content-Type"] == "application/pdf"
    assert FreeLook.objects.get().person_id == dan.pk
    assert stranger["Content-Type"].startswith("text/html") and stranger.status_code in (403, 404)


def test_a_mail_that_is_scanned_and_forwarded_uses_nothing_up(room, notice, mailbox, now):
    delivery.deliver_due(at=now)
    token = Delivery.objects.exclude(look_token="").earliest("pk").look_token
    doc_id = notice.entry.entrydocument_set.get(part=0).doc_id

    for _ in range(3):
        scanner = Client(SERVER_NAME="localhost")
        scanner.get(f"/casb/doc1/{doc_id}?magic_num={token}", follow=True)
        scanner.head(f"/casb/documents/{doc_id}/look/{token}/")
        scanner.get(f"/casb/documents/{doc_id}/look/{token}/", headers={"sec-purpose": "prefetch"})

    assert not FreeLook.objects.exists()


def test_the_mailbox_lists_and_narrows(room, notice, mailbox, now):
    client = Client(SERVER_NAME="localhost")
    assert "No mail yet" in words(client.get("/mailbox/"))
    delivery.deliver_due(at=now)

    everything = words(client.get("/mailbox/"))
    one = words(client.get("/mailbox/?to=ann.ray%40example.org"))

    assert "3 mails, the newest first" in everything and "1 mail to ann.ray@example.org" in one
    assert "No mail to x@example.org yet" in words(client.get("/mailbox/?to=x%40example.org"))


def test_there_is_no_mailbox_outside_the_demonstration(room, notice, mailbox, now, settings):
    delivery.deliver_due(at=now)
    settings.DEMO = False

    client = Client(SERVER_NAME="localhost")

    assert client.get("/mailbox/").status_code == 404
    assert client.get("/mailbox/" + "0" * 32 + ".eml/").status_code == 404


def test_a_mail_that_is_not_there_is_not_found(room, mailbox):
    for name in ("0" * 32 + ".eml", "nothing", "..%2F..%2Fetc%2Fpasswd"):
        assert Client(SERVER_NAME="localhost").get(f"/mailbox/{name}/").status_code == 404


def test_a_text_mail_has_working_links(room, notice, mailbox, now):
    Delivery.objects.filter(email="tess.lane@example.org").update(format="text")
    delivery.deliver_due(at=now)
    client = Client(SERVER_NAME="localhost")
    listed = client.get("/mailbox/", {"to": "tess.lane@example.org"}).content.decode()
    (mail,) = re.findall(r'href="(/mailbox/[0-9a-f]{32}\.eml/)"', listed)

    page = client.get(mail).content.decode()

    assert re.search(r'<a href="http://localhost:8000/casb/doc1/[^"]+magic_num=\d{8}', page)


@pytest.mark.parametrize(
    "html, safe",
    [
        ("<p onclick='x'>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script>b", "b"),
        ("<style>p{}</style>b<title>c</title>", "b"),
        ("<a href='javascript:x'>c</a>", "<a>c</a>"),
        (
            "<a href='https://e.example.org/?a=1&amp;b=2'>d</a>",
            '<a href="https://e.example.org/?a=1&amp;b=2">d</a>',
        ),
        (
            "<a href='https://e.example.org/\"onclick=x'>d</a>",
            '<a href="https://e.example.org/&quot;onclick=x">d</a>',
        ),
        ("<img src=x onerror=y>e", "e"),
        ("<iframe src=x>f</iframe>", "f"),
        ("<p>g<b>h", "<p>g<b>h</b></p>"),
        ("</div></main>i", "i"),
        ("<p><b>j</p></b>k", "<p><b>j</b></p>k"),
        ("&lt;script&gt; &amp;amp;", "&lt;script&gt; &amp;amp;"),
        ("<!-- x -->l<br>m", "l<br>m"),
        ("<svg><a href='https://x.example.org'>n", '<a href="https://x.example.org">n</a>'),
    ],
)
def test_a_mail_is_shown_harmless(html, safe):
    assert shown(html) == safe
