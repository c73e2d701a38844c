"""Staff at their pages: an account disabled and restored, a link corrected by two, a clerk invited."""

import re

import pytest

from openecf.courthouse.people.models import CourtUser, Person
from openecf.letters.models import Letter
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def clark(room, now):
    return fixtures.browser(fixtures.person(room.court, now, "clarkclerk", room.clark), now)


@pytest.fixture
def clara(room, now):
    account = fixtures.court_user(room.court, now, "Clara", "Quill", role="clerk")
    return fixtures.browser(fixtures.person(room.court, now, "claraclerk", account), now)


def told(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_the_desk_leads_there_and_others_are_kept_out(clark, ann):
    assert "Filing accounts" in told(clark.get("/casb/clerk/"))
    for page in ("accounts/", "accounts/1/", "staff/", "accounts/corrections/COR-1111-2222/"):
        assert ann.get(f"/casb/clerk/{page}").status_code == 403


def test_an_account_is_found_disabled_and_restored(clark, ann, room):
    found = clark.get("/casb/clerk/accounts/", {"find": "annray2026"})
    assert f"/casb/clerk/accounts/{room.ann.pk}/" in found.content.decode()

    page = clark.post(f"/casb/clerk/accounts/{room.ann.pk}/disable/", {"reason": ""})
    assert "Give a reason" in told(page)
    page = clark.post(f"/casb/clerk/accounts/{room.ann.pk}/disable/", {"reason": "Suspended."}, follow=True)
    assert "The account is disabled" in told(page) and "Suspended." in told(page)
    assert "Bankruptcy" not in re.search(r'data-menu="([^"]*)"', ann.get("/casb/").content.decode())[1]

    page = clark.post(f"/casb/clerk/accounts/{room.ann.pk}/restore/", {"reason": "Mended."}, follow=True)
    assert "The account is restored" in told(page)
    assert "Bankruptcy" in re.search(r'data-menu="([^"]*)"', ann.get("/casb/").content.decode())[1]


def test_a_link_is_corrected_by_two(clark, clara, ann, room):
    page = clark.post(
        f"/casb/clerk/accounts/{room.ann.pk}/propose/", {"kind": "relink", "reason": "Typed wrong"}
    )
    assert "Enter the seven digits" in told(page) and "Typed wrong" in page.content.decode()

    page = clark.post(
        f"/casb/clerk/accounts/{room.ann.pk}/propose/", {"kind": "unlink", "reason": "Wrong"}, follow=True
    )
    assert "Another of the staff must decide" in told(page)
    assert "Approve" not in told(page).partition("Decide")[2]
    address = page.redirect_chain[-1][0].partition("?")[0]

    seen = clara.get(address)
    mark = re.search(r'name="mark" value="([^"]+)"', seen.content.decode())[1]
    page = clara.post(
        f"{address}decide/", {"decision": "approve", "mark": mark, "reason": "Yes"}, follow=True
    )

    assert "The correction is made" in told(page)
    assert not Person.objects.filter(court_user=room.ann).exists()
    assert ann.get("/casb/").status_code == 200


def test_duplicates_are_merged_by_two(clark, clara, room, now):
    double = fixtures.court_user(room.court, now, "Anne", "Ray")

    page = clark.post(
        f"/casb/clerk/accounts/{room.ann.pk}/propose/",
        {"kind": "merge", "other_number": double.pk, "reason": "One person"},
        follow=True,
    )
    address = page.redirect_chain[-1][0].partition("?")[0]
    mark = re.search(r'name="mark" value="([^"]+)"', clara.get(address).content.decode())[1]
    clara.post(f"{address}decide/", {"decision": "approve", "mark": mark, "reason": "Yes"})

    assert CourtUser.objects.get(pk=double.pk).state == "closed"
    kept = told(clark.get(f"/casb/clerk/accounts/{room.ann.pk}/"))
    assert f"Anne Ray, number {double.pk}" in kept


def test_a_clerk_is_invited_approved_and_joins(clark, clara, room, now):
    new = {
        "role": "clerk",
        "account_number": "7000555",
        "last_name": "Newell",
        "initials": "nn",
        "email": "nora@court.example.org",
    }
    page = clark.post("/casb/clerk/staff/", new)
    assert "Give a reason" in told(page) and "7000555" in page.content.decode()
    page = clark.post("/casb/clerk/staff/", new | {"reason": "New deputy"}, follow=True)
    assert "Another of the staff must approve it" in told(page)
    approve = re.search(
        r'action="(/casb/clerk/staff/approve/[^"]+)"', clara.get("/casb/clerk/staff/").content.decode()
    )
    page = clara.post(approve[1], follow=True)
    assert "The link was mailed" in told(page)

    person = fixtures.person(room.court, now, "noranewell")
    Person.objects.filter(pk=person.pk).update(account_number="7000555", last_name="Newell")
    nora = fixtures.browser(person, now)
    link = re.search(r"/casb/clerk/staff/invitation/\S+", Letter.objects.get(recipient=new["email"]).body)[0]
    assert "Join the staff" in told(nora.get(link))
    page = nora.post(link, follow=True)
    assert "Clerk" in re.search(r'data-menu="([^"]*)"', page.content.decode())[1]

    number = CourtUser.objects.get(last_name="Newell").pk
    page = clara.post(f"/casb/clerk/staff/remove/{number}/", {"reason": "Left"}, follow=True)
    assert "Removed." in told(page)
    assert "Clerk" not in re.search(r'data-menu="([^"]*)"', nora.get("/casb/").content.decode())[1]
