"""Registering: nothing is made before the address is proved, and nothing is told before either."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.center.accounts import links, passwords, registration, usernames
from openecf.center.accounts.models import Account, MailedLink
from openecf.center.accounts.registration import NewAccount
from openecf.letters.models import Letter
from tests.mailbag import letters_about, token_in

PAT = NewAccount(
    "pat.public", "pat@example.org", "Public", password="seven herons over water", first_name="Pat"
)


def asked(at, new=PAT):
    """Register and return the token that was mailed."""
    registration.register(new, address="192.0.2.7", at=at)
    return token_in(Letter.objects.order_by("-pk").first())


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
def test_registering_writes_a_link_and_a_letter_and_nothing_else(at):
    registration.register(PAT, at=at)

    assert Account.objects.count() == 0
    assert MailedLink.objects.count() == 1
    (letter,) = Letter.objects.all()
    assert letter.recipient == "pat@example.org"
    assert "Pat" not in letter.body and "pat.public" not in letter.body  # a stranger may have typed them


@pytest.mark.django_db
def test_neither_token_nor_password_is_kept(at):
    token = asked(at)

    (link,) = MailedLink.objects.all()
    assert token not in str(vars(link)) and PAT.password not in str(vars(link))


@pytest.mark.django_db
def test_confirming_opens_an_account_that_may_search_only(at):
    account = registration.confirm(asked(at), at=at + timedelta(hours=2))

    assert (account.username, account.kind, account.holder) == ("pat.public", "upgraded", "individual")
    assert (account.search_status, account.filing_status) == ("active", "none")
    assert passwords.is_right(account, PAT.password)
    assert account.number in letters_about("is open")[0].body
    assert "password" not in MailedLink.objects.get().claims


@pytest.mark.django_db
def test_looking_at_the_link_uses_nothing_up(at):
    token = asked(at)

    seen = [registration.waiting(token, at=at) for _ in range(3)]

    assert {(each.name, each.username, each.email) for each in seen} == {
        ("Pat Public", "pat.public", "pat@example.org")
    }
    assert registration.confirm(token, at=at)


@pytest.mark.django_db
def test_confirming_twice_is_one_account(at):
    token = asked(at)

    first, second = (registration.confirm(token, at=at) for _ in range(2))

    assert first == second
    assert Account.objects.count() == 1
    assert registration.waiting(token, at=at).number == first.number


@pytest.mark.django_db
def test_a_link_is_dead_after_a_day(at):
    token = asked(at)
    late = at + timedelta(hours=24)

    assert registration.waiting(token, at=late) is None
    with pytest.raises(links.LinkGone):
        registration.confirm(token, at=late)


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "A" * 43])
def test_a_made_up_link_opens_nothing(at, token):
    asked(at)

    assert registration.waiting(token, at=at) is None
    with pytest.raises(links.LinkGone):
        registration.confirm(token, at=at)


@pytest.mark.django_db
def test_a_taken_username_is_told_only_behind_the_link_and_may_be_replaced(at):
    registration.open_account(called("PAT.PUBLIC", "other@example.org"), at=at)
    token = asked(at)

    assert registration.waiting(token, at=at).username_taken
    with pytest.raises(usernames.UsernameTaken):
        registration.confirm(token, at=at)
    account = registration.confirm(token, username="pat.public.too", at=at)

    assert account.username == "pat.public.too"


@pytest.mark.django_db
def test_usernames_can_be_tried_twenty_times_a_link_only(at):
    registration.open_account(called("pat.public", "other@example.org"), at=at)
    token = asked(at)
    for _ in range(links.MOST_TRIES):
        with pytest.raises(usernames.UsernameTaken):
            registration.confirm(token, at=at)

    with pytest.raises(links.LinkGone):
        registration.confirm(token, username="pat.public.too", at=at)


@pytest.mark.django_db
def test_a_known_address_takes_the_same_path_and_is_told_in_the_mailbox_only(at, django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as unknown:
        registration.register(called("somebody.new", "new@example.org"), at=at)
    registration.open_account(called("pat.public", "Pat@Example.org"), at=at)
    with CaptureQueriesContext(connection) as known:
        registration.register(called("pat.second"), at=at)

    assert len(known) == len(unknown)
    assert "pat.public" in letters_about("already has", to="pat@example.org")[0].body


@pytest.mark.django_db
def test_a_mailbox_gets_five_letters_an_hour(at):
    for minute in range(7):
        registration.register(PAT, at=at + timedelta(minutes=minute))

    assert Letter.objects.count() == links.MOST_TO_A_MAILBOX
    assert LogEntry.objects.filter(action="accounts.registration_asked").count() == 7
    registration.register(PAT, at=at + timedelta(hours=1, minutes=3))
    assert Letter.objects.count() == links.MOST_TO_A_MAILBOX + 1


@pytest.mark.django_db
def test_a_network_that_floods_mailboxes_is_stopped(at, monkeypatch):
    monkeypatch.setattr(links, "MOST_FROM_A_NETWORK", 3)
    for number in range(3):
        registration.register(
            called("pat.public", f"p{number}@example.org"), address=f"192.0.2.{number}", at=at
        )

    with pytest.raises(links.TooManyMails):
        registration.register(PAT, address="192.0.2.99", at=at)
    registration.register(PAT, address="198.51.100.1", at=at)


@pytest.mark.django_db
def test_a_weak_password_sends_no_letter(at):
    with pytest.raises(passwords.TooShort):
        registration.register(NewAccount("pat.public", "pat@example.org", "Public", password="short"), at=at)

    assert not Letter.objects.exists() and not MailedLink.objects.exists()


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
        tokens.append(asked(at, called(spelling, f"pat{number}@example.org")))

    answers = at_once(lambda token: registration.confirm(token, at=at), tokens)

    won = [each for each in answers if isinstance(each, Account)]
    assert len(won) == 1 == Account.objects.count()
    assert {type(each) for each in answers} == {Account, usernames.UsernameTaken}
    assert LogEntry.objects.filter(action="accounts.registered").count() == 1
    assert MailedLink.objects.filter(used_at=None).count() == 7  # the others may choose another name


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_link_pressed_eight_times_at_once_opens_one_account(at):
    token = asked(at)

    answers = at_once(lambda token: registration.confirm(token, at=at), [token] * 8)

    assert len({each.pk for each in answers}) == 1 == Account.objects.count()
    assert len(letters_about("is open")) == 1
