"""What a holder sees and chooses, and changing the e-mail address."""

from datetime import timedelta

import pytest

from openecf.center.accounts import emails, links, passwords, profile, recovery
from openecf.center.accounts.registration import NewAccount, open_account
from openecf.letters.models import Letter
from tests.mailbag import letters_about, token_in

WORDS = "seven herons over quiet water"


@pytest.fixture
def account(db, at):
    new = NewAccount("BarbaraTest", "barbara@example.org", "Casb", password=WORDS, first_name="Barbara")
    return open_account(new, at=at)


def asked(account, at, email="new@example.org"):
    """Ask for a change of address and return the token that was mailed."""
    emails.ask(account, email, password=WORDS, at=at)
    return token_in(letters_about("confirm the new e-mail", to=email)[-1])


def test_an_account_is_found_by_username_in_any_case_subject_and_number(account):
    found = profile.account_by_username("BARBARATEST")

    assert found == profile.account_by_subject(account.subject) == profile.account_by_number(account.number)
    assert (found.name.full, found.is_legacy, found.id) == ("Barbara Casb", False, account.pk)
    assert profile.account_by_username("nobody") is None


def test_an_address_changes_when_its_link_is_confirmed_and_both_are_told(account, at):
    token = asked(account, at)
    assert emails.waiting(account, token, at=at) == emails.Change("new@example.org")
    account.refresh_from_db()
    assert account.email == "barbara@example.org"

    emails.confirm(account, token, at=at)

    account.refresh_from_db()
    assert account.email == "new@example.org"
    told = {each.recipient for each in letters_about("was changed")}
    assert told == {"barbara@example.org", "new@example.org"}
    assert letters_about("is about to become")[0].recipient == "barbara@example.org"


def test_confirming_twice_is_one_change(account, at):
    token = asked(account, at)

    emails.confirm(account, token, at=at)
    again = emails.confirm(account, token, at=at)

    assert again.done
    assert len(letters_about("was changed")) == 2


def test_only_the_accounts_holder_confirms(account, at):
    other = open_account(NewAccount("other.person", "other@example.org", "Other", password=WORDS), at=at)
    token = asked(account, at)

    assert emails.waiting(other, token, at=at) is None
    with pytest.raises(links.LinkGone):
        emails.confirm(other, token, at=at)


def test_the_password_is_asked_and_the_same_address_refused(account, at):
    with pytest.raises(passwords.WrongPassword):
        emails.ask(account, "new@example.org", password="not it at all really", at=at)
    with pytest.raises(emails.SameAddress):
        emails.ask(account, "BARBARA@example.org", password=WORDS, at=at)

    assert not Letter.objects.exists()


def test_a_later_change_takes_the_place_of_an_earlier_one(account, at):
    first, second = asked(account, at, "one@example.org"), asked(account, at, "two@example.org")

    assert emails.waiting(account, first, at=at) is None
    assert emails.waiting(account, second, at=at)


def test_an_old_or_late_link_changes_nothing(account, at):
    token = asked(account, at)

    with pytest.raises(links.LinkGone):
        emails.confirm(account, token, at=at + timedelta(hours=24))


def test_a_reset_link_sent_to_the_old_address_dies_with_the_change(account, at):
    recovery.ask("barbaratest", at=at)
    reset = token_in(letters_about("link for a new password")[-1])

    emails.confirm(account, asked(account, at), at=at)

    assert recovery.waiting(reset, at=at) is None
