"""The notice of redaction responsibility: filers tick it once a session, before they come to a court."""

from urllib.parse import parse_qs, urlsplit

import pytest

from openecf.center.accounts.models import Account
from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def casb(at, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at)
    return walking.open_court("casb", at=at)


@pytest.fixture
def filer(at):
    return walking.open_account(filing_status="active", at=at)


def login(client, **fields):
    """Sign in from the court's door and stay where PACER LOGIN leads."""
    page = walking.go(client, "/casb/sign-in/")
    return walking.send(client, page.where, {"username": "barbaratest", "password": walking.PASSWORD})


def test_a_filer_reads_the_notice_and_goes_on_to_the_court(filer):
    client = walking.browser()

    page = login(client)

    told = walking.told(page)
    assert "IMPORTANT NOTICE OF REDACTION RESPONSIBILITY" in told
    for words in ("dates of birth", "home addresses", "9037", "attachments", "I understand that, if I file"):
        assert words in told
    page = walking.send(client, page.where, {"understood": "on"})
    assert page.where == "http://localhost:8000/casb/"
    assert page.context["viewer"].username == "barbaratest"


def test_without_the_tick_it_stays_and_says_why(filer):
    client = walking.browser()
    page = walking.send(client, login(client).where, {})

    assert "Tick the box when you have read the notice" in walking.told(page)


def test_no_court_is_reached_around_the_notice(filer):
    client = walking.browser()
    login(client)

    page = walking.go(client, "/casb/sign-in/")

    assert "/cso/login/redaction/" in page.where
    assert not walking.go(client, "/casb/").context["viewer"].signed_in


def test_a_court_that_may_show_no_page_is_told_so(filer, casb):
    client = walking.browser()
    login(client)
    address = client.get("/casb/sign-in/").headers["Location"]

    answer = walking.step(client, address + "&prompt=none")

    assert parse_qs(urlsplit(answer.headers["Location"]).query)["error"][0].endswith("_required")


def test_it_is_asked_once_a_session(filer, at):
    walking.open_court("exab", at=at)
    client = walking.browser()
    walking.sign_in(client)

    assert walking.go(client, "/exab/sign-in/").where == "http://localhost:8000/exab/"
    assert "redaction" in login(walking.browser()).where


def test_a_searcher_is_not_asked(at):
    walking.open_account(at=at)

    assert login(walking.browser()).where == "http://localhost:8000/casb/"


def test_who_becomes_a_filer_meanwhile_is_asked_at_the_next_court(at):
    walking.open_account(at=at)
    walking.open_court("exab", at=at)
    client = walking.browser()
    login(client)
    Account.objects.update(filing_status="active")

    assert "/cso/login/redaction/" in walking.go(client, "/exab/sign-in/").where


def test_the_page_leads_nobody_away(filer):
    client = walking.browser()
    login(client)

    page = walking.send(client, "/cso/login/redaction/?next=//evil.example.org/", {"understood": "on"})

    assert page.where == "http://localhost:8000/cso/account/"


def test_nobody_signed_in_is_sent_to_sign_in():
    assert "/cso/login/" in walking.go(walking.browser(), "/cso/login/redaction/").where
