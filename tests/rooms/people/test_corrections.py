"""What the court does to filing accounts: disable, restore, unlink, relink; by two, with reason and mails."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.courthouse.people import closing, correcting, corrections, freshness, linking, passwords
from openecf.courthouse.people.deciding import NotOpen, ReasonNeeded, TwoClerks
from openecf.courthouse.people.models import Bulletin, CourtUser, Grant, Person
from openecf.foundation.refusals import NotYours
from openecf.letters.models import Letter
from tests import agents, people_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def clark(casb, at):
    return people_cast.clerk(casb, at=at, username="clarkclerk")


@pytest.fixture
def clara(casb, at):
    return people_cast.clerk(casb, at=at, username="claraclerk", first_name="Clara", last_name="Quill")


@pytest.fixture
def barbara(casb, at):
    """Barbara's old account, linked to her PACER account by the act that links."""
    people_cast.old_account(casb, at=at)
    seen = people_cast.signed_in(casb, at=at)
    match = linking.find_court_user(
        seen, casb, login="bcasb", password=people_cast.PASSWORD, address="127.0.0.1", at=at
    )
    linking.link(seen, match.token, names_checked=True, at=at)
    Letter.objects.all().delete()
    return CourtUser.objects.get(login="bcasb")


def approve(viewer, court, reference, *, reason="She showed her card.", at):
    mark = corrections.proposal(viewer, court, reference).mark
    correcting.approve(viewer, court, reference, mark=mark, reason=reason, at=at)


def test_a_disabled_filer_can_not_file_from_the_next_page_on(casb, at, clark, barbara):
    seen = people_cast.again(people_cast.signed_in(casb, at=at, key="k2"), casb, at=at, key="k2")
    assert seen.may_file

    closing.disable(clark, casb, barbara.pk, reason="Suspended from practice.", at=at)

    again = people_cast.again(seen, casb, at=at, key="k2")
    assert not again.may_file and again.signed_in
    assert {one.recipient for one in Letter.objects.all()} == {
        "barbara@casblaw.example.org",
        "barbara@mail.example.org",
    }
    assert "Suspended from practice." in Letter.objects.first().body
    assert Bulletin.objects.filter(kind="disabled").get().told["state"] == "disabled"
    line = LogEntry.objects.get(action="people.account_disabled")
    assert (line.actor, line.detail["by"]) == ("clarkclerk", "Clark Clerk")
    assert line.detail["reason"] == "Suspended from practice."


def test_a_restored_account_is_as_it_was(casb, at, clark, barbara):
    old = people_cast.old_account(casb, at=at, login="other", email="o@example.org")
    for account in (barbara, old):
        closing.disable(clark, casb, account.pk, reason="For now.", at=at)
        closing.restore(clark, casb, account.pk, reason="Back.", at=at)

    barbara.refresh_from_db()
    old.refresh_from_db()
    assert (barbara.state, old.state) == ("active", "legacy")
    assert Bulletin.objects.filter(kind="restored").get().told["state"] == "active"


def test_disabling_needs_staff_a_reason_and_a_fresh_sign_on(casb, at, clark, barbara):
    stale = replace(clark, auth_time=at - timedelta(minutes=11))
    filer = people_cast.signed_in(casb, at=at, key="k2")

    for who, reason, refused in (
        (filer, "x", NotYours),
        (clark, "  ", ReasonNeeded),
        (stale, "x", freshness.SignInAgain),
    ):
        with pytest.raises(refused):
            closing.disable(who, casb, barbara.pk, reason=reason, at=at)
    with pytest.raises(closing.OwnAccount):
        closing.disable(clark, casb, clark.court_user_id, reason="x", at=at)


def test_staff_of_another_court_finds_no_such_account(casb, exab, at, barbara):
    other = people_cast.clerk(exab, at=at, username="exabclerk")

    with pytest.raises(closing.NoSuchAccount):
        closing.disable(other, exab, barbara.pk, reason="x", at=at)


def test_two_of_the_staff_unlink_and_the_old_password_never_returns(casb, at, clark, clara, barbara):
    reference = correcting.propose(clark, casb, barbara.pk, "unlink", reason="Wrong person.", at=at)
    with pytest.raises(TwoClerks):
        approve(clark, casb, reference, at=at)
    assert people_cast.again(people_cast.signed_in(casb, at=at, key="k2"), casb, at=at, key="k2").may_file

    approve(clara, casb, reference, at=at)

    barbara.refresh_from_db()
    assert barbara.state == "legacy"
    assert passwords.account_proved(casb, "bcasb", people_cast.PASSWORD) is None
    assert not people_cast.again(people_cast.signed_in(casb, at=at, key="k3"), casb, at=at, key="k3").linked
    assert {one.recipient for one in Letter.objects.all()} == {
        "barbara@casblaw.example.org",
        "barbara@mail.example.org",
    }
    assert Bulletin.objects.filter(kind="unlinked").get().told["state"] == "unlinked"


def test_relinking_moves_the_account_to_another_pacer_account(casb, at, clark, clara, barbara):
    right = people_cast.person(casb, at=at, username="barbararight", email="right@example.org")
    reference = correcting.propose(
        clark, casb, barbara.pk, "relink", to_number=right.account_number, reason="Typed the other.", at=at
    )

    approve(clara, casb, reference, at=at)

    right.refresh_from_db()
    assert right.court_user == barbara
    assert right.link_reference == reference
    assert not Person.objects.get(username="barbaratest").court_user
    assert CourtUser.objects.get(pk=barbara.pk).state == "active"
    assert {one.recipient for one in Letter.objects.all()} == {
        "barbara@casblaw.example.org",
        "barbara@mail.example.org",
        "right@example.org",
    }
    assert {(row.sub, row.kind) for row in Bulletin.objects.exclude(kind="staff")} >= {
        ("sub-barbaratest", "unlinked"),
        ("sub-barbararight", "linked"),
    }


def test_an_unlinked_account_is_given_to_its_right_holder(casb, at, clark, clara, barbara):
    approve(clara, casb, correcting.propose(clark, casb, barbara.pk, "unlink", reason="x", at=at), at=at)
    again = correcting.propose(
        clark,
        casb,
        barbara.pk,
        "relink",
        to_number=Person.objects.get(username="barbaratest").account_number,
        reason="It was right.",
        at=at,
    )

    approve(clara, casb, again, at=at)

    assert Person.objects.get(username="barbaratest").court_user_id == barbara.pk


def test_grants_of_the_wrong_holder_end(casb, at, clark, clara, barbara):
    pia = agents.agent(casb, at)
    agents.granted(barbara, pia, at)

    approve(clara, casb, correcting.propose(clark, casb, barbara.pk, "unlink", reason="x", at=at), at=at)

    assert Grant.objects.get().ended_at == at


def test_what_stands_in_the_way_is_said(casb, at, clark, barbara):
    other = people_cast.old_account(casb, at=at, login="other")
    linked = people_cast.person(casb, at=at, username="somebodyelse")
    linked.court_user = people_cast.old_account(casb, at=at, login="third")
    linked.save()
    firm = people_cast.person(casb, at=at, username="thefirm", holder="firm")
    own = Person.objects.get(username="barbaratest").account_number

    for number, to, refused in (
        (barbara.pk, "7999999", correcting.NoSuchPerson),
        (barbara.pk, "", correcting.NoSuchPerson),
        (barbara.pk, own, correcting.SamePerson),
        (barbara.pk, linked.account_number, correcting.OtherIsLinked),
    ):
        with pytest.raises(refused):
            correcting.propose(clark, casb, number, "relink", to_number=to, reason="x", at=at)
    with pytest.raises(correcting.NotLinked):
        correcting.propose(clark, casb, other.pk, "unlink", reason="x", at=at)
    with pytest.raises(correcting.obstacles.FirmAccount):
        correcting.propose(
            clark, casb, barbara.pk, "relink", to_number=firm.account_number, reason="x", at=at
        )


def test_only_one_correction_of_an_account_waits(casb, at, clark, barbara):
    correcting.propose(clark, casb, barbara.pk, "unlink", reason="x", at=at)

    with pytest.raises(correcting.AlreadyProposed):
        correcting.propose(clark, casb, barbara.pk, "unlink", reason="y", at=at)


def test_a_refused_correction_changes_nothing_and_stays_on_the_record(casb, at, clark, clara, barbara):
    reference = correcting.propose(clark, casb, barbara.pk, "unlink", reason="x", at=at)

    correcting.refuse(clara, casb, reference, reason="She is right.", at=at)

    assert Person.objects.get(username="barbaratest").court_user_id == barbara.pk
    seen = corrections.proposal(clark, casb, reference)
    assert (seen.state, seen.decided_by, seen.decided_reason) == ("refused", "Clara Quill", "She is right.")
    with pytest.raises(NotOpen):
        approve(clara, casb, reference, at=at)


def test_what_changed_since_it_was_read_is_not_approved(casb, at, clark, clara, barbara):
    reference = correcting.propose(clark, casb, barbara.pk, "unlink", reason="x", at=at)
    mark = corrections.proposal(clara, casb, reference).mark
    closing.disable(clark, casb, barbara.pk, reason="meanwhile", at=at)

    with pytest.raises(NotOpen):
        correcting.approve(clara, casb, reference, mark=mark, reason="x", at=at)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_many_who_decide_at_once_one_does(casb, at, clark, clara, barbara):
    carol = people_cast.clerk(casb, at=at, username="carolclerk", first_name="Carol")
    reference = correcting.propose(clark, casb, barbara.pk, "unlink", reason="x", at=at)
    mark = corrections.proposal(clara, casb, reference).mark
    found, barrier = [], threading.Barrier(4)

    def decide(place):
        who = (clara, carol)[place % 2]
        barrier.wait()
        try:
            if place < 2:
                correcting.approve(who, casb, reference, mark=mark, reason="r", at=at)
            else:
                correcting.refuse(who, casb, reference, reason="r", at=at)
            found.append("done")
        except (NotOpen, correcting.NotLinked):
            found.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == ["done", "late", "late", "late"]
    made = corrections.proposal(clark, casb, reference).state == "made"
    assert Person.objects.filter(username="barbaratest", court_user=None).exists() == made
