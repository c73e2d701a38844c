"""What a password must be, and changing it."""

import pytest

from openecf.audit.models import LogEntry
from openecf.center.accounts import blocklist, emails, passwords, recovery
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
        ("fourteen-signs", passwords.TooShort),
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
        "fifteen-signs-x",
        "seven herons over quiet water, and eight more over the loud one beyond the hill",
        "naïve façade über alles",
        "x7$Kq9!mZp2@wLr",
        "密碼" * 3 + "長長的句子很好記得住",
    ],
)
def test_a_long_password_of_any_signs_is_taken(account, password):
    passwords.check(password, account)


def test_the_sentence_of_a_refusal_says_how_long(account):
    with pytest.raises(passwords.TooShort, match="at least 15 characters"):
        passwords.check("short", account)


def test_beside_a_second_factor_a_shorter_password_will_do(account):
    passwords.check("twelve-signs", account, guarded=True)
    with pytest.raises(passwords.TooShort, match="at least 12 characters"):
        passwords.check("eleven-sign", account, guarded=True)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("Short-pass-13", passwords.TooShort),
        ("Long-" * 9 + "x", passwords.TooLong),
        ("all small herons!", passwords.LacksSigns),
        ("ALL LARGE HERONS!", passwords.LacksSigns),
        ("No Special Heron1", passwords.LacksSigns),
        ("Herons-of-Casb-7!", passwords.HasYourName),
        ("Password-2026!", passwords.TooCommon),
    ],
)
def test_pacers_own_rules_can_be_chosen(account, settings, password, refusal):
    settings.PASSWORDS = "pacer"

    with pytest.raises(refusal):
        passwords.check(password, account)
    passwords.check("Open-Herons-26!", account)


def test_pacers_rules_forbid_each_part_of_a_name(db, at, settings):
    settings.PASSWORDS = "pacer"
    lee = open_account(NewAccount("lee.gacy", "lee@example.org", "O'Hara", password=WORDS), at=at)

    for password in ("Herons-and-Lee-1!", "Herons-Gacy-over!", "Hara-over-water-1!"):
        with pytest.raises(passwords.HasYourName):
            passwords.check(password, lee)


@pytest.mark.parametrize(
    "password",
    ["Summer2026summer2026", "bankruptcy2026!", "1qaz2wsx3edc4rfv", "qwertyuiopasdfgh", "Iloveyou@1988"],
)
def test_what_everybody_tries_first_is_on_the_list(account, password):
    with pytest.raises(passwords.TooCommon):
        passwords.check(password, account, guarded=True)


def test_the_list_is_longer_than_the_one_django_brings():
    assert blocklist.size() > 10 * 19_640
    assert blocklist.has("passwordpassword1") and not blocklist.has(WORDS)


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
