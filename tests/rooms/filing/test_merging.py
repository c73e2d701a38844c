"""Two filing accounts of one person become one, and nothing is lost."""

import threading

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.courthouse.cases import parties
from openecf.courthouse.cases.models import Appearance
from openecf.courthouse.fees import dues
from openecf.courthouse.filing import checking, drafts, efile, merging, papers, receipts
from openecf.courthouse.notices import received
from openecf.courthouse.people import correcting, corrections, passwords
from openecf.courthouse.people.deciding import NotOpen, TwoClerks
from openecf.courthouse.people.models import CourtUser, NoticeAddress, Person
from openecf.letters.models import Letter
from tests import agents
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(at):
    return fixtures.room(at)


@pytest.fixture
def clark(room, at):
    return agents.viewer(room.clark, at)


@pytest.fixture
def clara(room, at):
    return agents.viewer(fixtures.court_user(room.court, at, "Clara", "Quill", role="clerk"), at)


@pytest.fixture
def double(room, at):
    """Ann registered anew with another account, and filed with it."""
    made = fixtures.court_user(room.court, at, "Anne", "Ray", firm_name="Ray Law")
    parties.appear(room.bank, made)
    parties.appear(room.debtor, made)
    return made


def filed(account, room, at):
    who = fixtures.viewer(account, at)
    made = efile.begin(who, room.case, event="relief_from_stay", at=at)
    efile.choose_parties(who, made, (room.bank.pk,), associate=False, at=at)
    papers.attach(who, made, fixtures.upload("motion.pdf"), filename="motion.pdf", at=at)
    efile.answer(who, made, {"relief": "Real Property", "about": "x"}, at=at)
    return efile.submit(who, made, key=checking.preview(who, made, at=at).key, at=at)


def merge(clark, clara, room, kept, gone, at):
    reference = correcting.propose(
        clark, room.court, kept.pk, "merge", other_number=gone.pk, reason="One person.", at=at
    )
    with pytest.raises(TwoClerks):
        merging.approve(clark, room.court, reference, mark="", reason="x", at=at)
    mark = corrections.proposal(clara, room.court, reference).mark
    merging.approve(clara, room.court, reference, mark=mark, reason="Card seen.", at=at)
    return reference


def test_all_that_was_filed_drafted_owed_and_received_is_found_under_the_one_that_stays(
    room, double, clark, clara, at
):
    done = filed(double, room, at)
    draft = efile.begin(fixtures.viewer(double, at), room.case, at=at)

    reference = merge(clark, clara, room, room.ann, double, at)

    # Ann's own account had no holder of its own: the holder of the double holds it now
    ann = fixtures.viewer(CourtUser.objects.get(pk=room.ann.pk), at)
    assert receipts.receipt_for(ann, done.reference).reference == done.reference
    assert [one.pk for one in drafts.drafts_of(ann)] == [draft.pk]
    assert dues.unpaid(ann, at=at)
    assert "anne.ray@example.org" in [one.email for one in received.latest(ann, most=10)]
    assert Person.objects.get(court_user=room.ann).link_reference == reference


def test_appearances_are_kept_once_each(room, double, clark, clara, at):
    merge(clark, clara, room, room.ann, double, at)

    assert not Appearance.objects.filter(court_user=double).exists()
    acts_for = Appearance.objects.filter(court_user=room.ann, ended_date=None)
    assert set(acts_for.values_list("party", flat=True)) == {room.bank.pk, room.debtor.pk}
    assert set(NoticeAddress.objects.filter(court_user=room.ann).values_list("email", flat=True)) == {
        "ann.ray@example.org",
        "anne.ray@example.org",
    }


def test_when_both_are_linked_the_one_that_stays_keeps_its_holder(room, double, clark, clara, at):
    first, second = agents.viewer(room.ann, at), agents.viewer(double, at)

    merge(clark, clara, room, room.ann, double, at)

    assert agents.again(room.ann, at).court_user_id == first.court_user_id
    assert not agents.again(double, at, key=f"key-{double.pk}").linked
    assert second.linked


def test_the_old_password_of_the_one_that_goes_is_dead(room, clark, clara, at):
    old = fixtures.court_user(room.court, at, "Anne", "Ray", login="aray")
    CourtUser.objects.filter(pk=old.pk).update(state="legacy", password="pbkdf2_sha256$1$a$b")

    merge(clark, clara, room, room.ann, old, at)

    old.refresh_from_db()
    assert old.state == "closed"
    assert not passwords.is_password_usable(old.password)


def test_both_addresses_are_told_and_the_trail_names_both(room, double, clark, clara, at):
    reference = merge(clark, clara, room, room.ann, double, at)

    assert {one.recipient for one in Letter.objects.all()} == {"ann.ray@example.org", "anne.ray@example.org"}
    made = LogEntry.objects.get(action="people.correction_made")
    assert (made.reference, made.detail["other"]) == (reference, f"court user {double.pk}")
    assert corrections.merged_into(room.ann.pk) == [double.pk]


def test_accounts_of_two_roles_or_one_and_the_same_are_no_duplicates(room, clark, at):
    for other in (room.tess.pk, room.ann.pk, room.clark.pk, 0, None):
        with pytest.raises(correcting.NotADuplicate):
            correcting.propose(clark, room.court, room.ann.pk, "merge", other_number=other, reason="x", at=at)


def test_what_was_closed_meanwhile_is_not_merged(room, double, clark, clara, at):
    reference = correcting.propose(
        clark, room.court, room.ann.pk, "merge", other_number=double.pk, reason="x", at=at
    )
    mark = corrections.proposal(clara, room.court, reference).mark
    CourtUser.objects.filter(pk=double.pk).update(state="closed")

    with pytest.raises(NotOpen):
        merging.approve(clara, room.court, reference, mark=mark, reason="x", at=at)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_merged_by_two_at_once_it_is_merged_once(at):
    room = fixtures.room(at)
    double = fixtures.court_user(room.court, at, "Anne", "Ray")
    agents.viewer(double, at)
    staff = [fixtures.court_user(room.court, at, f"C{n}", "Lerk", role="clerk") for n in range(3)]
    first, *others = [agents.viewer(one, at) for one in staff]
    reference = correcting.propose(
        first, room.court, room.ann.pk, "merge", other_number=double.pk, reason="x", at=at
    )
    mark = corrections.proposal(first, room.court, reference).mark
    found, barrier = [], threading.Barrier(2)

    def approve(who):
        barrier.wait()
        try:
            merging.approve(who, room.court, reference, mark=mark, reason="y", at=at)
            found.append("made")
        except NotOpen:
            found.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=(who,)) for who in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == ["late", "made"]
    assert Person.objects.get(court_user=room.ann).username == f"user{double.pk}"
