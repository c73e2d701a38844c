"""Registering: nothing is made before the address is proved, and nothing is told before either."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.center.accounts import doors, links, passwords, registration, usernames
from openecf.center.accounts.models import Account, MailedLink
from openecf.center.accounts.registration import NewAccount, Person
from openecf.letters.models import Letter
from tests.mailbag import letters_about, token_in

WORDS = "seven herons over water"
BORN = date(1986, 4, 28)
PAT = Person("Public", first_name="Pat", birth_date=BORN, county="San Diego")
SEARCH = doors.door("search")


def asked(at, email="pat@example.org", person=PAT, door=SEARCH):
    """Ask for a link, describe the person behind it, and return the token that was mailed."""
    registration.ask(door, email, address="192.0.2.7", at=at)
    token = token_in(Letter.objects.order_by("-pk").first())
    if person:
        registration.describe(token, person, although=True, at=at)
    return token


def finish(token, username="pat.public", password=WORDS, *, at):
    """Open the account behind a link."""
    return registration.finish(token, username, password, accepted=True, address="192.0.2.7", at=at)


def called(username, email="pat@example.org"):
    """Return Pat's wishes under another username."""
    return NewAccount(username, email, "Public", password="seven herons over water", first_name="Pat")


@pytest.mark.django_db
def test_an_opened_account_has_a_seven_digit_number_and_a_random_subject(at):
    one, two = (registration.open_account(called(name), at=at) for name in ("pat.public", "pat.public2"))

    assert one.number.isdigit() and len(one.number) == 7
    assert len(one.subject) == 32 and int(one.subject, 16) >= 0
    assert one.number != two.number and one.subject != two.subject
    assert LogEntry.objects.filter(site="center", action="accounts.opened").count() == 2


@pytest.mark.django_db
def test_a_number_that_is_taken_is_not_given_again(at, monkeypatch):
    first = registration.open_account(called("pat.public"), at=at)
    numbers = iter([int(first.number) - 1_000_000, 4_567_890])
    monkeypatch.setattr("openecf.center.accounts.opening.secrets.randbelow", lambda most: next(numbers))

    second = registration.open_account(called("pat.public2"), at=at)

    assert second.number == "5567890"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "username",
    ["", "short", "seven77", "has space 1", "pat@example.org", "x" * 46, "pät.public", "-dashing1"],
)
def test_an_upgraded_username_has_eight_to_forty_five_plain_signs(at, username):
    with pytest.raises(usernames.NotAUsername):
        registration.open_account(called(username), at=at)


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["ab123", "ab12345", "abc123", "a12345", "AB-123", "pat.public"])
def test_a_legacy_username_is_two_letters_and_four_digits(at, username):
    legacy = NewAccount(username, "old@example.org", "Old", password="x", kind="legacy")

    with pytest.raises(usernames.NotALegacyUsername):
        registration.open_account(legacy, at=at)


@pytest.mark.django_db
def test_a_username_is_the_same_in_any_case(at):
    account = registration.open_account(called("Pat.Public"), at=at)

    assert usernames.holder_of(" pat.PUBLIC ") == account
    with pytest.raises(usernames.UsernameTaken):
        registration.open_account(called("PAT.public"), at=at)


@pytest.mark.django_db
def test_asking_writes_a_link_and_a_letter_and_nothing_else(at):
    registration.ask(SEARCH, "pat@example.org", at=at)

    assert Account.objects.count() == 0
    assert MailedLink.objects.count() == 1
    (letter,) = Letter.objects.all()
    assert letter.recipient == "pat@example.org"


@pytest.mark.django_db
def test_neither_token_nor_password_is_kept(at):
    token = asked(at)
    finish(token, at=at)

    (link,) = MailedLink.objects.all()
    assert token not in str(vars(link)) and WORDS not in str(vars(link))
    assert "person" not in link.claims


@pytest.mark.django_db
def test_describing_the_person_makes_no_account_and_can_be_done_again(at):
    token = asked(at)
    registration.describe(token, Person("Public", first_name="Patricia", birth_date=BORN), at=at)

    assert registration.waiting(token, at=at).person.first_name == "Patricia"
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_finishing_opens_an_account_that_may_search_only(at):
    account = finish(asked(at), at=at + timedelta(hours=2))

    assert (account.username, account.kind, account.holder) == ("pat.public", "upgraded", "individual")
    assert (account.search_status, account.filing_status, account.hold) == ("active", "none", "")
    assert (account.birth_date, account.county, account.door) == (BORN, "San Diego", "search")
    assert account.policies_accepted_at == account.password_changed_at == at + timedelta(hours=2)
    assert passwords.is_right(account, WORDS)
    assert account.number in letters_about("is open")[0].body


@pytest.mark.django_db
def test_the_door_gives_no_right_to_file(at):
    account = finish(asked(at, door=doors.door("attorney")), at=at)

    assert (account.door, account.filing_status, account.court_staff) == ("attorney", "none", False)


@pytest.mark.django_db
def test_the_form_about_the_person_comes_first(at):
    with pytest.raises(registration.NotDescribed):
        finish(asked(at, person=None), at=at)


@pytest.mark.django_db
def test_who_does_not_accept_the_policies_gets_no_account(at):
    token = asked(at)

    with pytest.raises(registration.PoliciesNotAccepted):
        registration.finish(token, "pat.public", WORDS, accepted=False, at=at)

    assert not Account.objects.exists()
    assert finish(token, at=at)


@pytest.mark.django_db
def test_looking_at_the_link_uses_nothing_up(at):
    token = asked(at)

    seen = [registration.waiting(token, at=at) for _ in range(3)]

    assert {(each.person.name.full, each.email) for each in seen} == {("Pat Public", "pat@example.org")}
    assert finish(token, at=at)


@pytest.mark.django_db
def test_finishing_twice_is_one_account(at):
    token = asked(at)

    first, second = (finish(token, at=at) for _ in range(2))

    assert first == second
    assert Account.objects.count() == 1
    assert registration.waiting(token, at=at).opened.number == first.number
    with pytest.raises(links.LinkGone):
        registration.describe(token, PAT, at=at)


@pytest.mark.django_db
def test_a_link_is_dead_after_a_day(at):
    token = asked(at)
    late = at + timedelta(hours=24)

    assert registration.waiting(token, at=late) is None
    with pytest.raises(links.LinkGone):
        registration.describe(token, PAT, at=late)
    with pytest.raises(links.LinkGone):
        finish(token, at=late)


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "A" * 43])
def test_a_made_up_link_opens_nothing(at, token):
    asked(at)

    assert registration.waiting(token, at=at) is None
    with pytest.raises(links.LinkGone):
        finish(token, at=at)


@pytest.mark.django_db
def test_a_taken_username_may_be_replaced(at):
    registration.open_account(called("PAT.PUBLIC", "other@example.org"), at=at)
    token = asked(at)

    with pytest.raises(usernames.UsernameTaken):
        finish(token, at=at)

    assert finish(token, "pat.public.too", at=at).username == "pat.public.too"


@pytest.mark.django_db
def test_usernames_can_be_tried_twenty_times_a_link_only(at):
    registration.open_account(called("pat.public", "other@example.org"), at=at)
    token = asked(at)
    for _ in range(links.MOST_TRIES - 1):  # describing was the first
        with pytest.raises(usernames.UsernameTaken):
            finish(token, at=at)

    with pytest.raises(links.LinkGone):
        finish(token, "pat.public.too", at=at)


@pytest.mark.django_db
def test_a_known_address_takes_the_same_path_and_is_told_in_the_mailbox_only(at):
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as unknown:
        registration.ask(SEARCH, "new@example.org", at=at)
    registration.open_account(called("pat.public", "Pat@Example.org"), at=at)
    with CaptureQueriesContext(connection) as known:
        registration.ask(SEARCH, "pat@example.org", at=at)

    assert len(known) == len(unknown)
    assert "pat.public" in letters_about("already has", to="pat@example.org")[0].body


@pytest.mark.django_db
def test_a_mailbox_gets_five_letters_an_hour(at):
    for minute in range(7):
        registration.ask(SEARCH, "pat@example.org", at=at + timedelta(minutes=minute))

    assert Letter.objects.count() == links.MOST_TO_A_MAILBOX
    assert LogEntry.objects.filter(action="accounts.registration_asked").count() == 7
    registration.ask(SEARCH, "pat@example.org", at=at + timedelta(hours=1, minutes=3))
    assert Letter.objects.count() == links.MOST_TO_A_MAILBOX + 1


@pytest.mark.django_db
def test_a_network_that_floods_mailboxes_is_stopped(at, monkeypatch):
    monkeypatch.setattr(links, "MOST_FROM_A_NETWORK", 3)
    for number in range(3):
        registration.ask(SEARCH, f"p{number}@example.org", address=f"192.0.2.{number}", at=at)

    with pytest.raises(links.TooManyMails):
        registration.ask(SEARCH, "pat@example.org", address="192.0.2.99", at=at)
    registration.ask(SEARCH, "pat@example.org", address="198.51.100.1", at=at)


@pytest.mark.django_db
def test_a_weak_password_opens_nothing_and_uses_nothing_up(at):
    token = asked(at)

    for weak in ("short", "my name is pat.public", "I am Public, and so on"):
        with pytest.raises((passwords.TooShort, passwords.HasYourName)):
            finish(token, password=weak, at=at)

    assert not Account.objects.exists()
    assert finish(token, at=at)


@pytest.mark.django_db
def test_links_are_swept_a_week_after_their_time(at):
    asked(at)

    assert links.sweep(at=at + timedelta(days=7)) == 0
    assert links.sweep(at=at + timedelta(days=9)) == 1


def at_once(act, things):
    """Do an act in one thread a thing, all at once; return what each gave or raised."""

    def one(thing):
        try:
            return act(thing)
        except Exception as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as threads:
        return list(threads.map(one, things))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_eight_registrations_with_one_username_one_wins(at):
    tokens = []
    for number in range(8):
        spelling = "".join(
            sign.upper() if number >> place & 1 else sign for place, sign in enumerate("racing.pat")
        )
        person = Person("Public", first_name=f"Pat{number}", birth_date=BORN)
        tokens.append((asked(at, f"pat{number}@example.org", person), spelling))

    answers = at_once(lambda each: finish(*each, at=at), tokens)

    won = [each for each in answers if isinstance(each, Account)]
    assert len(won) == 1 == Account.objects.count()
    assert {type(each) for each in answers} == {Account, usernames.UsernameTaken}
    assert LogEntry.objects.filter(action="accounts.registered").count() == 1
    assert MailedLink.objects.filter(used_at=None).count() == 7  # the others may choose another name


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_link_pressed_eight_times_at_once_opens_one_account(at):
    token = asked(at)

    answers = at_once(lambda token: finish(token, at=at), [token] * 8)

    assert len({each.pk for each in answers}) == 1 == Account.objects.count()
    assert len(letters_about("is open")) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_four_accounts_of_one_person_opened_at_once_all_but_one_are_held(at):
    tokens = [(asked(at), f"pat.public.{number}") for number in range(4)]

    answers = at_once(lambda each: finish(*each, at=at), tokens)

    assert {type(each) for each in answers} == {Account}
    assert sorted(Account.objects.values_list("hold", "search_status")) == [
        ("", "active"),
        *[("duplicate", "inactive")] * 3,
    ]
