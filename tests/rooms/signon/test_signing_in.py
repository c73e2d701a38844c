"""Signing in at the center: credentials, codes, waits, and what is written down."""

import time
from datetime import timedelta

import pyotp
import pytest

from openecf.audit.models import LogEntry
from openecf.center.accounts.models import Account
from openecf.center.signon import attempts, factors, signing_in
from openecf.center.signon.models import Attempt
from openecf.letters.models import Letter
from tests import walking

pytestmark = pytest.mark.django_db
HOME, CAFE = "192.0.2.17", "198.51.100.9"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(password=walking.PASSWORD, *, username="barbaratest", address=HOME, at, **ways):
    return signing_in.sign_in(username, password, address=address, at=at, **ways)


def fail(times, *, at, **ways):
    """Fail so often; each try comes when the wait before it is over."""
    for _ in range(times):
        at += timedelta(minutes=6)
        with pytest.raises(signing_in.WrongCredentials):
            sign_in("wrong", at=at, **ways)
    return at


def test_the_right_password_signs_in_whatever_the_case_of_the_username(at):
    account = walking.open_account(at=at)

    assert sign_in(username=" BarbaraTest ", at=at) == account


def test_a_sign_in_leaves_one_line_on_the_trail(at):
    account = walking.open_account(at=at)

    sign_in(at=at)

    line = LogEntry.objects.get(action="signon.signed_in")
    assert (line.site, line.actor, line.address, line.at) == ("center", account.number, HOME, at)


@pytest.mark.parametrize("kind", ["legacy", "upgraded"])
@pytest.mark.parametrize("holder", ["firm", "individual"])
def test_every_kind_of_account_may_sign_in(at, kind, holder):
    account = walking.open_account(at=at, kind=kind, holder=holder)

    assert sign_in(at=at) == account


def test_every_wrong_credential_gets_the_same_words(at):
    walking.open_account(at=at)
    guarded = walking.open_account("guarded1", at=at)
    factors.add_app(guarded, "Phone", SECRET, at=at)
    told = set()

    for ways in (
        {"password": "wrong"},
        {"username": "nobody"},
        {"username": ""},
        {"username": "guarded1", "code": "000000"},
    ):
        with pytest.raises(signing_in.WrongCredentials) as refusal:
            sign_in(**ways, at=at)
        told.add(refusal.value.sentence)

    assert len(told) == 1


def test_an_unknown_username_costs_a_hash_too(at):
    walking.open_account(at=at)
    with pytest.raises(signing_in.WrongCredentials):
        sign_in(username="warm-up", at=at)

    known = min(_seconds("barbaratest", at, n) for n in range(5))
    unknown = min(_seconds("nobody", at, n) for n in range(5))

    assert 0.5 < unknown / known < 2


def _seconds(username, at, n):
    begun = time.perf_counter()
    with pytest.raises(signing_in.WrongCredentials):
        sign_in("wrong", username=username, address=f"203.0.{n}.1", at=at)
    return time.perf_counter() - begun


def test_a_password_in_an_outdated_hash_is_hashed_anew_at_the_next_sign_in(at):
    from django.contrib.auth.hashers import make_password

    account = walking.open_account(at=at)
    old = make_password(walking.PASSWORD, hasher="pbkdf2_sha256")
    Account.objects.filter(pk=account.pk).update(password=old)

    sign_in(at=at)

    assert Account.objects.get(pk=account.pk).password.startswith("argon2")
    assert sign_in(at=at) == account


# -- Waits -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (12, 128), (13, 256), (14, 300), (40, 300)],
)
def test_five_failures_are_free_then_the_wait_doubles_up_to_five_minutes(at, failures, seconds):
    account = walking.open_account(at=at)
    at = fail(failures, at=at)

    if seconds:
        with pytest.raises(attempts.TooManyFailures) as refusal:
            sign_in(at=at + timedelta(seconds=seconds - 0.5))
        assert refusal.value.seconds == 1

    assert sign_in(at=at + timedelta(seconds=seconds)) == account


def test_the_wait_is_told_in_plain_words(at):
    walking.open_account(at=at)
    at = fail(7, at=at)

    with pytest.raises(attempts.TooManyFailures, match="Try again in 4 seconds"):
        sign_in(at=at)


def test_a_try_during_the_wait_is_not_counted(at):
    account = walking.open_account(at=at)
    at = fail(6, at=at)
    for _ in range(20):
        with pytest.raises(attempts.TooManyFailures):
            sign_in("wrong", at=at + timedelta(seconds=1))

    assert sign_in(at=at + timedelta(seconds=2)) == account


def test_a_success_begins_the_count_anew(at):
    walking.open_account(at=at)
    at = fail(5, at=at) + timedelta(seconds=1)
    sign_in(at=at)

    at = fail(4, at=at)

    assert sign_in(at=at)


def test_others_at_the_same_network_and_the_same_name_elsewhere_do_not_wait(at):
    walking.open_account(at=at)
    colleague = walking.open_account("colleague1", at=at)
    at = fail(8, at=at)

    assert sign_in(username="colleague1", at=at) == colleague
    assert sign_in(address=CAFE, at=at)


def test_neighbours_in_one_network_share_the_wait(at):
    walking.open_account(at=at)
    at = fail(8, at=at)

    with pytest.raises(attempts.TooManyFailures):
        sign_in(address="192.0.2.200", at=at)


def test_a_socket_of_both_kinds_does_not_put_the_whole_net_into_one_network(at):
    walking.open_account(at=at)
    at = fail(8, at=at, address=f"::ffff:{HOME}")

    assert sign_in(address=f"::ffff:{CAFE}", at=at)
    with pytest.raises(attempts.TooManyFailures):
        sign_in(address=HOME, at=at - timedelta(seconds=1))


def test_a_known_browser_has_its_own_counter(at):
    account = walking.open_account(at=at)
    at = fail(30, at=at)

    assert sign_in(device="b" * 32, at=at) == account


def test_an_unknown_username_waits_like_a_known_one(at):
    at = fail(6, username="nobody", at=at)

    with pytest.raises(attempts.TooManyFailures):
        sign_in(username="nobody", at=at)


# -- One hundred failures ----------------------------------------------------


def test_a_hundred_failures_in_a_row_disable_the_password_only(at):
    account = walking.open_account(at=at)
    for n in range(25):
        at = fail(4, address=f"203.0.{n}.1", at=at)

    kept = Account.objects.get(pk=account.pk)
    assert kept.password_disabled_at == at
    assert (kept.search_status, kept.kind) == (account.search_status, account.kind)
    with pytest.raises(signing_in.WrongCredentials):
        sign_in(address=CAFE, at=at)
    assert Letter.objects.get().recipient == account.email


def test_ninety_nine_failures_disable_nothing(at):
    account = walking.open_account(at=at)
    for n in range(33):
        at = fail(3, address=f"203.0.{n}.1", at=at)

    assert sign_in(address=CAFE, at=at) == account


def test_a_new_password_works_at_once_after_a_hundred_failures(at):
    account = walking.open_account(at=at)
    for n in range(25):
        at = fail(4, address=f"203.0.{n}.1", at=at)
    Account.objects.filter(pk=account.pk).update(password_disabled_at=None)

    at = fail(3, address=CAFE, at=at)

    assert sign_in(address=CAFE, at=at) == account


def test_failures_are_counted_although_the_act_refuses(at):
    walking.open_account(at=at)

    fail(1, at=at)

    assert {each.failures for each in Attempt.objects.all()} == {1}
    assert LogEntry.objects.filter(action="signon.refused").count() == 1


# -- Codes -------------------------------------------------------------------


def test_an_account_with_an_app_needs_its_code(at):
    account = walking.open_account(at=at)
    factors.add_app(account, "Phone", SECRET, at=at)

    with pytest.raises(signing_in.CodeNeeded, match="6-digit code") as needed:
        sign_in(at=at)

    code = pyotp.TOTP(SECRET).at(at)
    assert signing_in.finish(needed.value.subject, needed.value.mark, code, address=HOME, at=at) == account


def test_password_and_code_may_come_at_once(at):
    account = walking.open_account(at=at)
    factors.add_app(account, "Phone", SECRET, at=at)

    assert sign_in(code=pyotp.TOTP(SECRET).at(at), at=at) == account


def test_a_right_password_without_a_code_does_not_forgive_wrong_codes(at):
    account = walking.open_account(at=at)
    factors.add_app(account, "Phone", SECRET, at=at)
    for _ in range(5):
        with pytest.raises(signing_in.CodeNeeded) as needed:
            sign_in(at=at)
        with pytest.raises(signing_in.WrongCredentials):
            signing_in.finish(needed.value.subject, needed.value.mark, "000000", address=HOME, at=at)

    with pytest.raises(attempts.TooManyFailures):
        sign_in(at=at)


def test_the_second_step_fails_when_the_password_changed_meanwhile(at):
    account = walking.open_account(at=at)
    factors.add_app(account, "Phone", SECRET, at=at)
    with pytest.raises(signing_in.CodeNeeded) as needed:
        sign_in(at=at)
    Account.objects.filter(pk=account.pk).update(password="another hash")

    with pytest.raises(signing_in.WrongCredentials):
        signing_in.finish(
            needed.value.subject, needed.value.mark, pyotp.TOTP(SECRET).at(at), address=HOME, at=at
        )
