"""Registrations to file: taken once, answered by one clerk, or by two when an old account is linked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from openecf.audit.models import LogEntry
from openecf.courthouse.filing import changes
from openecf.courthouse.people import deciding, errands, freshness, linking, registering, registrations, roles
from openecf.courthouse.people.models import Bulletin, CourtUser, Person, Registration
from openecf.foundation.refusals import NoSuchRecord, NotYours
from openecf.letters.models import Letter
from tests import people_cast as cast
from tests.registering import errand, mark, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def clark(casb, at):
    return cast.clerk(casb, at=at, username="clark001")


@pytest.fixture
def cora(casb, at):
    return cast.clerk(casb, at=at, username="cora0001", first_name="Cora")


@pytest.fixture
def row(casb, clark, cora, at):
    Letter.objects.all().delete()
    Bulletin.objects.all().delete()
    return take(casb, at=at)


def told():
    return [(each.kind, each.told["state"]) for each in Bulletin.objects.order_by("pk")]


def approve_new(clerk, court, row, *, at, **said):
    return registering.approve_new(
        clerk, court, row.reference, mark=mark(clerk, court, row, at=at), at=at, **said
    )


def approve_link(clerk, court, row, *, at, reason="Called the firm"):
    registering.approve_link(
        clerk, court, row.reference, mark=mark(clerk, court, row, at=at), reason=reason, at=at
    )


def refuse(clerk, court, row, *, at, reason="Not admitted here"):
    registering.refuse(clerk, court, row.reference, mark=mark(clerk, court, row, at=at), reason=reason, at=at)


def test_somebody_never_seen_here_is_made_from_the_claims(casb, row):
    person = row.person

    assert (person.sub, person.username, person.account_number) == (
        "sub-barbaratest",
        "barbaratest",
        "7000123",
    )
    assert (person.name.full, person.email, person.court_user) == (
        "BarbaraTest Casb",
        "barbara@mail.example.org",
        None,
    )
    assert told() == [("received", "requested")]
    assert [letter.subject for letter in Letter.objects.all()] == ["The court has your registration to file"]


def test_somebody_seen_before_stays_the_same_person(casb, at):
    before = cast.person(casb, at=at)

    row = take(casb, at=at)

    assert row.person == before
    assert Person.objects.count() == 1


def test_the_same_errand_again_changes_nothing(casb, at):
    sent = errand(casb, at=at)

    for _ in range(3):
        changes.take(casb, sent, at=at)

    assert Registration.objects.count() == 1
    assert Bulletin.objects.count() == 1
    assert Letter.objects.count() == 1


def test_facts_are_cut_to_a_bearable_length_and_unknown_ones_are_left(casb, at):
    row = take(casb, at=at, remark="x" * 5000, firm_name="y" * 500, evil="z", city=7)

    assert len(row.facts["remark"]) == 2000
    assert len(row.facts["firm_name"]) == 250
    assert "evil" not in row.facts and "city" not in row.facts


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"role": "clerk"}, "role"), ({"role": "judge"}, "role"), ({"role": ""}, "role")],
)
def test_a_role_that_nobody_registers_for_is_refused_at_once(casb, at, facts, words):
    row = take(casb, at=at, **facts)

    assert row.state == "refused"
    assert words in row.decided_reason
    assert told() == [("refused", "")]


def test_a_second_registration_while_one_waits_is_refused_with_its_reference(casb, row, at):
    second = take(casb, at=at)

    assert second.state == "refused"
    assert row.reference in second.decided_reason


def test_who_is_linked_already_is_refused_at_once(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    match = linking.find_court_user(
        seen, casb, login="bcasb", password=cast.PASSWORD, address="192.0.2.7", at=at
    )
    linking.link(seen, match.token, names_checked=True, at=at)

    row = take(casb, at=at)

    assert row.state == "refused"
    assert "linked to Barbara CASB in this court" in row.decided_reason
    assert told()[-1] == ("refused", "")


def test_before_the_courts_nextgen_day_nobody_registers(casb, at):
    casb.nextgen_date = date(2027, 1, 1)
    casb.save()

    assert take(casb, at=at).state == "refused"


def test_an_errand_for_another_court_is_none(casb, exab, at):
    with pytest.raises(errands.NotAnErrand):
        changes.take(exab, errand(casb, at=at), at=at)


def test_one_clerk_approves_a_new_account(casb, row, clark, at):
    account = approve_new(clark, casb, row, at=at, reason="Bar card seen")

    row.refresh_from_db()
    assert (row.state, row.court_user, row.decided_reason) == ("approved", account, "Bar card seen")
    assert (account.role, account.state, account.login) == ("attorney", "active", None)
    assert account.address == "1 Example Street\nSan Diego, CA 92101"
    assert account.person == row.person
    notice = account.noticeaddress_set.get()
    assert (notice.email, notice.frequency, notice.format) == ("notices@example.org", "each", "html")
    assert told()[-1] == ("approved", "active")
    assert Bulletin.objects.last().told["errand"] == row.errand
    assert LogEntry.objects.filter(action="people.register_approved", reference=row.reference).count() == 1
    mails = {letter.recipient for letter in Letter.objects.filter(subject="You can file in this court")}
    assert mails == {"barbara@mail.example.org", "notices@example.org"}


def test_possible_accounts_are_found_by_name_bar_number_and_address(casb, row, clark, at):
    one = cast.old_account(casb, at=at, login="bcasb", bar_number="99881", email="b@old.example.org")
    cast.old_account(
        casb, at=at, login="b2", last_name="Önders", bar_number="", email="BARBARA@mail.example.org"
    )
    cast.old_account(casb, at=at, login="b3", last_name="Cash", bar_number="55555", email="x@example.org")

    found = registrations.possible(clark, casb, row.reference)

    assert [(each.account.login, each.alike) for each in found] == [
        ("bcasb", ("name", "bar number")),
        ("b2", ("e-mail",)),
    ]
    assert found[0].account.number == one.pk
    assert all(each.may_be_linked for each in found)


def test_accents_and_case_do_not_hide_a_name(casb, clark, at):
    cast.old_account(casb, at=at, last_name="NUNEZ", first_name="Ana", bar_number="", email="")

    row = take(casb, at=at, last_name="Núñez")

    assert [each.alike for each in registrations.possible(clark, casb, row.reference)] == [("name",)]


def test_a_new_account_beside_one_that_looks_alike_needs_a_tick(casb, row, clark, at):
    cast.old_account(casb, at=at)

    with pytest.raises(registering.LooksLikeAnother):
        approve_new(clark, casb, row, at=at)
    approve_new(clark, casb, row, at=at, nobody_else=True)

    assert CourtUser.objects.filter(role="attorney").count() == 2


def test_one_clerk_proposes_and_another_links_the_old_account(casb, row, clark, cora, at):
    old = cast.old_account(casb, at=at)
    registering.propose(clark, casb, row.reference, account_number=old.pk, reason="Same bar card", at=at)

    with pytest.raises(deciding.TwoClerks):
        approve_link(clark, casb, row, at=at)
    approve_link(cora, casb, row, at=at)

    old.refresh_from_db()
    row.refresh_from_db()
    assert (old.state, old.person, row.state) == ("active", row.person, "approved")
    assert linking.passwords.account_proved(casb, "bcasb", cast.PASSWORD) is None
    assert told() == [("received", "requested"), ("linked", "active"), ("approved", "active")]
    assert CourtUser.objects.filter(role="attorney").count() == 1


def test_who_proposed_cannot_make_a_new_account_alone_either(casb, row, clark, cora, at):
    old = cast.old_account(casb, at=at)
    registering.propose(clark, casb, row.reference, account_number=old.pk, reason="Same bar card", at=at)

    with pytest.raises(deciding.TwoClerks):
        approve_new(clark, casb, row, at=at, nobody_else=True)
    account = approve_new(cora, casb, row, at=at, nobody_else=True)

    old.refresh_from_db()
    assert (old.state, account.person) == ("legacy", row.person)


def test_the_database_itself_wants_two_for_a_link(casb, row, clark, at):
    same = {"proposed_by_id": clark.court_user_id, "decided_by_id": clark.court_user_id}

    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=row.pk).update(state="approved", **same)


def test_a_proposal_that_changed_meanwhile_is_not_approved(casb, row, clark, cora, at):
    old, other = cast.old_account(casb, at=at), cast.old_account(casb, at=at, login="other")
    registering.propose(clark, casb, row.reference, account_number=old.pk, reason="First", at=at)
    read = mark(cora, casb, row, at=at)
    later = at + timedelta(minutes=1)
    registering.propose(clark, casb, row.reference, account_number=other.pk, reason="Second", at=later)

    with pytest.raises(deciding.NotOpen):
        registering.approve_link(cora, casb, row.reference, mark=read, reason="Yes", at=later)


def test_an_account_that_is_somebodys_cannot_be_proposed(casb, row, clark, at):
    mine = cast.old_account(casb, at=at)
    CourtUser.objects.filter(pk=mine.pk).update(state="active")

    with pytest.raises(deciding.NoSuchAccount):
        registering.propose(clark, casb, row.reference, account_number=mine.pk, reason="Same", at=at)


def test_one_clerk_refuses_with_a_reason(casb, row, clark, at):
    with pytest.raises(deciding.ReasonNeeded):
        refuse(clark, casb, row, at=at, reason=" ")
    refuse(clark, casb, row, at=at)

    row.refresh_from_db()
    assert row.state == "refused"
    assert told()[-1] == ("refused", "refused")
    assert "Not admitted here" in Bulletin.objects.last().told["sentence"]
    with pytest.raises(deciding.NotOpen):
        approve_new(clark, casb, row, at=at)


def test_who_links_alone_meanwhile_settles_the_registration(casb, row, clark, at):
    old = cast.old_account(casb, at=at)
    read = mark(clark, casb, row, at=at)
    seen = cast.signed_in(casb, at=at)
    match = linking.find_court_user(
        seen, casb, login="bcasb", password=cast.PASSWORD, address="192.0.2.7", at=at
    )
    linking.link(seen, match.token, names_checked=True, at=at)

    with pytest.raises(deciding.NotOpen):
        registering.approve_new(clark, casb, row.reference, mark=read, nobody_else=True, at=at)

    row.refresh_from_db()
    assert (row.state, row.court_user, row.decided_by) == ("approved", old, None)
    assert CourtUser.objects.filter(role="attorney").count() == 1
    assert told() == [("received", "requested"), ("done", ""), ("linked", "active")]


def test_a_clerk_does_not_decide_on_what_he_or_she_asked(casb, clark, at):
    row = take(casb, at=at)
    Registration.objects.filter(pk=row.pk).update(person=clark.person_id)

    for act in (approve_new, refuse):
        with pytest.raises(deciding.TwoClerks):
            act(clark, casb, row, at=at)


def test_only_the_courts_own_staff_may_look_and_decide(casb, exab, row, at):
    seen = cast.signed_in(casb, at=at)
    other = cast.clerk(exab, at=at, username="other001")

    for reader in (registrations.waiting, registrations.decided):
        with pytest.raises(NotYours):
            reader(seen, casb)
    with pytest.raises(roles.SignInFirst):
        registrations.waiting(cast.viewer.Viewer(court_id="casb"), casb)
    with pytest.raises(NotYours):
        registering.approve_new(seen, casb, row.reference, mark="", at=at)
    with pytest.raises(NoSuchRecord):
        registrations.asked(other, exab, row.reference, at=at)


def test_the_queue_has_the_oldest_first_and_what_was_decided_apart(casb, clark, row, at):
    later = take(casb, at=at + timedelta(hours=1), username="ada00001")
    refuse(clark, casb, row, at=at)

    assert [each.reference for each in registrations.waiting(clark, casb)] == [later.reference]
    assert [each.reference for each in registrations.decided(clark, casb)] == [row.reference]


@pytest.mark.parametrize("act", [approve_new, approve_link])
def test_a_clerk_signed_in_long_ago_approves_nothing(casb, row, clark, at, act):
    with pytest.raises(freshness.SignInAgain):
        act(replace(clark, auth_time=at - timedelta(minutes=11)), casb, row, at=at)
