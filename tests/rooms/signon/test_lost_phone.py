"""Recovery codes and the lost phone: what is kept of them, and that nothing but the factors ever goes."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection

from openecf.center.accounts.models import Account
from openecf.center.signon import (
    code_tries,
    factors,
    lost_phone,
    lost_phone_wait,
    mailed_codes,
    new_codes,
    recovery_codes,
    sessions,
)
from openecf.center.signon.models import Challenge, RecoveryCode
from openecf.foundation.references import digest
from tests import second_factors, walking
from tests.mailbag import letters_about
from tests.second_factors import KEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(at):
    account = walking.open_account(at=at, notice_email="notices@example.org")
    second_factors.app(account, at=at)
    return account


def test_ten_codes_of_128_bits_of_which_only_digests_are_kept(account, at):
    codes = second_factors.codes(account, at=at)

    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"([a-z2-7]{5}-){4}[a-z2-7]{6}", code) for code in codes)  # 26 signs of 5 bits
    kept = str(list(RecoveryCode.objects.values()))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_a_code_works_once_and_is_replaced_with_a_mail(account, at):
    first, *others = second_factors.codes(account, at=at)

    new = recovery_codes.take(account, f" {first.upper().replace('-', ' ')} ", at=at)

    assert new and new not in others
    assert recovery_codes.left(account) == 10
    assert letters_about("recovery code of your PACER account was used", to=account.email)
    assert not recovery_codes.take(account, first, at=at)
    assert recovery_codes.take(account, new, at=at)


def test_a_code_may_be_misread_from_paper(account, at):
    code = next(each for each in second_factors.codes(account, at=at) if {"o", "l"} & set(each))

    assert recovery_codes.take(account, code.replace("o", "0").replace("l", "1"), at=at)


def test_a_new_set_kills_the_old_one(account, at):
    old, *_ = second_factors.codes(account, at=at)
    second_factors.codes(account, at=at)

    assert not recovery_codes.take(account, old, at=at)
    assert recovery_codes.left(account) == 10


def test_another_accounts_code_is_wrong(account, at):
    other = walking.open_account("mallory1", at=at)
    theirs, *_ = second_factors.codes(other, at=at)

    assert not recovery_codes.take(account, theirs, at=at)


def test_after_ten_wrong_codes_there_is_a_wait(account, at):
    right, *_ = second_factors.codes(account, at=at)
    for _ in range(10):
        assert not recovery_codes.take(account, "wrong", at=at)

    with pytest.raises(code_tries.TooManyCodes):
        recovery_codes.take(account, right, at=at)


def test_new_codes_take_a_mailed_code_and_a_factor(account, at):
    here = second_factors.standing(account, at=at)
    token = new_codes.begin(account, standing=here, session_key=KEY, at=at)
    with pytest.raises(mailed_codes.WrongMailedCode):
        new_codes.finish(account, token, mailed_code="1", session_key=KEY, at=at)

    made = new_codes.finish(account, token, mailed_code=second_factors.mailed_code(), session_key=KEY, at=at)

    assert len(made) == 10
    bare = walking.open_account("barepat1", at=at)
    with pytest.raises(new_codes.NothingToRecover):
        new_codes.begin(
            bare, standing=second_factors.standing(bare, key="p" * 32, at=at), session_key="p" * 32, at=at
        )


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_six_who_use_one_code_at_once_one_is_let_in(account, at):
    code, *_ = second_factors.codes(account, at=at)
    taken = []

    def send():
        taken.append(bool(recovery_codes.take(account, code, at=at)))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(taken) == [False] * 5 + [True]
    assert recovery_codes.left(account) == 10


def recover(account, token, at, **codes):
    return lost_phone.recover(account, token, session_key=KEY, at=at, **codes)


def test_saved_and_mailed_code_together_let_in_and_end_a_wait(account, at):
    code, *_ = second_factors.codes(account, at=at)
    lost_phone_wait.begin(account, at=at)
    token = lost_phone.begin(account, session_key=KEY, at=at)

    new = recover(account, token, at, mailed_code=second_factors.mailed_code(), recovery_code=code)

    assert new and factors.guards(account)
    assert lost_phone_wait.of(account, at=at) is None


def test_a_wrong_saved_code_may_be_typed_again_with_the_same_mailed_one(account, at):
    code, *_ = second_factors.codes(account, at=at)
    token, mailed = lost_phone.begin(account, session_key=KEY, at=at), second_factors.mailed_code()
    with pytest.raises(lost_phone.WrongRecoveryCode):
        recover(account, token, at, mailed_code=mailed, recovery_code="typo")

    assert recover(account, token, at, mailed_code=mailed, recovery_code=code)


def test_who_changed_the_password_or_lost_it_is_nobody(account):
    mark = digest(account.password)
    assert lost_phone.holder(account.subject, mark) == account

    assert lost_phone.holder(account.subject, "another") is None
    Account.objects.update(password_disabled_at="2026-11-24T00:00Z")
    assert lost_phone.holder(account.subject, mark) is None


# -- The wait ----------------------------------------------------------------


def end(account, at):
    token = lost_phone_wait.ask_code(account, session_key=KEY, at=at)
    code = second_factors.mailed_code()
    lost_phone_wait.finish(account, token, mailed_code=code, session_key=KEY, at=at)


def test_the_wait_is_a_day_and_every_address_is_told(account, at):
    wait = lost_phone_wait.begin(account, at=at)

    assert wait.until == at + timedelta(hours=24)
    for to in (account.email, "notices@example.org"):
        (letter,) = letters_about("phone is lost", to=to)
        assert "November 25, 2026, 12:00 PM Central time" in letter.body and "/lost/stop/" in letter.body


def test_asking_again_begins_no_second_wait_and_writes_no_more(account, at):
    lost_phone_wait.begin(account, at=at)
    wait = lost_phone_wait.begin(account, at=at + timedelta(hours=20))

    assert wait.until == at + timedelta(hours=24)
    assert len(letters_about("phone is lost", to=account.email)) == 1


def test_only_after_the_wait_the_factors_go_and_the_account_stays(account, at, settings):
    settings.FACTORS = "required"
    second_factors.codes(account, at=at)
    second_factors.standing(account, key="o" * 32, at=at)
    before = Account.objects.values().get()
    lost_phone_wait.begin(account, at=at)
    with pytest.raises(lost_phone_wait.NotYet):
        end(account, at + timedelta(hours=23, minutes=59))
    later = at + timedelta(hours=24)

    end(account, later)

    assert not factors.guards(account) and not RecoveryCode.objects.exists()
    assert sessions.standing("o" * 32, at=later) is None
    after = Account.objects.values().get()
    assert {name for name in after if after[name] != before[name]} == {"factor_skips"}
    assert after["factor_skips"] == 3  # the prompt for a new factor can't be skipped
    assert len(letters_about("lost authenticator apps and passkeys were removed")) == 2


def test_the_wait_ends_once(account, at):
    lost_phone_wait.begin(account, at=at)
    end(account, at + timedelta(hours=25))

    with pytest.raises(lost_phone_wait.NoWait):
        lost_phone_wait.ask_code(account, session_key=KEY, at=at + timedelta(hours=25))


def test_a_wait_nobody_comes_back_to_is_over_after_a_week(account, at):
    lost_phone_wait.begin(account, at=at)

    assert lost_phone_wait.of(account, at=at + timedelta(days=8, hours=1)) is None


def test_a_stopped_wait_is_gone_for_good(account, at):
    lost_phone_wait.begin(account, at=at)
    lost_phone_wait.stop(account, at=at)

    with pytest.raises(lost_phone_wait.NoWait):
        lost_phone_wait.stop(account, at=at)
    with pytest.raises(lost_phone_wait.NoWait):
        end(account, at + timedelta(hours=25))
    assert letters_about("wait for a lost phone was stopped", to="notices@example.org")


def test_abuse_13_a_new_password_ends_the_wait(account, at):
    lost_phone_wait.begin(account, at=at)
    Account.objects.update(password="another hash")
    account.refresh_from_db()

    with pytest.raises(lost_phone_wait.NoWait):
        end(account, at + timedelta(hours=25))
    assert factors.guards(account)


def test_letters_come_at_once_half_way_and_at_the_end_and_no_more(account, at):
    lost_phone_wait.begin(account, at=at)
    for hour in range(0, 30, 3):
        lost_phone_wait.remind(at=at + timedelta(hours=hour))

    assert len(letters_about("says that your phone is lost", to=account.email)) == 2
    assert len(letters_about("wait for your lost phone is over", to=account.email)) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_four_who_begin_at_once_one_wait_comes(account, at):
    def begin():
        lost_phone_wait.begin(account, at=at)
        connection.close()

    threads = [threading.Thread(target=begin) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert Challenge.objects.filter(purpose="lost_phone_wait").count() == 1
    assert len(letters_about("says that your phone is lost", to=account.email)) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_work_loops_one_writes(account, at):
    lost_phone_wait.begin(account, at=at)

    def remind():
        lost_phone_wait.remind(at=at + timedelta(hours=12))
        connection.close()

    threads = [threading.Thread(target=remind) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert len(letters_about("says that your phone is lost", to=account.email)) == 2
    assert Challenge.objects.filter(purpose="lost_phone_wait").count() == 1
