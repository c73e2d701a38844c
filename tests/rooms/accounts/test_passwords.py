"""What a password must be, and changing it."""

import pytest

from openecf.audit.models import LogEntry
from openecf.center.accounts import emails, passwords, recovery
from openecf.center.accounts.links import LinkGone
from openecf.center.accounts.registration import NewAccount, open_account
from tests.mailbag import letters_about, token_in

WORDS = "seven herons over quiet water"


@pytest.fixture
def account(db, at):
    new = NewAccount("BarbaraTest", "barbara@example.org", "Casb", password=WORDS, first_name="Barbara")
    return open_account(new, at=at)


def change(account, old, new, *, at):
    """Change a password as the floor above does."""
    passwords.change(passwords.choose(account, old, new), at=at)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", passwords.TooShort),
        ("short", passwords.TooShort),
        ("thirteen-sign", passwords.TooShort),
        ("x" * 257, passwords.TooLong),
        ("aaaaaaaaaaaaaaaa", passwords.TooCommon),
        ("abababababababab", passwords.TooCommon),
        ("passwordpassword", passwords.TooCommon),
        ("PasswordPassword1", passwords.TooCommon),
        ("password123456!", passwords.TooCommon),
        ("pacerpacerpacerpa", passwords.TooCommon),
        ("my barbaratest is long", passwords.HasYourName),
        ("BARBARA likes blue herons", passwords.HasYourName),
        ("herons for casb and all", passwords.HasYourName),
    ],
)
def test_a_weak_password_is_refused(account, password, refusal):
    with pytest.raises(refusal):
        passwords.check(password, account)


@pytest.mark.parametrize(
    "password",
    [
        WORDS,
        "correct horse battery staple",
        "fourteen-signs",
        "naïve façade über alles",
        "x7$Kq9!mZp2@wLr",
        "密碼" * 3 + "長長的句子很好記得住",
    ],
)
def test_a_long_password_of_any_signs_is_taken(account, password):
    passwords.check(password, account)


def test_the_sentence_of_a_refusal_says_how_long(account):
    assert "at least 14 characters" in passwords.TooShort().sentence


def test_the_same_password_typed_on_another_keyboard_is_the_same(db, at):
    account = open_account(
        NewAccount("umlaut-person", "u@example.org", "Person", password="herr müller mag meer"), at=at
    )

    assert passwords.is_right(account, "herr mu\u0308ller mag meer")


def test_a_password_is_changed_by_who_knows_the_old_one(account, at):
    change(account, WORDS, "eight herons over loud water", at=at)

    account.refresh_from_db()
    assert passwords.is_right(account, "eight herons over loud water")
    assert not passwords.is_right(account, WORDS)
    assert LogEntry.objects.filter(action="accounts.password_changed", actor=account.number).count() == 1
    assert [letter.recipient for letter in letters_about("was changed")] == ["barbara@example.org"]


def test_the_wrong_old_password_changes_nothing(account, at):
    with pytest.raises(passwords.WrongPassword):
        change(account, "not my password at all", "eight herons over loud water", at=at)

    account.refresh_from_db()
    assert passwords.is_right(account, WORDS)
    assert not letters_about("was changed")


def test_the_present_password_is_no_new_one(account, at):
    with pytest.raises(passwords.SamePassword):
        change(account, WORDS, WORDS, at=at)


def test_links_under_way_die_with_a_password_change(account, at):
    recovery.ask("barbaratest", at=at)
    emails.ask(account, "thief@example.org", password=WORDS, at=at)
    reset, new_email = (
        token_in(letters_about(words)[-1]) for words in ("link for a new password", "confirm the new e-mail")
    )

    change(account, WORDS, "eight herons over loud water", at=at)

    with pytest.raises(LinkGone):
        recovery.choose(reset, "nine herons over salt water", at=at)
    with pytest.raises(LinkGone):
        emails.confirm(account, new_email, at=at)
