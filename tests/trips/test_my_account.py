"""Manage My Account: its tabs, and each page of Settings and Maintenance."""

import re

import pytest

from openecf.center.accounts.models import Account
from openecf.center.accounts.security_questions import QUESTIONS
from openecf.center.standing.models import CourtStanding, Errand
from openecf.courthouse.people.models import Person
from tests import walking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time")]
PAGES = {
    "settings": [
        *("username", "password", "email", "security-information", "billing-email", "billing-preferences"),
        *("factors", "security", "keys"),
    ],
    "maintenance": [
        *("personal", "address", "noticing", "e-file/courts", "e-file/register", "e-file/status"),
        *("e-file/history", "e-file/deactivate"),
    ],
}
OFFICE = {
    "firm_name": "Doe LLP",
    "street": "1 Example St",
    "city": "San Diego",
    "state": "CA",
    "zip_code": "92101",
    "country": "USA",
    "phone": "619-555-0100",
}


@pytest.fixture
def barbara(at):
    return walking.open_account(at=at)


@pytest.fixture
def client(barbara):
    return signed_in()


def signed_in(username="barbaratest"):
    """Return a browser signed in at the center only."""
    client = walking.browser()
    page = walking.go(client, "/cso/login/?next=/cso/account/")
    walking.send(client, page.where, {"username": username, "password": walking.PASSWORD})
    return client


def links(client, page):
    """Return the addresses a page leads to."""
    return re.findall(r'href="(/cso/[^"]*)"', client.get(f"/cso/account/{page}").content.decode())


def send(client, page, fields):
    return walking.send(client, f"/cso/account/{page}/", fields)


def files_in(account, court_id, at):
    """Let a court have told that the account files there."""
    walking.open_court(court_id, at=at)
    CourtStanding.objects.create(
        account=account, court_id=court_id, state="active", role="attorney", since=at
    )


def test_the_four_tabs_lead_to_all_that_is_under_them(client):
    page = walking.told(walking.go(client, "/cso/account/"))
    assert "Settings Maintenance Payments Usage" in page and "PAA Maintenance" not in page

    for tab, pages in PAGES.items():
        found = links(client, f"{tab}/")
        for each in pages:
            assert any(link.startswith(f"/cso/account/{each}/") for link in found), each
            assert walking.go(client, f"/cso/account/{each}/").status_code == 200


def test_a_firm_has_a_fifth_tab_and_no_pages_of_filing(at):
    walking.open_account("firmtest", at=at, holder="firm", last_name="Doe LLP", first_name="")
    client = signed_in("firmtest")

    assert "PAA Maintenance" in walking.told(walking.go(client, "/cso/account/"))
    assert not any("e-file" in link or "noticing" in link for link in links(client, "maintenance/"))
    assert walking.go(client, "/cso/account/firm/").status_code == 200


def test_a_legacy_account_is_led_to_its_upgrade(at):
    walking.open_account("lg0042", at=at, kind="legacy")
    client = signed_in("lg0042")

    assert "upgrade it" in walking.told(walking.go(client, "/cso/account/settings/"))
    assert not any("username" in link for link in links(client, "settings/"))


def test_a_username_changes_and_courts_learn_it_at_the_next_sign_on(barbara, at):
    walking.open_court("casb", at=at)
    client = walking.browser()
    walking.sign_in(client)

    page = send(client, "username", {"username": "barbara.new", "username_again": "barbara.new"})

    assert "Your username is changed" in walking.told(page)
    assert Person.objects.get().username == "barbaratest"
    other = walking.browser()
    assert "is wrong" in walking.told(walking.sign_in(other))
    walking.sign_in(other, username="barbara.new")
    assert Person.objects.get().username == "barbara.new"


def test_a_username_can_be_changed_only_after_a_fresh_sign_in(client, time):
    time(minutes=11)

    page = send(client, "username", {"username": "barbara.new", "username_again": "barbara.new"})

    assert "PACER LOGIN" in walking.told(page) and Account.objects.get().username == "barbaratest"


def test_a_wrong_username_keeps_what_was_typed(client):
    page = send(client, "username", {"username": "two words here", "username_again": "two words here"})

    assert "8 to 45 letters" in walking.told(page) and 'value="two words here"' in page.content.decode()


def test_security_questions_are_set_and_never_shown(client):
    fields = {"question_1": QUESTIONS[0], "answer_1": "Rex", "question_2": QUESTIONS[0], "answer_2": "Elm"}
    page = send(client, "security-information", fields)
    assert "two different questions" in walking.told(page) and "Rex" not in page.content.decode()

    page = send(client, "security-information", fields | {"question_2": QUESTIONS[1]})
    assert "questions are set" in walking.told(page)
    page = walking.go(client, "/cso/account/security-information/")
    assert QUESTIONS[1] in walking.told(page) and "Elm" not in page.content.decode()


def test_bills_go_elsewhere(client):
    page = send(client, "billing-email", {"billing_email": "bills@example.org", "more": "a@example.org\nb"})
    assert "“b” is not an e-mail address" in walking.told(page) and "a@example.org" in page.content.decode()

    send(client, "billing-email", {"billing_email": "bills@example.org", "more": "a@example.org"})

    told = walking.told(walking.go(client, "/cso/account/"))
    assert "Bills go to bills@example.org, copies to a@example.org" in told


def test_a_name_without_a_court_changes_here_only(client):
    page = walking.go(client, "/cso/account/personal/")
    assert "You file in no court" in walking.told(page) and "Reason" not in walking.told(page)

    page = send(client, "personal", {"first_name": "Barbara", "last_name": "Newname"})

    assert "Your name is changed here." in walking.told(page) and not Errand.objects.exists()
    assert "Barbara Newname" in walking.told(walking.go(client, "/cso/account/"))


def test_an_address_goes_to_each_court_with_the_choice_of_cases(client, barbara, at):
    files_in(barbara, "casb", at)
    assert "Courts that are told" in walking.told(walking.go(client, "/cso/account/address/"))

    page = send(client, "address", OFFICE)
    assert "Choose in which cases" in walking.told(page) and 'value="1 Example St"' in page.content.decode()
    page = send(client, "address", OFFICE | {"cases": "open", "reason": "We moved"})

    assert "Each court where you file is being told" in walking.told(page)
    sent = Errand.objects.get()
    assert (sent.court_id, sent.kind, sent.facts["cases"]) == ("casb", "address", "open")
    assert sent.reference in walking.told(walking.go(client, "/cso/account/e-file/status/"))


def test_noticing_goes_to_each_court(client, barbara, at):
    files_in(barbara, "casb", at)

    fields = {"email": "notices@example.org", "frequency": "daily", "format": "text"}
    page = send(client, "noticing", fields)

    assert "Saved here. Each court where you file is being told" in walking.told(page)
    assert Errand.objects.get().facts == fields


def test_a_name_or_address_that_lacks_something_is_asked_for(client):
    assert "Enter your last name." in walking.told(send(client, "personal", {"first_name": "Barbara"}))
    assert "Enter the city." in walking.told(send(client, "address", {"street": "1 Example St"}))
    assert "Choose how often." in walking.told(send(client, "noticing", {"email": "a@example.org"}))


def test_unused_search_is_opened_again_by_one_button(client):
    Account.objects.update(search_status="unused")
    assert "Open search again" in walking.told(walking.go(client, "/cso/account/"))

    page = walking.send(client, "/cso/account/search/open/", {})

    assert "Search is open again." in walking.told(page) and Account.objects.get().search_status == "active"
    assert "Open search again" not in walking.told(page)
    assert walking.send(client, "/cso/account/search/open/", {}).status_code == 400


def test_the_two_statuses_are_told_apart(client):
    Account.objects.update(search_status="inactive", hold="duplicate", filing_status="active")

    told = walking.told(walking.go(client, "/cso/account/"))

    assert "Case Search Status Inactive: being reviewed Filing Status Active" in told
    assert "You can file in the courts below." in told
