"""Login and address both lost: the court is asked, and two clerks answer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from openecf.audit.models import LogEntry
from openecf.courthouse.people import (
    deciding,
    failing,
    finding,
    freshness,
    linking,
    obstacles,
    proofs,
    requests,
    roles,
)
from openecf.courthouse.people.models import CourtUser, LinkRequest, LoginReminder, NoticeAddress
from openecf.foundation.refusals import NoSuchRecord, NotYours
from openecf.letters.models import Letter
from tests import people_cast as cast

pytestmark = pytest.mark.django_db
NEW = "barbara@new.example.org"
OLD = "barbara@casblaw.example.org"
PACER = "barbara@mail.example.org"


@pytest.fixture
def account(casb, at):
    return cast.old_account(casb, at=at)


@pytest.fixture
def seen(casb, at):
    return cast.signed_in(casb, at=at)


@pytest.fixture
def clark(casb, at):
    return cast.clerk(casb, at=at, username="clark001")


@pytest.fixture
def cora(casb, at):
    return cast.clerk(casb, at=at, username="cora0001", first_name="Cora")


def ask(seen, court, *, at, **said):
    asked = {"login": "bcasb", "email": OLD, "bar_number": "", "said": "My firm is gone.", **said}
    return requests.ask(seen, court, **asked, at=at)


def propose(clerk, court, reference, account, *, at, **what):
    said = {"proposal": "link", "reason": "Bar card seen at the counter", **what}
    deciding.propose(clerk, court, reference, account_number=account.pk, **said, at=at)


def approve(clerk, court, reference, *, reason, at):
    """Read the request as it is, and approve that."""
    mark = requests.request(clerk, court, reference).proposal_mark
    deciding.approve(clerk, court, reference, mark=mark, reason=reason, at=at)


def test_a_request_has_a_reference_and_a_letter(casb, at, seen):
    reference = ask(seen, casb, at=at)

    assert reference.startswith("REQ-")
    assert requests.waiting(seen) == reference
    letter = Letter.objects.get()
    assert letter.recipient == PACER
    assert reference in letter.body


def test_asking_twice_gives_the_first_reference(casb, at, seen):
    reference = ask(seen, casb, at=at)

    with pytest.raises(requests.AlreadyAsked, match=reference) as refused:
        ask(seen, casb, at=at)

    assert refused.value.reference == reference


def test_a_request_must_say_something(casb, at, seen):
    with pytest.raises(requests.SayMore):
        ask(seen, casb, at=at, login="", email=" ", said="")


def test_only_staff_see_requests(casb, at, seen, clark):
    reference = ask(seen, casb, at=at)

    assert [each.reference for each in requests.open_requests(clark, casb)] == [reference]
    assert requests.request(clark, casb, reference.lower()).said == "My firm is gone."
    for act in (
        lambda: requests.open_requests(seen, casb),
        lambda: requests.request(seen, casb, reference),
        lambda: finding.find_accounts(seen, casb, "casb"),
        lambda: finding.why(seen, casb, seen.person_id, at=at),
        lambda: propose(seen, casb, reference, CourtUser(pk=1), at=at),
        lambda: approve(seen, casb, reference, reason="x", at=at),
        lambda: deciding.refuse(seen, casb, reference, reason="x", at=at),
    ):
        with pytest.raises(NotYours):
            act()


def test_a_request_of_another_court_is_not_there(casb, exab, at, seen):
    reference = ask(seen, casb, at=at)
    stranger = cast.clerk(exab, at=at, username="stranger")

    with pytest.raises(NoSuchRecord):
        requests.request(stranger, exab, reference)


@pytest.mark.parametrize("text", ["bcasb", "barbara", "casb barb", "123321", "casblaw.example", "Casb Law"])
def test_a_clerk_finds_an_account(casb, at, account, clark, text):
    cast.old_account(casb, at=at, login="other", first_name="Otto", last_name="Other", **EMPTY)

    (found,) = finding.find_accounts(clark, casb, text)

    assert (found.number, found.login, found.email) == (account.pk, "bcasb", OLD)


EMPTY = {"bar_number": "", "firm_name": "", "email": "otto@example.org"}


def test_a_search_for_nothing_finds_nothing(casb, at, account, clark):
    assert finding.find_accounts(clark, casb, "  ") == []


def test_a_clerk_sees_why_linking_failed(casb, at, account, seen, clark):
    with pytest.raises(failing.NoMatch):
        linking.find_court_user(seen, casb, login="bcasb", password="x", address="192.0.2.7", at=at)

    why = finding.why(clark, casb, seen.person_id, account.pk, at=at)

    assert why.lines[0].detail["why"] == "wrong password"
    assert (why.of_person.failures, why.of_login.failures) == (1, 1)
    assert [line.action for line in why.lines] == ["people.link_refused", "people.imported"]


def test_two_clerks_make_the_link(casb, at, account, seen, clark, cora):
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)

    approve(cora, casb, reference, reason="Agreed by telephone", at=at)

    after = cast.again(seen, casb, at=at)
    assert after.may_file and after.court_user_id == account.pk
    row = LinkRequest.objects.get()
    assert (row.state, row.decided_by_id) == ("approved", cora.court_user_id)
    account.refresh_from_db()
    assert account.password.startswith("!")
    assert {each.recipient for each in Letter.objects.filter(subject__contains="linked")} == {OLD, PACER}


def test_one_clerk_alone_makes_no_link(casb, at, account, seen, clark):
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)

    with pytest.raises(deciding.TwoClerks):
        approve(clark, casb, reference, reason="I agree with myself", at=at)

    assert not cast.again(seen, casb, at=at).linked


def test_a_clerk_signed_in_long_ago_proposes_and_approves_nothing(casb, at, account, seen, clark, cora):
    reference, long_ago = ask(seen, casb, at=at), at - timedelta(minutes=11)

    with pytest.raises(freshness.SignInAgain):
        propose(replace(clark, auth_time=long_ago), casb, reference, account, at=at)
    propose(clark, casb, reference, account, at=at)
    with pytest.raises(freshness.SignInAgain):
        approve(replace(cora, auth_time=long_ago), casb, reference, reason="Agreed by telephone", at=at)

    assert not cast.again(seen, casb, at=at).linked


def test_the_database_knows_that_two_clerks_are_needed(casb, at, account, seen, clark):
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)

    with pytest.raises(IntegrityError), transaction.atomic():
        LinkRequest.objects.update(state="approved", decided_by=clark.court_user_id)


def test_who_asked_decides_nothing(casb, at, account, seen, cora):
    reference = ask(seen, casb, at=at)
    who = cast.invitation.Invited(
        iss=cast.ISS, sub="sub-barbaratest", username="barbaratest", last_name="Casb"
    )
    cast.invitation.invite(casb, who, "clerk", at=at)
    asker = cast.again(seen, casb, at=at)

    for act in (
        lambda: propose(asker, casb, reference, account, at=at),
        lambda: deciding.refuse(asker, casb, reference, reason="x", at=at),
    ):
        with pytest.raises(deciding.TwoClerks):
            act()


def test_a_new_address_gets_the_reminder_and_every_address_a_letter(casb, at, account, seen, clark, cora):
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at, proposal="address", new_email=NEW)
    Letter.objects.all().delete()

    approve(cora, casb, reference, reason="Bar roll has it", at=at)

    account.refresh_from_db()
    assert (account.email, account.state) == (NEW, "legacy")
    assert list(NoticeAddress.objects.values_list("email", flat=True)) == [NEW]
    told = Letter.objects.filter(subject__contains="new address")
    assert {each.recipient for each in told} == {OLD, NEW, PACER}
    assert all("Bar roll has it" in each.body and reference in each.body for each in told)
    assert [each.recipient for each in Letter.objects.filter(body__contains="/reminder/")] == [NEW]
    assert LoginReminder.objects.get(expires_at__gt=at).person_id == seen.person_id


def test_older_reminders_die_with_the_old_address(casb, at, account, seen, clark, cora):
    from openecf.courthouse.people import reminders

    reminders.ask(seen, casb, login="bcasb", at=at)
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at, proposal="address", new_email=NEW)

    approve(cora, casb, reference, reason="ok", at=at)

    assert LoginReminder.objects.filter(expires_at__gt=at).count() == 1


def test_a_second_clerk_may_refuse_with_a_reason(casb, at, account, seen, clark, cora):
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)
    Letter.objects.all().delete()

    with pytest.raises(deciding.TwoClerks):
        deciding.refuse(clark, casb, reference, reason="changed my mind", at=at)
    deciding.refuse(cora, casb, reference, reason="The bar card is not hers", at=at)

    assert {each.recipient for each in Letter.objects.all()} == {OLD, PACER}
    assert all("The bar card is not hers" in each.body for each in Letter.objects.all())
    assert not cast.again(seen, casb, at=at).linked
    assert requests.waiting(seen) == ""


def test_an_open_request_may_be_refused_by_one_clerk(casb, at, seen, clark):
    reference = ask(seen, casb, at=at)

    deciding.refuse(clark, casb, reference, reason="No such filer", at=at)

    assert requests.request(clark, casb, reference).state == "refused"


def test_every_step_needs_a_reason_and_sense(casb, at, account, seen, clark, cora):
    reference = ask(seen, casb, at=at)

    for wrong, refusal in (
        ({"reason": " "}, deciding.ReasonNeeded),
        ({"proposal": "both"}, deciding.ChooseWhat),
        ({"proposal": "address", "new_email": "nonsense"}, deciding.NotAnAddress),
        ({"proposal": "address", "new_email": ""}, deciding.NotAnAddress),
    ):
        with pytest.raises(refusal):
            propose(clark, casb, reference, account, at=at, **wrong)
    with pytest.raises(deciding.NoSuchAccount):
        deciding.propose(
            clark, casb, reference, account_number=clark.court_user_id, proposal="link", reason="x", at=at
        )
    with pytest.raises(deciding.NotOpen):
        approve(cora, casb, reference, reason="nothing is proposed", at=at)
    propose(clark, casb, reference, account, at=at)
    with pytest.raises(deciding.ReasonNeeded):
        approve(cora, casb, reference, reason="", at=at)
    with pytest.raises(deciding.ReasonNeeded):
        deciding.refuse(cora, casb, reference, reason="", at=at)


def test_another_clerk_may_propose_something_else(casb, at, account, seen, clark, cora):
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)
    propose(cora, casb, reference, account, at=at, proposal="address", new_email=NEW)

    with pytest.raises(deciding.TwoClerks):
        approve(cora, casb, reference, reason="x", at=at)
    approve(clark, casb, reference, reason="Better so", at=at)

    assert CourtUser.objects.get(pk=account.pk).email == NEW


def test_a_decided_request_is_decided(casb, at, account, seen, clark, cora):
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)
    deciding.refuse(cora, casb, reference, reason="no", at=at)

    for act in (
        lambda: approve(cora, casb, reference, reason="yes", at=at),
        lambda: deciding.refuse(cora, casb, reference, reason="no", at=at),
        lambda: propose(cora, casb, reference, account, at=at),
    ):
        with pytest.raises(deciding.NotOpen):
            act()


def test_an_account_linked_meanwhile_is_not_linked_again(casb, at, account, seen, clark, cora):
    other = cast.signed_in(casb, at=at, username="somebody")
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)
    match = linking.find_court_user(
        other, casb, login="bcasb", password=cast.PASSWORD, address="192.0.2.7", at=at
    )
    linking.link(other, match.token, names_checked=True, at=at)

    with pytest.raises(failing.LinkedToAnother):
        approve(cora, casb, reference, reason="x", at=at)

    assert requests.request(cora, casb, reference).state == "proposed"


def test_a_person_linked_meanwhile_is_not_linked_again(casb, at, account, seen, clark, cora):
    cast.old_account(casb, at=at, login="second")
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)
    match = linking.find_court_user(
        seen, casb, login="second", password=cast.PASSWORD, address="192.0.2.7", at=at
    )
    linking.link(seen, match.token, names_checked=True, at=at)

    with pytest.raises(obstacles.AlreadyLinked):
        approve(cora, casb, reference, reason="x", at=at)


def test_the_proofs_of_others_die_with_the_courts_link(casb, at, account, seen, clark, cora):
    other = cast.signed_in(casb, at=at, username="somebody")
    match = linking.find_court_user(
        other, casb, login="bcasb", password=cast.PASSWORD, address="192.0.2.7", at=at
    )
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)
    approve(cora, casb, reference, reason="x", at=at)

    with pytest.raises((failing.LinkedToAnother, proofs.ProofGone)):
        linking.link(other, match.token, names_checked=True, at=at)


def test_each_step_is_in_the_trail(casb, at, account, seen, clark, cora):
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)
    approve(cora, casb, reference, reason="x", at=at)

    actions = LogEntry.objects.filter(reference=reference).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["people.link_asked", "people.link_proposed", "people.link_request_approved"]


def test_nobody_signed_in_asks_nothing(casb, at):
    from openecf.courthouse.people.viewer import Viewer

    with pytest.raises(roles.SignInFirst):
        ask(Viewer(court_id="casb"), casb, at=at)


def test_what_is_approved_is_what_was_read(casb, at, seen, clark, cora, account):
    other = cast.old_account(casb, at=at, login="other", email="other@casblaw.example.org")
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, at=at)
    mark = requests.request(cora, casb, reference).proposal_mark
    propose(clark, casb, reference, other, at=at)

    for stale in (mark, ""):
        with pytest.raises(deciding.NotOpen):
            deciding.approve(cora, casb, reference, mark=stale, reason="Agreed", at=at)

    assert LinkRequest.objects.get().state == "proposed"
    approve(cora, casb, reference, reason="This one then", at=at)
    other.refresh_from_db()
    assert other.state == "active"


def test_the_trail_says_which_address_was_put_on_the_record(casb, at, seen, clark, cora, account):
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, proposal="address", new_email=NEW, at=at)
    approve(cora, casb, reference, reason="Bar roll has it", at=at)

    lines = LogEntry.objects.filter(action__in=["people.link_proposed", "people.link_request_approved"])
    assert [line.detail["address"] for line in lines] == ["b•••••@new.example.org"] * 2


def test_an_address_is_not_changed_for_somebody_linked_meanwhile(casb, at, seen, clark, cora, account):
    other = cast.old_account(casb, at=at, login="other")
    reference = ask(seen, casb, at=at)
    propose(clark, casb, reference, account, proposal="address", new_email=NEW, at=at)
    match = linking.find_court_user(
        seen, casb, login="other", password=cast.PASSWORD, address="192.0.2.7", at=at
    )
    linking.link(seen, match.token, names_checked=True, at=at)

    with pytest.raises(obstacles.AlreadyLinked):
        approve(cora, casb, reference, reason="x", at=at)

    account.refresh_from_db()
    assert (account.email, other.pk != account.pk) == (OLD, True)
