"""A filer files a motion in the browser: menu, case, event, party, PDF, check, filed."""

import re

import pytest
from django.utils import timezone

from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.notices.models import Delivery, Notice
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def room(now):
    return fixtures.room(now)


@pytest.fixture
def ann(room, now):
    return fixtures.browser(fixtures.person(room.court, now, "annray2026", room.ann), now)


def submit_key(page) -> str:
    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


def filed_motion(client, room):
    """Walk the steps to the check page and return it with its address."""
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
    page, draft = filed_motion(ann, room)
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
