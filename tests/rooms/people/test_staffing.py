"""Clerks and judges: two invite, exactly one account takes it, and who leaves can only search."""

import re
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.courthouse.people import closing, freshness, staff_joining, staff_list, staffing
from openecf.courthouse.people.deciding import ReasonNeeded, TwoClerks
from openecf.courthouse.people.models import Bulletin, CourtUser, StaffInvitation
from openecf.courthouse.people.staffing import NewStaff
from openecf.foundation.refusals import NotYours
from openecf.letters.models import Letter
from tests import people_cast

pytestmark = pytest.mark.django_db
NORA = NewStaff("7000555", "Newell", "clerk", "nn", "nora@court.example.org")


@pytest.fixture
def clark(casb, at):
    return people_cast.clerk(casb, at=at, username="clarkclerk")


@pytest.fixture
def clara(casb, at):
    return people_cast.clerk(casb, at=at, username="claraclerk", first_name="Clara", last_name="Quill")


def invited(casb, clark, clara, at):
    """Return the token that was mailed."""
    public_id = staffing.invite(clark, casb, NORA, reason="New deputy.", at=at)
    staffing.approve(clara, casb, public_id, at=at)
    body = Letter.objects.get(recipient=NORA.email).body
    return re.search(r"invitation/([^/]+)/", body)[1]


def nora(casb, at, **facts):
    said = {
        "username": "noranewell",
        "first_name": "Nora",
        "last_name": "Newell",
        "account_number": "7000555",
    }
    return people_cast.signed_in(casb, at=at, **said | facts)


def test_nothing_is_mailed_before_a_second_of_the_staff_approves(casb, at, clark, clara):
    public_id = staffing.invite(clark, casb, NORA, reason="New deputy.", at=at)

    assert not Letter.objects.exists()
    with pytest.raises(TwoClerks):
        staffing.approve(clark, casb, public_id, at=at)


def test_the_invited_account_joins_and_its_menus_change(casb, at, clark, clara):
    token = invited(casb, clark, clara, at)
    seen = nora(casb, at)

    staff_joining.take(seen, casb, token, at=at)

    again = people_cast.again(seen, casb, at=at)
    assert again.is_staff and again.role == "clerk"
    assert CourtUser.objects.get(pk=again.court_user_id).initials == "nn"
    assert Bulletin.objects.filter(sub=seen.sub, kind="staff").get().told["state"] == "active"
    assert [one.name for one in staff_list.members(clark, casb)] == [
        "Clark Clerk",
        "Nora Newell",
        "Clara Quill",
    ]
    with pytest.raises(staff_joining.NoSuchInvitation):
        staff_joining.take(again, casb, token, at=at)


@pytest.mark.parametrize(
    "facts", [{"account_number": "7000556"}, {"last_name": "Other"}, {"account_number": ""}]
)
def test_nobody_else_takes_it(casb, at, clark, clara, facts):
    token = invited(casb, clark, clara, at)

    with pytest.raises(staff_joining.NoSuchInvitation):
        staff_joining.take(nora(casb, at, **facts), casb, token, at=at)


def test_it_runs_out_after_seven_days_and_can_be_withdrawn(casb, at, clark, clara):
    token = invited(casb, clark, clara, at)
    seen = nora(casb, at)

    with pytest.raises(staff_joining.NoSuchInvitation):
        staff_joining.invitation_for(seen, casb, token, at=at + timedelta(days=7))
    staffing.withdraw(clark, casb, StaffInvitation.objects.get().public_id, at=at)
    with pytest.raises(staff_joining.NoSuchInvitation):
        staff_joining.take(seen, casb, token, at=at)


def test_it_works_in_its_own_court_only(casb, exab, at, clark, clara):
    token = invited(casb, clark, clara, at)
    elsewhere = people_cast.signed_in(
        exab, at=at, username="noranewell", last_name="Newell", account_number="7000555"
    )

    with pytest.raises(staff_joining.NoSuchInvitation):
        staff_joining.take(elsewhere, exab, token, at=at)


def test_who_files_here_is_not_made_staff_by_a_link(casb, at, clark, clara):
    token = invited(casb, clark, clara, at)
    seen = nora(casb, at)
    person = people_cast.person(casb, at=at, username="noranewell")
    person.court_user = people_cast.old_account(casb, at=at)
    person.save()

    with pytest.raises(staff_joining.HasAnAccount):
        staff_joining.take(seen, casb, token, at=at)


def test_each_lack_is_said(casb, at, clark):
    for change, refused in (
        ({"role": "attorney"}, staffing.ChooseRole),
        ({"account_number": "70005"}, staffing.SevenDigits),
        ({"last_name": " "}, staffing.NameNeeded),
        ({"initials": "n"}, staffing.InitialsNeeded),
        ({"email": "nora"}, staffing.NotAnAddress),
    ):
        with pytest.raises(refused):
            staffing.invite(clark, casb, replace(NORA, **change), reason="x", at=at)
    with pytest.raises(ReasonNeeded):
        staffing.invite(clark, casb, NORA, reason=" ", at=at)
    with pytest.raises(NotYours):
        staffing.invite(nora(casb, at), casb, NORA, reason="x", at=at)
    staffing.invite(clark, casb, NORA, reason="x", at=at)
    with pytest.raises(staffing.InvitedAlready):
        staffing.invite(clark, casb, NORA, reason="x", at=at)


def test_who_is_removed_can_only_search_and_is_told(casb, at, clark, clara):
    staffing.remove(clark, casb, clara.court_user_id, reason="Left the court.", at=at)

    again = people_cast.again(clara, casb, at=at)
    assert again.signed_in and not again.is_staff and not again.linked
    assert "Left the court." in Letter.objects.get(recipient="claraclerk@court.example.org").body
    assert Bulletin.objects.filter(sub=clara.sub, kind="staff").latest("pk").told["state"] == "unlinked"
    assert LogEntry.objects.get(action="people.staff_removed").detail["username"] == "claraclerk"


def test_nobody_removes_himself_or_a_filer(casb, at, clark):
    with pytest.raises(closing.OwnAccount):
        staffing.remove(clark, casb, clark.court_user_id, reason="x", at=at)
    with pytest.raises(closing.NoSuchAccount):
        staffing.remove(clark, casb, people_cast.old_account(casb, at=at).pk, reason="x", at=at)
    with pytest.raises(freshness.SignInAgain):
        staffing.remove(replace(clark, auth_time=None), casb, 1, reason="x", at=at)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_taken_in_many_windows_at_once_it_makes_one_account(casb, at, clark, clara):
    token = invited(casb, clark, clara, at)
    seen = nora(casb, at)
    found, barrier = [], threading.Barrier(4)

    def take():
        barrier.wait()
        try:
            found.append(staff_joining.take(seen, casb, token, at=at))
        except (staff_joining.NoSuchInvitation, staff_joining.HasAnAccount):
            found.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([one for one in found if one]) == 1
    assert CourtUser.objects.filter(last_name="Newell").count() == 1
