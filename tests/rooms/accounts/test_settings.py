"""What a holder sets: billing, client-code rule, username, name, address, noticing, security questions."""

from datetime import timedelta

import pytest

from openecf.audit.models import LogEntry
from openecf.center.accounts import (
    billing,
    client_codes,
    mailing,
    noticing,
    personal,
    postal,
    security_questions,
    usernames,
)
from openecf.center.accounts.models import Account, SecurityQuestion
from openecf.center.accounts.security_questions import QUESTIONS, Answer
from openecf.letters.models import Letter
from tests.accounts import open_account
from tests.mailbag import letters_about


@pytest.fixture
def account(db, at):
    return open_account("barbaratest", at=at, email="barbara@example.org")


@pytest.fixture
def firm(db, at):
    return open_account("firmtest", at=at, holder="firm", last_name="Doe & Roe LLP", first_name="")


def test_preferences_are_kept(account, at):
    billing.change_preferences(account, billing.Preferences(False, "4411-7", True, "9999-9"), at=at)

    account.refresh_from_db()
    assert (account.receipts_shown, account.client_code) == (False, "4411-7")
    assert client_codes.rule_of(account) == client_codes.Rule(True, "9999-9")
    assert not Letter.objects.exists()


@pytest.mark.parametrize("code", ["with space", "with,comma", "x" * 33, "tab\tbed"])
def test_a_client_code_has_no_space_or_comma_and_thirty_two_signs_at_most(account, at, code):
    with pytest.raises(client_codes.NotAClientCode):
        billing.change_preferences(account, billing.Preferences(True, code), at=at)


@pytest.mark.parametrize("mask", ["no space 9", "9,9", "ACMEQ".replace("A", "a"), "9" * 33])
def test_a_form_of_client_codes_has_a_place_for_a_sign(account, at, mask):
    with pytest.raises(client_codes.NotAFormat):
        billing.change_preferences(account, billing.Preferences(True, "", False, mask), at=at)


def test_the_default_code_has_the_form_that_is_asked_for(account, at):
    with pytest.raises(client_codes.WrongClientCode):
        billing.change_preferences(account, billing.Preferences(True, "ACME", False, "9999"), at=at)


def test_the_rule_of_who_pays_overrides_the_members(account, firm, at):
    billing.change_preferences(account, billing.Preferences(True, "", False, "AAAA"), at=at)
    billing.change_preferences(firm, billing.Preferences(True, "", True, "9999"), at=at)
    Account.objects.filter(pk=account.pk).update(payer=firm)
    account.refresh_from_db()

    rule = client_codes.rule_of(account)
    assert rule == client_codes.Rule(True, "9999", "Doe & Roe LLP")
    with pytest.raises(client_codes.ClientCodeNeeded):
        client_codes.check(rule, "")
    with pytest.raises(client_codes.WrongClientCode):
        billing.change_preferences(account, billing.Preferences(True, "ABCD"), at=at)
    client_codes.check(rule, "4411")


def test_bills_go_to_one_address_and_copies_to_five(account, at):
    billing.change_emails(account, "bills@example.org", ["a@example.org", " ", "a@example.org"], at=at)

    account.refresh_from_db()
    assert (account.billing_email, account.more_billing_emails) == ("bills@example.org", ["a@example.org"])
    (letter,) = letters_about("billing address")
    assert letter.recipient == "barbara@example.org" and "bills@example.org" in letter.body
    with pytest.raises(billing.NotAnAddress):
        billing.change_emails(account, "", ["nobody"], at=at)
    with pytest.raises(billing.TooManyCopies):
        billing.change_emails(account, "", [f"{n}@example.org" for n in range(6)], at=at)


def test_who_got_bills_is_told_that_they_go_elsewhere(account, at):
    billing.change_emails(account, "bills@example.org", [], at=at)
    billing.change_emails(account, "", [], at=at)
    billing.change_emails(account, "", [], at=at)

    told = [letter.recipient for letter in letters_about("billing address")]
    assert told == ["barbara@example.org", "barbara@example.org", "bills@example.org"]


def test_a_username_changes_and_its_holder_is_told(account, at):
    usernames.change(account, "Barbara.New", at=at)

    assert usernames.holder_of("barbara.new") == account and usernames.holder_of("barbaratest") is None
    (letter,) = letters_about("username")
    assert "Barbara.New" in letter.body and letter.recipient == "barbara@example.org"
    line = LogEntry.objects.get(action="accounts.username_changed")
    assert (line.actor, line.detail) == (account.number, {"from": "barbaratest", "to": "Barbara.New"})


def test_a_username_is_new_free_and_well_formed(account, at):
    open_account("someoneelse", at=at)

    with pytest.raises(usernames.NotAUsername):
        usernames.change(account, "short", at=at)
    with pytest.raises(usernames.SameUsername):
        usernames.change(account, "barbaratest", at=at)
    with pytest.raises(usernames.UsernameTaken):
        usernames.change(account, "SomeoneElse", at=at)
    usernames.change(account, "BarbaraTest", at=at)


def test_who_guesses_usernames_is_stopped_for_a_day(account, at):
    other = open_account("someoneelse", at=at)
    for _ in range(10):
        with pytest.raises(usernames.UsernameTaken):
            usernames.change(account, other.username, at=at)

    with pytest.raises(usernames.TooManyTaken):
        usernames.change(account, "a.free.name", at=at)
    usernames.change(account, "a.free.name", at=at + timedelta(days=1, seconds=1))


def test_a_legacy_username_changes_by_the_upgrade_only(account, at):
    Account.objects.filter(pk=account.pk).update(kind="legacy")

    with pytest.raises(usernames.UpgradeForUsername):
        usernames.change(account, "barbara.new", at=at)


def test_a_name_changes_once_and_its_holder_is_told(account, at):
    wanted = personal.Name("Dr.", "Barbara", "", "Newname", "Jr.")

    assert personal.change(account, wanted, at=at) and not personal.change(account, wanted, at=at)

    account.refresh_from_db()
    assert personal.name_of(account) == wanted
    (letter,) = letters_about("the name of your pacer")
    assert "Before: BarbaraTest Casb\nNow:    Barbara Newname Jr." in letter.body
    with pytest.raises(personal.NameNeeded):
        personal.change(account, personal.Name(), at=at)


def test_an_address_changes_once_and_its_holder_is_told(account, at):
    wanted = postal.Address("Doe LLP", "1 Example St", "", "San Diego", "CA", "92101", phone="619-555-0100")

    assert postal.change(account, wanted, at=at) and not postal.change(account, wanted, at=at)

    account.refresh_from_db()
    assert postal.address_of(account) == wanted
    assert "1 Example St\nSan Diego, CA 92101\n619-555-0100" in letters_about("the address of your")[0].body


def test_notices_go_elsewhere_and_the_old_address_is_told(account, at):
    wanted = noticing.Noticing("notices@example.org", "daily", "text")

    assert noticing.change(account, wanted, at=at) and not noticing.change(account, wanted, at=at)

    account.refresh_from_db()
    assert noticing.noticing_of(account) == wanted
    assert [letter.recipient for letter in letters_about("notices of electronic")] == ["barbara@example.org"]
    with pytest.raises(noticing.NoSuchNoticing):
        noticing.change(account, noticing.Noticing("a@example.org", "weekly"), at=at)


def test_nobody_makes_us_write_to_strangers_over_and_over(account, at):
    def turn(number):
        to = f"stranger{number % 2}@example.org"
        billing.change_emails(account, "", [to], at=at)
        noticing.change(account, noticing.Noticing(to), at=at)

    for number in range(10):
        turn(number)

    with pytest.raises(mailing.TooManyChanges):
        turn(10)
    with pytest.raises(mailing.TooManyChanges):
        noticing.change(account, noticing.Noticing("stranger0@example.org"), at=at)
    billing.change_emails(account, "", [], at=at + timedelta(days=2))


def test_security_questions_are_kept_as_digests_and_told_by_mail(account, at):
    answers = [Answer(QUESTIONS[0], "Rex  the dog"), Answer(QUESTIONS[1], "Elm Street")]
    security_questions.set_answers(account, answers, at=at)
    security_questions.set_answers(account, list(reversed(answers)), at=at)

    assert security_questions.questions_of(account) == (QUESTIONS[1], QUESTIONS[0])
    stored = "".join(SecurityQuestion.objects.values_list("answer", flat=True)).lower()
    assert "rex" not in stored and "elm" not in stored
    assert len(letters_about("security questions")) == 2
    lines = LogEntry.objects.filter(action="accounts.security_questions_set")
    assert lines.count() == 2 and all(line.detail == {} for line in lines)


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ([Answer("Mine?", "abc"), Answer(QUESTIONS[1], "abc")], security_questions.NotAQuestion),
        ([Answer(QUESTIONS[0], "abc"), Answer(QUESTIONS[0], "abc")], security_questions.SameQuestion),
        ([Answer(QUESTIONS[0], "abc"), Answer(QUESTIONS[1], " a ")], security_questions.ShortAnswer),
        ([Answer(QUESTIONS[0], "abc")], security_questions.SameQuestion),
    ],
)
def test_questions_are_two_of_the_list_with_answers(account, at, answers, refusal):
    with pytest.raises(refusal):
        security_questions.set_answers(account, answers, at=at)
