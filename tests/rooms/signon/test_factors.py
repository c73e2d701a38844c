"""Authenticator apps: sealed secrets, one step of drift, each code once."""

import threading
from datetime import timedelta

import pyotp
import pytest
from django.db import connection

from openecf.center.signon import factors
from openecf.center.signon.models import Factor
from tests import walking

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def account(at):
    account = walking.open_account(at=at)
    factors.add_app(account, "Phone", SECRET, at=at)
    return account


@pytest.mark.django_db
@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_may_be_one_step_off(account, at, steps, taken):
    code = pyotp.TOTP(SECRET).at(at + timedelta(seconds=30 * steps))

    assert factors.take(account, code, at=at) is taken


@pytest.mark.django_db
def test_a_code_counts_once(account, at):
    code = pyotp.TOTP(SECRET).at(at)

    assert factors.take(account, code, at=at)
    assert not factors.take(account, code, at=at)
    assert not factors.take(account, code, at=at + timedelta(seconds=31))


@pytest.mark.django_db
def test_a_code_may_be_typed_with_a_space(account, at):
    code = pyotp.TOTP(SECRET).at(at)

    assert factors.take(account, f"{code[:3]} {code[3:]}", at=at)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "abcdef", "０１２３４５", "1" * 500])
def test_what_is_no_code_is_not_taken(account, at, code):
    assert not factors.take(account, code, at=at)


@pytest.mark.django_db
def test_an_account_may_have_several_apps(account, at):
    other = pyotp.random_base32()
    factors.add_app(account, "Tablet", other, at=at)

    assert factors.take(account, pyotp.TOTP(SECRET).at(at), at=at)
    assert factors.take(account, pyotp.TOTP(other).at(at), at=at)


@pytest.mark.django_db
def test_the_secret_is_not_in_the_database(account):
    assert SECRET not in Factor.objects.get().sealed_secret


@pytest.mark.django_db
def test_a_secret_no_app_could_use_is_refused(account, at):
    with pytest.raises(factors.NotASecret):
        factors.add_app(account, "Watch", "not base 32!", at=at)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_send_one_code_at_once_one_is_let_in(account, at):
    code, taken = pyotp.TOTP(SECRET).at(at), []

    def send():
        taken.append(factors.take(account, code, at=at))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(taken) == [False] * 7 + [True]
