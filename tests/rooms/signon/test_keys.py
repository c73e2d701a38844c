"""Keys of programs: made fresh, shown once, scoped, ending, revoked, and told by mail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from openecf.center.signon import freshness, keys, sessions
from openecf.center.signon.models import ApiKey
from openecf.center.usage import key_spending
from openecf.center.usage.models import UsageRecord
from openecf.foundation.references import digest
from openecf.foundation.refusals import NoSuchRecord
from openecf.letters.models import Letter
from tests.accounts import open_account

pytestmark = pytest.mark.django_db
HERE = "192.0.2.7"
WANTED = keys.Wanted("laptop", ("usage:read",), 30, 500)


@pytest.fixture
def account(at):
    return open_account(at=at)


@pytest.fixture
def standing(account, at):
    sessions.begin(account, session_key="k" * 32, at=at)
    return sessions.standing("k" * 32, at=at)


@pytest.fixture
def made(account, standing, at):
    return keys.create(account, standing, WANTED, address=HERE, at=at)


def test_a_key_is_kept_as_a_digest(made):
    assert made.secret.startswith("oecf_") and len(made.secret) > 43
    row = ApiKey.objects.get()
    assert row.key_hash == digest(made.secret) and made.secret not in str(vars(row))


def test_its_way_to_the_page_is_sealed(made):
    sealed = keys.wrap(made)

    assert made.secret not in sealed and keys.unwrap(sealed) == made.secret


def test_a_program_that_shows_it_is_known_and_its_use_is_kept(account, made, at):
    caller = keys.authenticate(made.secret, address=HERE, at=at)

    assert (caller.account, caller.key.public_id) == (account, made.key.public_id)
    (key,) = keys.of(account)
    assert (key.used_at, key.used_from) == (at, HERE)


def test_it_may_do_what_its_scopes_say_and_no_more(made, at):
    caller = keys.authenticate(made.secret, address=HERE, at=at)

    caller.require("usage:read")
    with pytest.raises(keys.OutOfScope, match="account:read"):
        caller.require("account:read")


def test_it_ends_on_its_day(made, at):
    almost = at + timedelta(days=30) - timedelta(seconds=1)
    assert keys.authenticate(made.secret, address=HERE, at=almost)

    with pytest.raises(keys.KeyRefused):
        keys.authenticate(made.secret, address=HERE, at=at + timedelta(days=30))


def test_once_revoked_it_is_refused_at_once_and_for_good(account, standing, made, at):
    for _ in range(2):
        keys.revoke(account, standing, made.key.public_id, address=HERE, at=at)

    with pytest.raises(keys.KeyRefused):
        keys.authenticate(made.secret, address=HERE, at=at)


def test_abuse_67_nobody_sees_or_revokes_the_key_of_somebody_else(made, at):
    other = open_account("othertest", at=at)
    sessions.begin(other, session_key="o" * 32, at=at)
    standing = sessions.standing("o" * 32, at=at)

    with pytest.raises(NoSuchRecord):
        keys.revoke(other, standing, made.key.public_id, address=HERE, at=at)
    with pytest.raises(NoSuchRecord):
        keys.key_of(other, made.key.public_id)
    assert keys.of(other) == []
    assert keys.authenticate(made.secret, address=HERE, at=at)


def test_making_and_revoking_ask_for_a_fresh_sign_in(account, standing, made, at):
    late = at + timedelta(minutes=11)

    with pytest.raises(freshness.SignInAgain):
        keys.create(account, standing, WANTED, address=HERE, at=late)
    with pytest.raises(freshness.SignInAgain):
        keys.revoke(account, standing, made.key.public_id, address=HERE, at=late)


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (keys.Wanted(" ", ("usage:read",), 30), keys.NameNeeded),
        (keys.Wanted("x", (), 30), keys.NoScope),
        (keys.Wanted("x", ("usage:read", "account:write"), 30), keys.NoScope),
        (keys.Wanted("x", ("usage:read",), 3650), keys.NotThatLong),
    ],
)
def test_what_is_not_offered_is_refused(account, standing, wanted, refusal, at):
    with pytest.raises(refusal):
        keys.create(account, standing, wanted, address=HERE, at=at)
    assert not ApiKey.objects.exists()


def test_twenty_keys_are_enough(account, standing, at):
    for _ in range(20):
        keys.create(account, standing, WANTED, address=HERE, at=at)

    with pytest.raises(keys.TooManyKeys):
        keys.create(account, standing, WANTED, address=HERE, at=at)
    assert ApiKey.objects.count() == 20


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_twenty_keys_are_enough_also_for_many_at_once(at):
    holder = open_account(at=at)
    sessions.begin(holder, session_key="k" * 32, at=at)
    standing = sessions.standing("k" * 32, at=at)

    def one(number):
        try:
            return keys.create(holder, standing, WANTED, address=HERE, at=at)
        except keys.TooManyKeys:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        made = [one for one in threads.map(one, range(30)) if one]

    assert len(made) == ApiKey.objects.count() == keys.MOST


def test_the_holder_is_told_by_mail_and_the_mail_has_no_secret(account, standing, made, at):
    keys.revoke(account, standing, made.key.public_id, address=HERE, at=at)

    made_mail, revoked_mail = Letter.objects.order_by("pk")
    assert made_mail.subject == "A key for programs was made for your PACER account"
    assert "laptop" in made_mail.body and made.secret not in made_mail.body
    assert revoked_mail.subject == "A key for programs of your PACER account was revoked"


def test_what_it_spent_today_counts_from_midnight_central(account, made, at):
    for days, cents in ((0, 120), (0, 30), (1, 400)):
        UsageRecord.objects.create(
            court_id="casb",
            receipt=f"R-{days}-{cents}",
            account=account,
            at=at - timedelta(days=days),
            quarter="2026Q4",
            api_key=made.key.public_id,
            description="Docket Report",
            pages=1,
            cents=cents,
        )

    assert key_spending.spent_today([made.key], at=at) == {made.key.public_id: 150}
    assert key_spending.left_today(made.key, at=at) == 350
