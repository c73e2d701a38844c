"""Throttling the link form without making it a weapon."""

from datetime import timedelta

import pytest

from openecf.courthouse.people import attempts, failing, linking
from openecf.courthouse.people.models import Attempt
from tests import people_cast as cast

pytestmark = pytest.mark.django_db


def fail(seen, court, *, at, login="bcasb", address="192.0.2.7"):
    with pytest.raises(failing.NoMatch) as refused:
        linking.find_court_user(seen, court, login=login, password="wrong", address=address, at=at)
    return refused.value.sentence


def find(seen, court, *, at, login="bcasb", password=cast.PASSWORD, address="192.0.2.7"):
    return linking.find_court_user(seen, court, login=login, password=password, address=address, at=at)


def test_five_failures_are_free_and_counted_down(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)

    said = [fail(seen, casb, at=at) for _ in range(5)]

    assert ["4 tries left" in said[0], "1 try left" in said[3]] == [True, True]
    assert "You can try again at 10:00:01 AM Pacific." in said[4]


def test_then_even_the_right_password_waits(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    for _ in range(5):
        fail(seen, casb, at=at)

    with pytest.raises(attempts.TooManyTries, match="10:00:01 AM Pacific") as refused:
        find(seen, casb, at=at)

    assert refused.value.until == at + timedelta(seconds=1)
    assert find(seen, casb, at=at + timedelta(seconds=1))


def test_the_wait_doubles_up_to_five_minutes(casb, at):
    counter = attempts.of_login(casb, "bcasb")
    waits, now = [], at
    for _ in range(16):
        attempts.begin(casb, [counter], at=now)
        until = attempts.standing(counter, at=now).wait_until
        waits.append((until - now).total_seconds() if until else 0)
        now = until or now

    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_a_try_while_waiting_is_not_counted(casb, at):
    counter = attempts.of_login(casb, "bcasb")
    for _ in range(5):
        attempts.begin(casb, [counter], at=at)

    with pytest.raises(attempts.TooManyTries):
        attempts.begin(casb, [counter], at=at)

    assert attempts.standing(counter, at=at).failures == 5


def test_the_count_survives_the_refusal(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)

    fail(seen, casb, at=at)

    assert attempts.standing(attempts.of_person(casb, seen.person_id), at=at).failures == 1
    assert attempts.standing(attempts.of_login(casb, "bcasb"), at=at).failures == 1


def test_many_logins_tried_by_one_account_count_together(casb, at):
    seen = cast.signed_in(casb, at=at)
    for number in range(5):
        fail(seen, casb, at=at, login=f"login{number}")

    with pytest.raises(attempts.TooManyTries):
        find(seen, casb, at=at, login="another")


def test_one_login_tried_by_many_accounts_counts_together(casb, at):
    for number in range(5):
        fail(cast.signed_in(casb, at=at, username=f"guesser{number}"), casb, at=at)

    with pytest.raises(attempts.TooManyTries):
        find(cast.signed_in(casb, at=at), casb, at=at)


def test_an_unknown_login_is_throttled_like_a_known_one(casb, at):
    cast.old_account(casb, at=at)
    known, unknown = [], []
    for number in range(5):
        known.append(fail(cast.signed_in(casb, at=at, username=f"known{number}"), casb, at=at))
        who = cast.signed_in(casb, at=at, username=f"unknown{number}")
        unknown.append(fail(who, casb, at=at, login="nobody"))

    assert known == unknown


def test_colleagues_behind_one_address_do_not_block_each_other(casb, at):
    cast.old_account(casb, at=at, login="mine")
    for number in range(20):
        fail(cast.signed_in(casb, at=at, username=f"colleague{number}"), casb, at=at, login=f"old{number}")

    assert find(cast.signed_in(casb, at=at), casb, at=at, login="mine")


def test_a_network_that_fails_fifty_times_in_an_hour_waits(casb, at):
    for number in range(50):
        fail(cast.signed_in(casb, at=at, username=f"guesser{number}"), casb, at=at, login=f"old{number}")
    seen = cast.signed_in(casb, at=at)

    with pytest.raises(attempts.TooManyTries):
        fail(seen, casb, at=at, login="another", address="192.0.2.200")

    fail(seen, casb, at=at, login="another", address="198.51.100.1")


def test_the_right_password_clears_the_login_but_not_the_persons_failures(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    fail(seen, casb, at=at)
    fail(seen, casb, at=at)

    find(seen, casb, at=at)

    assert attempts.standing(attempts.of_login(casb, "bcasb"), at=at).failures == 0
    assert attempts.standing(attempts.of_person(casb, seen.person_id), at=at).failures == 2


def test_a_persons_failures_are_forgotten_after_a_day_of_quiet(casb, at):
    seen = cast.signed_in(casb, at=at)
    fail(seen, casb, at=at)
    counter = attempts.of_person(casb, seen.person_id)

    assert attempts.standing(counter, at=at + timedelta(hours=23)).failures == 1
    assert attempts.standing(counter, at=at + timedelta(hours=25)).failures == 0


def test_after_a_hundred_failures_the_password_alone_is_no_proof(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    attempts.begin(casb, [attempts.of_login(casb, "bcasb")], at=at)
    Attempt.objects.update(failures=100)

    with pytest.raises(attempts.PasswordDisabled, match="Forgot login/password"):
        find(seen, casb, at=at)


def test_courts_count_apart(casb, exab, at):
    cast.old_account(exab, at=at)
    guesser = cast.signed_in(casb, at=at, username="guesser")
    for _ in range(5):
        fail(guesser, casb, at=at)

    assert find(cast.signed_in(exab, at=at, username="guesser"), exab, at=at)
