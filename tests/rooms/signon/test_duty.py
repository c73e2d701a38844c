"""Who must have a second factor under which policy, and how often the prompt is put off."""

import threading

import pytest
from django.db import connection

from openecf.center.accounts.models import Account
from openecf.center.signon import duty
from tests import second_factors, walking

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


@pytest.mark.parametrize(
    ("policy", "filing", "staff", "asked"),
    [
        ("required", "active", False, True),
        ("required", "none", True, True),
        ("required", "none", False, False),
        ("required", "inactive", False, False),
        ("optional", "active", False, False),
        ("optional", "active", True, False),
    ],
)
def test_whom_a_policy_asks(account, at, settings, policy, filing, staff, asked):
    settings.FACTORS = policy
    account.filing_status, account.court_staff = filing, staff

    assert (duty.due(account, at=at) is not None) is asked


def test_the_prompt_is_put_off_three_times(account, at, settings):
    settings.FACTORS = "required"
    account.court_staff = True
    for left in (3, 2, 1):
        assert duty.due(account, at=at) == duty.Due(left)
        duty.skip(account, at=at)

    assert duty.due(account, at=at) == duty.Due(0)
    with pytest.raises(duty.NoMoreSkips):
        duty.skip(account, at=at)


def test_who_has_a_factor_is_not_asked(account, at, settings):
    settings.FACTORS = "required"
    account.court_staff = True
    second_factors.app(account, at=at)

    assert duty.due(account, at=at) is None


def test_under_the_optional_policy_nothing_can_be_put_off(account, at):
    with pytest.raises(duty.NoMoreSkips):
        duty.skip(account, at=at)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_six_skips_at_once_three_count(account, at, settings):
    settings.FACTORS = "required"
    done = []

    def send():
        try:
            duty.skip(Account.objects.get(), at=at)
            done.append(True)
        except duty.NoMoreSkips:
            done.append(False)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(done) == [False] * 3 + [True] * 3
