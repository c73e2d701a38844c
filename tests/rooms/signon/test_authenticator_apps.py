"""Adding apps, ten wrong codes, the two doors, and removing without locking anybody out."""

import threading
from datetime import timedelta

import pyotp
import pytest
from django.db import connection

from openecf.center.signon import (
    authenticator_apps,
    code_tries,
    factor_policy,
    factors,
    freshness,
    mailed_codes,
    removing,
    sessions,
)
from openecf.center.signon.models import Factor, ProviderSession, RecoveryCode
from openecf.foundation.refusals import NoSuchRecord
from tests import second_factors, walking
from tests.mailbag import letters_about
from tests.second_factors import KEY, SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


def begin(account, at, name="Phone", here=None):
    here = here or second_factors.standing(account, at=at)
    token = authenticator_apps.begin(account, name, standing=here, session_key=KEY, at=at)
    return here, token, authenticator_apps.setup(account, token, session_key=KEY, at=at)


def finish(account, here, token, *, mailed_code, code, at):
    return authenticator_apps.finish(
        account, token, mailed_code=mailed_code, code=code, standing=here, session_key=KEY, at=at
    )


def add(account, at, name="Phone"):
    here, token, setup = begin(account, at, name)
    code = pyotp.TOTP(setup.secret).at(at)
    return finish(account, here, token, mailed_code=second_factors.mailed_code(), code=code, at=at)


def test_the_first_app_brings_ten_codes_ends_other_browsers_and_counts_here(account, at):
    second_factors.standing(account, key="o" * 32, at=at)

    added = add(account, at)

    assert len(added.codes) == 10
    assert sessions.standing("o" * 32, at=at) is None
    assert sessions.standing(KEY, at=at).acr == "aal2"
    assert add(account, at, "Tablet").codes == []


def test_a_code_used_to_add_the_app_signs_nobody_in(account, at):
    here, token, setup = begin(account, at)
    code = pyotp.TOTP(setup.secret).at(at)
    finish(account, here, token, mailed_code=second_factors.mailed_code(), code=code, at=at)

    assert not factors.take(account, code, at=at)
    assert factors.take(account, code, door="api", at=at)


def test_a_wrong_code_of_the_app_adds_nothing_and_may_be_typed_again(account, at):
    here, token, setup = begin(account, at)
    mailed = second_factors.mailed_code()

    with pytest.raises(authenticator_apps.WrongAppCode):
        finish(account, here, token, mailed_code=mailed, code="000000", at=at)
    assert not factors.guards(account)
    finish(account, here, token, mailed_code=mailed, code=pyotp.TOTP(setup.secret).at(at), at=at)
    assert factors.guards(account)


def test_ten_wrong_mailed_codes_end_the_try(account, at):
    here, token, setup = begin(account, at)
    right = second_factors.mailed_code()
    for _ in range(10):
        with pytest.raises(mailed_codes.WrongMailedCode):
            finish(account, here, token, mailed_code="x", code="000000", at=at)

    with pytest.raises(mailed_codes.MailedCodeGone):
        finish(account, here, token, mailed_code=right, code=pyotp.TOTP(setup.secret).at(at), at=at)


def test_a_mailed_code_lasts_ten_minutes(account, at):
    here, token, setup = begin(account, at)
    later = at + timedelta(minutes=10)

    with pytest.raises(mailed_codes.MailedCodeGone):
        finish(
            account,
            here,
            token,
            mailed_code=second_factors.mailed_code(),
            code=pyotp.TOTP(setup.secret).at(later),
            at=later,
        )


def test_a_mailbox_gets_five_codes_an_hour(account, at):
    here = second_factors.standing(account, at=at)
    for number in range(5):
        begin(account, at, f"Phone {number}", here)

    with pytest.raises(mailed_codes.TooManyMails):
        begin(account, at, "Phone 6", here)


def test_without_an_address_no_code_is_mailed_and_the_reason_is_told(account, at):
    account.email = ""

    with pytest.raises(mailed_codes.NoAddress):
        begin(account, at)
    assert not Factor.objects.exists()


def test_an_account_has_at_most_five_apps_or_as_many_as_the_setting_says(account, at, settings):
    for number in range(5):
        factors.add_app(account, f"Phone {number}", pyotp.random_base32(), at=at)
    with pytest.raises(authenticator_apps.TooManyApps):
        begin(account, at, "Phone 6")

    settings.FACTOR_APPS = 6
    begin(account, at, "Phone 6")


@pytest.mark.parametrize(("wanted", "given"), [(1, 1), (5, 5), (10, 10), (11, 10), (0, 1)])
def test_the_setting_goes_from_one_to_ten(settings, wanted, given):
    settings.FACTOR_APPS = wanted

    assert factor_policy.most_apps() == given


def test_two_apps_have_two_names(account, at):
    factors.add_app(account, "Phone", SECRET, at=at)

    with pytest.raises(factors.NameTaken):
        begin(account, at, "phone")


def test_abuse_14_a_stale_sign_on_adds_and_removes_nothing(account, at):
    here = second_factors.standing(account, at=at)
    factors.add_app(account, "Phone", SECRET, at=at)
    later, mine = at + timedelta(minutes=11), Factor.objects.get().public_id

    with pytest.raises(freshness.SignInAgain):
        authenticator_apps.begin(account, "New", standing=here, session_key=KEY, at=later)
    with pytest.raises(freshness.SignInAgain):
        removing.remove(account, mine, standing=here, at=later)
    assert Factor.objects.count() == 1


# -- Codes at the doors ------------------------------------------------------


def test_abuse_11_a_code_counts_once_at_each_door(account, at):
    shows = second_factors.app(account, at=at)

    assert factors.take(account, shows(at), door="web", at=at)
    assert not factors.take(account, shows(at), door="web", at=at)
    assert factors.take(account, shows(at), door="api", at=at)
    assert not factors.take(account, shows(at), door="api", at=at)
    assert not factors.take(account, shows(at), door="web", at=at + timedelta(seconds=31))


def test_abuse_11_after_ten_wrong_codes_also_the_right_one_waits_ten_minutes(account, at):
    shows = second_factors.app(account, at=at)
    for _ in range(10):
        assert not factors.take(account, "x", at=at)

    with pytest.raises(code_tries.TooManyCodes, match="10 minutes"):
        factors.take(account, shows(at), at=at)
    assert len(letters_about("Ten wrong codes were typed", to=account.email)) == 1
    assert factors.take(account, shows(at), door="api", at=at)  # the other door has its own count
    later = at + timedelta(minutes=10)
    assert factors.take(account, shows(later), at=later)


def test_a_right_code_forgets_the_wrong_ones(account, at):
    shows = second_factors.app(account, at=at)
    for minute in range(3):
        now = at + timedelta(minutes=minute)
        for _ in range(9):
            assert not factors.take(account, "x", at=now)
        assert factors.take(account, shows(now), at=now)


# -- Removing ----------------------------------------------------------------


def test_the_last_factor_goes_with_its_codes_where_the_policy_lets_it(account, at):
    add(account, at)

    removing.remove(account, Factor.objects.get().public_id, standing=sessions.standing(KEY, at=at), at=at)

    assert not factors.guards(account) and not RecoveryCode.objects.exists()
    assert "Phone" in letters_about("factor was removed", to=account.email)[0].body


def test_who_must_have_one_keeps_the_last_one(account, at, settings):
    settings.FACTORS = "required"
    account.filing_status = "active"
    account.save()
    here = second_factors.standing(account, at=at)
    factors.add_app(account, "Phone", SECRET, at=at)
    factors.add_app(account, "Tablet", pyotp.random_base32(), at=at)
    first, second = Factor.objects.order_by("pk").values_list("public_id", flat=True)
    removing.remove(account, first, standing=here, at=at)

    with pytest.raises(removing.LastOne):
        removing.remove(account, second, standing=here, at=at)
    assert factors.guards(account) and not letters_about("Tablet")


def test_removing_ends_every_other_browser(account, at):
    here = second_factors.standing(account, at=at)
    factors.add_app(account, "Phone", SECRET, at=at)
    second_factors.standing(account, key="o" * 32, at=at)

    removing.remove(account, Factor.objects.get().public_id, standing=here, at=at)

    living = ProviderSession.objects.filter(ended_at=None)
    assert [each.session_key for each in living] == [KEY]


def test_anothers_factor_is_no_such_record(account, at):
    other = walking.open_account("mallory1", at=at)
    factors.add_app(other, "Phone", SECRET, at=at)

    with pytest.raises(NoSuchRecord):
        removing.remove(
            account,
            Factor.objects.get().public_id,
            standing=second_factors.standing(account, at=at),
            at=at,
        )


def test_what_was_never_confirmed_is_swept_and_counts_for_nothing(account, at):
    begin(account, at)
    assert not factors.guards(account) and factors.of(account) == []

    assert authenticator_apps.sweep(at=at + timedelta(days=2)) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_remove_the_last_two_at_once_one_is_refused(account, at, settings):
    settings.FACTORS = "required"
    account.court_staff = True
    account.save()
    here = second_factors.standing(account, at=at)
    for name in ("Phone", "Tablet"):
        factors.add_app(account, name, pyotp.random_base32(), at=at)
    answers = []

    def send(public_id):
        try:
            answers.append(removing.remove(account, public_id, standing=here, at=at))
        except removing.LastOne:
            answers.append("refused")
        connection.close()

    ids = Factor.objects.values_list("public_id", flat=True)
    threads = [threading.Thread(target=send, args=[each]) for each in ids]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert "refused" in answers and Factor.objects.count() == 1
