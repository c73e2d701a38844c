"""A firm's people: asked by number and last name, accepted by their holder, ended by either side."""

from datetime import timedelta

import pytest

from openecf.center.accounts import client_codes
from openecf.center.accounts.holding import NotAFirm
from openecf.center.accounts.models import Account
from openecf.center.firms import inviting, membership
from openecf.center.signon.attempts import TooManyFailures
from openecf.center.signon.freshness import SignInAgain
from openecf.foundation.refusals import NoSuchRecord
from openecf.letters.models import Letter
from tests.accounts import open_account
from tests.payment_desk import fresh


@pytest.fixture
def firm(db, at):
    return open_account("larkinfirm", at=at, first_name="", last_name="Larkin Law Group", holder="firm")


@pytest.fixture
def pat(firm, at):
    return open_account("patpublic1", at=at, first_name="Pat", last_name="Public")


def invite(firm, person, *, at, last_name=None):
    """Ask a person."""
    standing = fresh(firm, at=at)
    return inviting.invite(firm, last_name or person.last_name, person.number, standing=standing, at=at)


def join(firm, person, *, at):
    """Ask a person, who accepts."""
    asked = invite(firm, person, at=at)
    membership.accept(person, asked.public_id, standing=fresh(person, at=at), at=at)
    person.refresh_from_db()
    return asked


def mailed(at_least):
    """Return to whom letters of a subject went."""
    return sorted(Letter.objects.filter(subject=at_least).values_list("recipient", flat=True))


def test_who_accepts_is_paid_for_and_both_are_told(firm, pat, at):
    asked = join(firm, pat, at=at)

    assert pat.payer_id == firm.pk
    assert membership.firm_of(pat).name == "Larkin Law Group"
    assert [each.state for each in membership.members(firm)] == ["member"]
    assert mailed("A firm pays for a PACER account now") == sorted([firm.email, pat.email])
    with pytest.raises(membership.InvitationGone):
        membership.accept(pat, asked.public_id, standing=fresh(pat, at=at), at=at)


def test_nobody_is_paid_for_before_they_accept(firm, pat, at):
    invite(firm, pat, at=at)

    pat.refresh_from_db()
    assert pat.payer is None and membership.firm_of(pat) is None
    assert [each.name for each in membership.invitations(pat)] == ["Larkin Law Group"]


def test_the_last_name_may_be_typed_in_any_case(firm, pat, at):
    assert invite(firm, pat, last_name="  PUBLIC ", at=at).number == pat.number


def test_who_declines_is_asked_no_more_and_may_be_asked_again(firm, pat, at):
    asked = invite(firm, pat, at=at)

    membership.decline(pat, asked.public_id, at=at)

    assert membership.invitations(pat) == [] and membership.members(firm) == []
    assert mailed("An invitation was declined") == sorted([firm.email, pat.email])
    join(firm, pat, at=at)


@pytest.mark.parametrize(("number", "name"), [("7654321", "Public"), (None, "Other"), ("firm", None)])
def test_a_wrong_number_or_name_gets_one_answer(firm, pat, at, number, name):
    number = {None: pat.number, "firm": firm.number}.get(number, number)
    name = name or firm.last_name

    with pytest.raises(inviting.NobodyOfThatName):
        inviting.invite(firm, name, number, standing=fresh(firm, at=at), at=at)


def test_who_tries_numbers_has_to_wait(firm, pat, at):
    with pytest.raises(TooManyFailures):
        for number in range(2_000_000, 2_000_020):
            with pytest.raises(inviting.NobodyOfThatName):
                inviting.invite(firm, "Public", str(number), standing=fresh(firm, at=at), at=at)


def test_a_right_number_between_wrong_ones_resets_no_count(firm, pat, at):
    own = open_account("ownperson", at=at, last_name="Own")
    invite(firm, own, at=at)

    for tried in range(20):
        with pytest.raises(inviting.AskedAlready):
            invite(firm, own, at=at)
        with pytest.raises(inviting.NobodyOfThatName):
            invite(firm, pat, last_name=f"guess {tried}", at=at)

    with pytest.raises(inviting.TooManyMissed):
        invite(firm, pat, at=at)
    assert invite(firm, pat, at=at + timedelta(days=2)).number == pat.number


def test_nobody_is_asked_over_and_over(firm, pat, at):
    for _ in range(3):
        asked = invite(firm, pat, at=at)
        membership.remove(firm, [asked.public_id], standing=fresh(firm, at=at), at=at)

    with pytest.raises(inviting.AskedOften):
        invite(firm, pat, at=at)
    assert invite(firm, pat, at=at + timedelta(days=31)).number == pat.number


def test_one_is_not_asked_twice(firm, pat, at):
    invite(firm, pat, at=at)

    with pytest.raises(inviting.AskedAlready):
        invite(firm, pat, at=at)


def test_a_member_is_not_asked_again(firm, pat, at):
    join(firm, pat, at=at)

    with pytest.raises(inviting.AskedAlready):
        invite(firm, pat, at=at)


def test_only_one_firm_pays(firm, pat, at):
    other = open_account("otherfirm", at=at, first_name="", last_name="Other Firm", holder="firm")
    asked = invite(other, pat, at=at)
    join(firm, pat, at=at)

    with pytest.raises(membership.PaidByAnother):
        membership.accept(pat, asked.public_id, standing=fresh(pat, at=at), at=at)

    pat.refresh_from_db()
    assert pat.payer_id == firm.pk


def test_who_leaves_pays_for_themselves_and_both_are_told(firm, pat, at):
    join(firm, pat, at=at)

    membership.leave(pat, standing=fresh(pat, at=at), at=at)

    pat.refresh_from_db()
    assert pat.payer is None
    assert mailed("A PACER account left its firm") == sorted([firm.email, pat.email])
    with pytest.raises(membership.NoFirmPays):
        membership.leave(pat, standing=fresh(pat, at=at), at=at)


def test_who_is_removed_pays_for_themselves_and_both_are_told(firm, pat, at):
    asked = join(firm, pat, at=at)

    membership.remove(firm, [asked.public_id], remark="Moved on", standing=fresh(firm, at=at), at=at)

    pat.refresh_from_db()
    assert pat.payer is None
    assert [each.remark for each in membership.members(firm, states=("removed",))] == ["Moved on"]
    assert mailed("A firm no longer pays for a PACER account") == sorted([firm.email, pat.email])


def test_an_invitation_is_taken_back(firm, pat, at):
    asked = invite(firm, pat, at=at)

    membership.remove(firm, [asked.public_id], standing=fresh(firm, at=at), at=at)

    with pytest.raises(membership.InvitationGone):
        membership.accept(pat, asked.public_id, standing=fresh(pat, at=at), at=at)


def test_a_firm_removes_its_own_people_only(firm, pat, at):
    asked = join(firm, pat, at=at)
    other = open_account("otherfirm", at=at, first_name="", last_name="Other Firm", holder="firm")

    with pytest.raises(membership.NobodyChosen):
        membership.remove(other, [asked.public_id], standing=fresh(other, at=at), at=at)
    with pytest.raises(NoSuchRecord):
        membership.set_cost_center(other, asked.public_id, "X", at=at)


def test_a_person_pays_for_nobody(firm, pat, at):
    with pytest.raises(NotAFirm):
        inviting.invite(pat, "Larkin", firm.number, standing=fresh(pat, at=at), at=at)


def test_who_pays_changes_only_with_a_fresh_sign_in(firm, pat, at):
    asked, stale = invite(firm, pat, at=at), at + timedelta(minutes=30)

    for act in (
        lambda: membership.accept(pat, asked.public_id, standing=fresh(pat, at=at), at=stale),
        lambda: membership.leave(pat, standing=fresh(pat, at=at), at=stale),
        lambda: membership.remove(firm, [asked.public_id], standing=fresh(firm, at=at), at=stale),
        lambda: inviting.invite(firm, "Public", pat.number, standing=fresh(firm, at=at), at=stale),
    ):
        with pytest.raises(SignInAgain):
            act()


def test_the_firms_client_code_rule_counts_in_place_of_the_members(firm, pat, at):
    Account.objects.filter(pk=pat.pk).update(client_code_format="AAA")
    Account.objects.filter(pk=firm.pk).update(client_code_required=True, client_code_format="9999.99")
    join(firm, pat, at=at)

    rule = client_codes.rule_of(Account.objects.select_related("payer").get(pk=pat.pk))

    assert (rule.required, rule.format, rule.firm) == (True, "9999.99", "Larkin Law Group")
    with pytest.raises(client_codes.ClientCodeNeeded):
        client_codes.check(rule, "")
    with pytest.raises(client_codes.WrongClientCode):
        client_codes.check(rule, "ABC")
    client_codes.check(rule, "1234.56")
