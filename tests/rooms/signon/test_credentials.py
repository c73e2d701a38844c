"""Changing what somebody signs in with ends the sign-ons that rest on the old one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.center.accounts import links, passwords, recovery, upgrading
from openecf.center.signon import attempts, credentials, freshness, programs, sessions, signing_in
from openecf.center.signon.models import CodeUse, LogoutDelivery, ProviderSession
from tests import walking
from tests.mailbag import letters_about, token_in

NEW, HERE = "eight herons over loud water", {"session_key": "here", "address": "192.0.2.7"}


@pytest.fixture
def account(db, at):
    account = walking.open_account(at=at)
    for key in ("here", "there"):
        session = sessions.begin(account, session_key=key, at=at)
        CodeUse.objects.create(code_hash=key, session=session, auth={}, client_id="casb")
    return account


def ask_new_email(account, *, at):
    """Ask for another address at the signed-in browser."""
    standing = sessions.standing("here", at=at)
    credentials.ask_new_email(
        account, "thief@example.org", walking.PASSWORD, standing=standing, **HERE, at=at
    )


def living():
    """Return the keys of the sessions that live."""
    return set(ProviderSession.objects.filter(ended_at=None).values_list("session_key", flat=True))


def reset_token(at):
    """Ask for a new password and return the token that was mailed."""
    recovery.ask("barbaratest", at=at)
    return token_in(letters_about("link for a new password")[-1])


def test_a_changed_password_ends_the_other_browsers_and_their_courts(account, at):
    credentials.change_password(account, walking.PASSWORD, NEW, **HERE, at=at)

    assert living() == {"here"}
    assert LogoutDelivery.objects.filter(client_id="casb", due_at=at).count() == 1


def test_a_reset_ends_every_browser_and_forgets_failures(account, at):
    credentials.reset_password(reset_token(at), NEW, address="", at=at)

    assert living() == set()
    assert LogoutDelivery.objects.count() == 2


def test_a_reset_opens_a_password_that_a_hundred_failures_disabled(account, at):
    later = at
    for _ in range(attempts.MOST_FAILURES):
        later += timedelta(minutes=6)
        with pytest.raises(signing_in.WrongCredentials):
            signing_in.sign_in("barbaratest", "not it", address="198.51.100.9", at=later)
    with pytest.raises(signing_in.WrongCredentials):
        signing_in.sign_in("barbaratest", walking.PASSWORD, address="192.0.2.7", at=later)

    credentials.reset_password(reset_token(later), NEW, address="", at=later)

    assert signing_in.sign_in("BarbaraTest", NEW, address="192.0.2.7", at=later) == account


def test_a_form_sent_again_ends_nobody_who_signed_in_meanwhile(account, at):
    token = reset_token(at)
    credentials.reset_password(token, NEW, address="", at=at)
    sessions.begin(account, session_key="again", at=at)

    credentials.reset_password(token, NEW, address="", at=at)

    assert living() == {"again"}


def test_guessing_the_present_password_at_a_signed_in_browser_has_to_wait(account, at):
    for _ in range(5):
        with pytest.raises(passwords.WrongPassword):
            credentials.change_password(account, "a wrong guess here", NEW, **HERE, at=at)

    with pytest.raises(attempts.TooManyFailures):
        credentials.change_password(account, walking.PASSWORD, NEW, **HERE, at=at)
    with pytest.raises(attempts.TooManyFailures):
        ask_new_email(account, at=at)
    assert LogEntry.objects.filter(action="signon.password_not_proved").count() == 5
    credentials.change_password(account, walking.PASSWORD, NEW, **HERE, at=at + timedelta(minutes=1))


def test_a_browser_left_alone_asks_for_no_new_address_and_no_upgrade(account, at):
    later = at + timedelta(minutes=11)
    old = sessions.standing("here", at=later)
    who = {"standing": old, "address": "", "at": later}

    with pytest.raises(freshness.SignInAgain):
        ask_new_email(account, at=later)
    with pytest.raises(freshness.SignInAgain):
        credentials.ask_upgrade(account, "thief@example.org", **who)


def test_a_changed_password_stops_an_upgrade_under_way(db, at):
    legacy = walking.open_account("lg4321", at=at, kind="legacy")
    sessions.begin(legacy, session_key="here", at=at)
    upgrading.ask(legacy, "thief@example.org", at=at)
    token = token_in(letters_about("to upgrade your", to="thief@example.org")[-1])

    credentials.change_password(legacy, walking.PASSWORD, NEW, **HERE, at=at)

    assert upgrading.waiting(token, at=at) is None


def test_who_gave_the_old_password_a_moment_ago_gets_no_token_after_the_change(account, at):
    proved = signing_in.sign_in("barbaratest", walking.PASSWORD, address="", at=at)
    credentials.change_password(account, walking.PASSWORD, NEW, **HERE, at=at)

    with pytest.raises(signing_in.WrongCredentials):
        programs.grant(proved, with_code=False, address="", at=at)


def test_a_refused_new_password_ends_nothing(account, at):
    with pytest.raises(passwords.TooShort):
        credentials.change_password(account, walking.PASSWORD, "short", **HERE, at=at)

    assert living() == {"here", "there"}


def test_an_upgrade_ends_every_browser(db, at):
    legacy = walking.open_account("lg4321", at=at, kind="legacy")
    sessions.begin(legacy, session_key="here", at=at)
    upgrading.ask(legacy, "lee@example.org", at=at)
    token = token_in(letters_about("to upgrade your", to="lee@example.org")[-1])

    done = credentials.upgrade(token, "lee.gacy", NEW, address="", at=at)

    assert done.done and living() == set()
    assert signing_in.sign_in("LEE.gacy", NEW, address="", at=at).number == legacy.number


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False])
def test_one_reset_link_used_eight_times_at_once_is_one_reset(at, same):
    walking.open_account(at=at)
    token = reset_token(at)

    def one(number):
        try:
            wish = NEW if same else f"{number} herons over loud water"
            return credentials.reset_password(token, wish, address="", at=at)
        except links.LinkGone as gone:
            return gone
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(one, range(8)))

    assert answers.count(None) == (8 if same else 1)
    assert LogEntry.objects.filter(action="accounts.password_reset").count() == 1
