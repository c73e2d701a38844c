"""Browsers an account was used with: a new one is told by mail, once, and in plain words."""

from datetime import timedelta

import pytest

from openecf.audit import trail
from openecf.center.accounts.models import MailedLink
from openecf.center.signon import devices
from openecf.center.signon.models import Device
from openecf.foundation import browsers
from tests import walking
from tests.mailbag import letters_about

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36"


@pytest.fixture
def account(at):
    account = walking.open_account(at=at)
    devices.meet(account, "first", browser=CHROME, address="203.0.113.7", at=at)
    return account


def meet(account, device, *, address="198.51.100.9", browser=CHROME, at):
    return devices.meet(account, device, browser=browser, address=address, at=at)


def test_the_first_browser_of_an_account_is_not_mailed_about(account):
    assert letters_about("") == []
    assert Device.objects.get().browser == CHROME


def test_a_new_browser_is_told_by_mail_with_what_and_where(account, at):
    assert meet(account, "second", at=at) is True

    [letter] = letters_about("")
    assert letter.recipient == account.email
    assert letter.subject == "A new browser signed in to your PACER account"
    for words in ("barbaratest", "Chrome on Windows", "198.51.100.9", "/cso/account/security/not-me/"):
        assert words in letter.body
    assert MailedLink.objects.get().purpose == "not_me"


def test_a_known_browser_is_not_told_of_again(account, at):
    meet(account, "second", at=at)

    assert meet(account, "second", address="192.0.2.1", at=at + timedelta(days=30)) is False

    assert len(letters_about("")) == 1
    assert Device.objects.get(address="192.0.2.1").last_seen_at == at + timedelta(days=30)


def test_a_browser_that_keeps_no_cookies_is_told_of_once_until_it_stays_away_for_a_day(account, at):
    for device, hours in (("a", 0), ("b", 1), ("c", 23), ("d", 48)):
        assert meet(account, device, at=at + timedelta(hours=hours))

    assert len(letters_about("")) == 2


def test_the_same_browser_of_another_account_is_new_there(account, at):
    other = walking.open_account("annray2026", at=at)
    meet(other, "own", at=at)

    assert meet(other, "first", address="203.0.113.7", at=at)
    assert [letter.recipient for letter in letters_about("")] == [other.email]


def test_a_new_browser_stands_in_the_trail(account, at):
    lines = trail.lines_of("center", account.number, since=at, until=at + timedelta(1))

    assert [(line.action, line.address) for line in lines] == [("signon.new_device", "203.0.113.7")]


@pytest.mark.parametrize(
    "agent, words",
    [
        (CHROME, "Chrome on Windows"),
        (CHROME + " Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/605 Version/17 Safari/605", "Safari on Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit CriOS/140 Safari/604", "Chrome on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/140 Mobile Safari", "Chrome on Android"),
        ("python-requests/2.32", "a program (python-requests)"),
        ("<b>hm", "an unknown browser"),
        ("", "an unknown browser"),
    ],
)
def test_a_browser_in_plain_words(agent, words):
    assert browsers.in_words(agent) == words
