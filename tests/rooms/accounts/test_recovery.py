"""Forgot username/password: always the same answer; the mailbox learns the rest."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openecf.audit.models import LogEntry
from openecf.center.accounts import emails, links, passwords, recovery, upgrading
from openecf.center.accounts.models import Account, MailedLink
from openecf.center.accounts.registration import NewAccount, open_account
from openecf.letters.models import Letter
from tests.mailbag import letters_about, token_in

WORDS, NEW = "seven herons over quiet water", "eight herons over loud water"


@pytest.fixture
def account(db, at):
    return open_account(NewAccount("BarbaraTest", "Barbara@example.org", "Casb", password=WORDS), at=at)


def asked(at, typed="barbaratest"):
    """Ask for a link and return its token."""
    recovery.ask(typed, at=at)
    return token_in(letters_about("link for a new password")[-1])


def reset(token, password, *, at):
    """Reset a password as the floor above does."""
    return recovery.reset(recovery.choose(token, password, at=at), at=at)


@pytest.mark.parametrize(
    "typed", ["barbaratest", " BARBARATEST ", "barbara@EXAMPLE.org", "Barbara@example.org"]
)
def test_the_letter_names_the_username_and_goes_to_the_accounts_address(account, at, typed):
    recovery.ask(typed, at=at)

    (letter,) = Letter.objects.all()
    assert letter.recipient.lower() == "barbara@example.org"
    assert "Username: BarbaraTest" in letter.body


def test_known_and_unknown_addresses_take_the_same_path(account, at):
    with CaptureQueriesContext(connection) as known:
        recovery.ask("barbara@example.org", address="192.0.2.7", at=at)
    with CaptureQueriesContext(connection) as unknown:
        recovery.ask("nobody@example.org", address="192.0.2.7", at=at)

    assert len(known) == len(unknown)
    (letter,) = letters_about("no PACER account has", to="nobody@example.org")
    assert "/register/" in letter.body


def test_an_unknown_username_leaves_the_same_marks_but_a_letter(account, at):
    recovery.ask("nobody.at.all", at=at)

    assert not Letter.objects.exists()
    assert MailedLink.objects.filter(account=None).count() == 1
    assert LogEntry.objects.get(action="accounts.reset_asked").subject == ""


def test_one_letter_names_all_accounts_of_an_address(account, at):
    open_account(NewAccount("second.account", "barbara@example.org", "Casb", password=WORDS), at=at)

    recovery.ask("barbara@example.org", at=at)

    (letter,) = Letter.objects.all()
    assert "BarbaraTest" in letter.body and "second.account" in letter.body


def test_a_foreign_letter_that_looks_like_ours_is_another_mailbox(at, db):
    open_account(NewAccount("katetest1", "kate@example.org", "Kate", password="kept"), at=at)

    recovery.ask("\u212aate@example.org", at=at)  # the Kelvin sign; in small letters it is a k

    (letter,) = Letter.objects.all()
    assert "katetest1" not in letter.body and "/reset/" not in letter.body


def test_a_mailbox_gets_five_letters_an_hour(account, at):
    for minute in range(7):
        recovery.ask("barbaratest", at=at + timedelta(minutes=minute))

    assert Letter.objects.count() == links.MOST_TO_A_MAILBOX


def test_a_reset_sets_the_password_and_opens_a_disabled_one(account, at):
    Account.objects.update(password_disabled_at=at)

    reset(asked(at), NEW, at=at)

    account.refresh_from_db()
    assert passwords.is_right(account, NEW) and account.password_disabled_at is None
    assert letters_about("was changed")[0].recipient == "Barbara@example.org"
    assert LogEntry.objects.filter(action="accounts.password_reset").count() == 1


def test_a_link_lasts_one_hour(account, at):
    token, late = asked(at), at + timedelta(hours=1)

    assert recovery.waiting(token, at=late - timedelta(seconds=1)).username == "BarbaraTest"
    assert recovery.waiting(token, at=late) is None
    with pytest.raises(links.LinkGone):
        reset(token, NEW, at=late)


def test_looking_and_weak_passwords_use_nothing_up(account, at):
    token = asked(at)
    recovery.waiting(token, at=at)
    with pytest.raises(passwords.TooShort):
        reset(token, "short", at=at)
    with pytest.raises(passwords.HasYourName):
        reset(token, "barbaratest forever", at=at)

    assert reset(token, NEW, at=at)


def test_a_link_works_once(account, at):
    token = asked(at)
    reset(token, NEW, at=at)

    assert recovery.waiting(token, at=at).done
    with pytest.raises(links.LinkGone):
        reset(token, "nine herons over salt water", at=at)
    account.refresh_from_db()
    assert passwords.is_right(account, NEW)


def test_the_same_form_sent_twice_is_one_reset(account, at):
    token = asked(at)

    assert reset(token, NEW, at=at)
    assert not reset(token, NEW, at=at)

    assert LogEntry.objects.filter(action="accounts.password_reset").count() == 1


def test_a_reset_kills_other_links_and_changes_under_way(account, at):
    first, second = asked(at), asked(at)
    emails.ask(account, "thief@example.org", password=WORDS, at=at)
    change = token_in(letters_about("confirm the new e-mail", to="thief@example.org")[-1])

    reset(second, NEW, at=at)

    assert recovery.waiting(first, at=at) is None
    with pytest.raises(links.LinkGone):
        emails.confirm(account, change, at=at)


def test_a_reset_stops_an_upgrade_under_way(at, db):
    legacy = open_account(
        NewAccount("ab1234", "old@example.org", "Old", password="kept", kind="legacy"), at=at
    )
    upgrading.ask(legacy, "thief@example.org", at=at)
    upgrade = token_in(letters_about("to upgrade your", to="thief@example.org")[-1])

    reset(asked(at, "AB1234"), NEW, at=at)

    assert upgrading.waiting(upgrade, at=at) is None


def test_a_link_for_one_purpose_is_worth_nothing_for_another(account, at):
    emails.ask(account, "new@example.org", password=WORDS, at=at)
    change = token_in(letters_about("confirm the new e-mail")[-1])

    assert recovery.waiting(change, at=at) is None
    with pytest.raises(links.LinkGone):
        reset(change, NEW, at=at)


def test_a_link_of_an_unknown_name_resets_nothing(at, db):
    recovery.ask("nobody@example.org", at=at)
    token = links.make(links.RESET, "nobody@example.org", at=at)

    assert recovery.waiting(token, at=at) is None
    with pytest.raises(links.LinkGone):
        reset(token, NEW, at=at)
