"""From legacy to upgraded: the row stays, with its number, history and balance."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.center.accounts import links, passwords, upgrading, usernames
from openecf.center.accounts.models import Account
from openecf.center.accounts.registration import NewAccount, open_account
from tests.mailbag import letters_about, token_in

NEW = "eight herons over loud water"


@pytest.fixture
def legacy(db, at):
    return make(at)


def make(at, username="lg4321", email="lee@example.org"):
    """Open a legacy account."""
    new = NewAccount(username, email, "Gacy", password="old1", first_name="Lee", kind="legacy")
    return open_account(new, at=at)


def asked(account, at, email="lee.new@example.org", **more):
    """Ask for an upgrade and return the token that was mailed."""
    upgrading.ask(account, email, at=at, **more)
    return token_in(letters_about("to upgrade your PACER account", to=email)[-1])


def upgrade(token, *, username, password, at):
    """Upgrade as the floor above does, and return what the link says then."""
    upgrading.upgrade(upgrading.choose(token, username=username, password=password, at=at), at=at)
    return upgrading.waiting(token, at=at)


def test_an_upgrade_keeps_the_row_number_subject_and_balance(legacy, at):
    Account.objects.update(balance_cents=1230)
    token = asked(legacy, at, back="http://localhost:8000/casb/utilities/link/")

    done = upgrade(token, username="lee.gacy", password=NEW, at=at + timedelta(hours=1))

    after = Account.objects.get()
    assert (after.pk, after.number, after.subject) == (legacy.pk, legacy.number, legacy.subject)
    assert (after.kind, after.username, after.email) == ("upgraded", "lee.gacy", "lee.new@example.org")
    assert (after.balance_cents, after.upgraded_at) == (1230, at + timedelta(hours=1))
    assert passwords.is_right(after, NEW) and after.password_changed_at == after.policies_accepted_at
    assert (done.number, done.back) == (legacy.number, "http://localhost:8000/casb/utilities/link/")
    assert usernames.holder_of("lg4321") is None


def test_an_upgrade_adds_birth_date_and_county(legacy, at):
    born = date(1971, 3, 2)
    added = upgrading.Particulars(born, "Imperial")
    chosen = upgrading.choose(asked(legacy, at), username="lee.gacy", password=NEW, particulars=added, at=at)

    upgrading.upgrade(chosen, at=at)

    after = Account.objects.get()
    assert (after.birth_date, after.county) == (born, "Imperial")


def test_both_addresses_are_told_before_and_after(legacy, at):
    upgrade(asked(legacy, at), username="lee.gacy", password=NEW, at=at)

    assert [each.recipient for each in letters_about("An upgrade of your")] == ["lee@example.org"]
    told = {each.recipient for each in letters_about("was upgraded")}
    assert told == {"lee@example.org", "lee.new@example.org"}
    line = LogEntry.objects.get(action="accounts.upgraded")
    assert line.detail == {"old_username": "lg4321", "username": "lee.gacy"}


def test_an_upgraded_account_is_not_upgraded_again(legacy, at):
    token = asked(legacy, at)
    upgrade(token, username="lee.gacy", password=NEW, at=at)
    legacy.refresh_from_db()

    with pytest.raises(upgrading.NotLegacy):
        upgrading.ask(legacy, "again@example.org", at=at)
    with pytest.raises(links.LinkGone):
        upgrade(token, username="other.name", password=NEW, at=at)


def test_the_form_sent_twice_is_one_upgrade(legacy, at):
    token = asked(legacy, at)

    one, two = (upgrade(token, username="lee.gacy", password=NEW, at=at) for _ in range(2))

    assert one == two and one.done
    assert LogEntry.objects.filter(action="accounts.upgraded").count() == 1


def test_only_the_latest_link_counts(legacy, at):
    first = asked(legacy, at, "typo@example.org")
    second = asked(legacy, at)

    assert upgrading.waiting(first, at=at) is None
    assert upgrading.waiting(second, at=at).email == "lee.new@example.org"


@pytest.mark.parametrize(
    ("username", "password", "refusal"),
    [
        ("lg4321", NEW, usernames.NotAUsername),
        ("seven77", NEW, usernames.NotAUsername),
        ("somebody", NEW, usernames.UsernameTaken),
        ("SomeBody", NEW, usernames.UsernameTaken),
        ("lee.gacy", "short", passwords.TooShort),
        ("lee.gacy", "lee.gacy for ever", passwords.HasYourName),
        ("lee.gacy", "lee.new and herons", passwords.HasYourName),
    ],
)
def test_wrong_wishes_change_nothing_and_use_nothing_up(legacy, at, username, password, refusal):
    open_account(NewAccount("somebody", "some@example.org", "Body", password=NEW), at=at)
    token = asked(legacy, at)

    with pytest.raises(refusal):
        upgrade(token, username=username, password=password, at=at)

    legacy.refresh_from_db()
    assert legacy.kind == "legacy" and legacy.username == "lg4321"
    assert upgrade(token, username="lee.gacy", password=NEW, at=at).done


def test_a_link_is_dead_after_a_day(legacy, at):
    token = asked(legacy, at)

    with pytest.raises(links.LinkGone):
        upgrade(token, username="lee.gacy", password=NEW, at=at + timedelta(hours=24))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_eight_upgrades_to_one_username_one_wins(at):
    tokens = [
        asked(make(at, f"lg000{n}", f"lee{n}@example.org"), at, f"new{n}@example.org") for n in range(8)
    ]

    def one(token):
        try:
            return upgrade(token, username="lee.gacy", password=NEW, at=at)
        except usernames.UsernameTaken as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(one, tokens))

    assert sum(isinstance(each, upgrading.Upgrade) for each in answers) == 1
    assert Account.objects.filter(kind="upgraded").count() == 1
    assert LogEntry.objects.filter(action="accounts.upgraded").count() == 1
