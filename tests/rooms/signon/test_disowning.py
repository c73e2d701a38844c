""" "This was not me": everybody is signed out and the password is off, by the button and not by the link."""

from datetime import timedelta

import pytest

from openecf.center.accounts import links, upgrading
from openecf.center.accounts.models import Account
from openecf.center.signon import devices, disowning, keys, programs, sessions, signing_in
from openecf.center.signon.models import Device, ProviderSession, Token
from tests import walking
from tests.mailbag import letters_about, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(at):
    account = walking.open_account(at=at)
    sessions.begin(account, session_key="own", at=at)
    sessions.begin(account, session_key="strange", at=at)
    programs.grant(account, with_code=False, address="", at=at)
    devices.meet(account, "own", browser="", address="203.0.113.7", at=at)
    devices.meet(account, "strange", browser="", address="198.51.100.9", at=at)
    return account


@pytest.fixture
def token(account):
    return token_in(letters_about("new browser")[-1])


def test_looking_changes_nothing(account, token, at):
    told = disowning.told(token, at=at)

    assert (told.username, told.address, told.done) == ("barbaratest", "198.51.100.9", False)
    assert ProviderSession.objects.filter(ended_at=None).count() == 2
    assert Account.objects.get().password_disabled_at is None


def test_it_ends_every_browser_and_program_and_the_password(account, token, at):
    disowning.disown(token, address="203.0.113.7", at=at)

    assert not ProviderSession.objects.filter(ended_at=None).exists()
    assert not Token.objects.filter(ended_at=None).exists()
    with pytest.raises(signing_in.WrongCredentials):
        signing_in.sign_in("barbaratest", walking.PASSWORD, address="203.0.113.7", at=at)
    assert disowning.told(token, at=at).done


def test_it_ends_keys_and_upgrades_that_the_stranger_began(account, token, at):
    wanted = keys.Wanted("laptop", ("usage:read",), 365)
    made = keys.create(account, sessions.standing("strange", at=at), wanted, address="", at=at)
    Account.objects.update(kind="legacy")
    upgrading.ask(account, "thief@example.org", at=at)
    upgrade = token_in(letters_about("to upgrade your", to="thief@example.org")[-1])

    disowning.disown(token, address="", at=at)

    with pytest.raises(keys.KeyRefused):
        keys.authenticate(made.secret, address="", at=at)
    assert upgrading.waiting(upgrade, at=at) is None


def test_the_holder_is_told_what_to_do_next(account, token, at):
    disowning.disown(token, address="", at=at)

    letter = letters_about("closed to everybody")[-1]
    assert "/cso/forgot/" in letter.body
    for words in ("authenticator apps", "passkeys", "mailbox", "clerk"):
        assert words in letter.body


def test_the_stranger_is_a_new_browser_again(account, token, at):
    disowning.disown(token, address="", at=at)

    assert Device.objects.count() == 1


def test_sent_twice_it_is_done_once(account, token, at):
    disowning.disown(token, address="", at=at)
    Account.objects.update(password_disabled_at=None)  # reset meanwhile

    disowning.disown(token, address="", at=at + timedelta(hours=1))

    assert Account.objects.get().password_disabled_at is None


def test_after_seven_days_the_link_is_over(account, token, at):
    with pytest.raises(links.LinkGone):
        disowning.disown(token, address="", at=at + timedelta(days=7, seconds=1))


def test_a_made_up_link_is_none(account, at):
    with pytest.raises(links.LinkGone):
        disowning.told("made-up", at=at)
