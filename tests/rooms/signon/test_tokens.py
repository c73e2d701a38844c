"""Tokens of the authentication API: who gets one, what it is worth, and when it dies."""

from datetime import timedelta

import pyotp
import pytest

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.center.signon import attempts, factors, programs, signing_in, tokens
from openecf.center.signon.models import Token
from openecf.foundation.references import digest
from tests.accounts import PASSWORD, open_account

pytestmark = pytest.mark.django_db
HERE = {"address": "192.0.2.7", "browser": "Juriscraper"}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def issue(at, username="barbaratest", password=PASSWORD, **facts):
    return programs.issue(username, password, **HERE | facts, at=at)


def test_a_token_has_128_signs_and_only_its_digest_is_kept(at):
    open_account(at=at)

    issued = issue(at)

    assert len(issued.token) == 128 and issued.token.isalnum() and issued.warning == ""
    kept = Token.objects.get()
    assert kept.token_hash == digest(issued.token)
    assert issued.token not in str(vars(kept))


def test_it_tells_courts_who_it_is_by_the_door_of_programs(at):
    account = open_account(at=at, filing_status="none", bar_number="112233")

    identity = programs.identity_of(issue(at, client_code="M-1").token, at=at)

    assert (identity.sub, identity.username) == (account.subject, "barbaratest")
    assert (identity.first_name, identity.last_name) == ("BarbaraTest", "Casb")
    assert (identity.door, identity.sid, identity.acr) == ("api", "", "aal1")
    assert (identity.client_code, identity.auth_time) == ("M-1", at)


def test_wrong_tries_are_counted_together_with_those_of_the_web(at):
    open_account(at=at)
    for _ in range(5):
        with pytest.raises(signing_in.WrongCredentials):
            issue(at, password="wrong")

    with pytest.raises(attempts.TooManyFailures):
        signing_in.sign_in("barbaratest", PASSWORD, address=HERE["address"], at=at)


def test_an_account_with_an_app_needs_its_code_and_no_code_is_a_wrong_one(at):
    factors.add_app(open_account(at=at), "phone", SECRET, at=at)

    with pytest.raises(signing_in.WrongCredentials):
        issue(at)
    with pytest.raises(signing_in.WrongCredentials):
        issue(at, code="000000")
    issued = issue(at, code=pyotp.TOTP(SECRET).at(at))

    assert programs.identity_of(issued.token, at=at).acr == "aal2"


def test_a_code_counts_once_at_each_door(at):
    factors.add_app(open_account(at=at), "phone", SECRET, at=at)
    code = pyotp.TOTP(SECRET).at(at)
    issue(at, code=code)

    assert signing_in.sign_in("barbaratest", PASSWORD, code=code, address="192.0.2.7", at=at)
    with pytest.raises(signing_in.WrongCredentials):
        issue(at, code=code)


def test_a_filer_must_say_that_filings_will_be_redacted(at):
    open_account(at=at, filing_status="active")

    with pytest.raises(programs.FilersMustRedact, match="^All filers must redact: Social Security"):
        issue(at)

    assert not Token.objects.exists()
    assert issue(at, redacted=True).token


def test_a_missing_client_code_gives_a_token_that_may_not_search(at):
    open_account(at=at, client_code_required=True)

    issued = issue(at)

    assert issued.warning == (
        "A required Client Code was not entered. You may continue to log in to the service "
        "but you will not have PACER search privileges."
    )
    assert not Token.objects.get().may_search
    assert issue(at, client_code="M-1").warning == ""


def test_a_client_code_of_another_form_is_not_kept(at):
    open_account(at=at, client_code_format="999-AA")

    issued = issue(at, client_code="M-1")

    assert "does not have the form" in issued.warning
    assert programs.identity_of(issued.token, at=at).client_code == ""
    assert issue(at, client_code="123-XY").warning == ""


@pytest.mark.parametrize("facts", [{"search_status": "inactive"}, {"holder": Account.Holder.FIRM}])
def test_who_may_not_search_is_warned(at, facts):
    open_account(at=at, **facts)

    assert "your current account has been disabled" in issue(at).warning


def test_a_token_dies_by_its_end_by_idling_and_by_its_day(at):
    account = open_account(at=at)
    ended, idle, old = (issue(at).token for _ in range(3))

    assert tokens.end(ended, at=at) and not tokens.end(ended, at=at)
    assert programs.identity_of(ended, at=at) is None
    assert programs.identity_of(idle, at=at + tokens.IDLE) is None
    for minute in range(0, 12 * 60, 50):
        assert programs.identity_of(old, at=at + timedelta(minutes=minute))
    assert programs.identity_of(old, at=at + programs.LONGEST) is None
    actions = [line.action for line in trail.lines_about("center", [account.number], since=at)]
    assert actions.count("signon.token_ended") == 1


def test_nobody_ends_the_tokens_of_somebody_else(at):
    mine, other = open_account(at=at), open_account("othertest", at=at)
    token = issue(at).token
    (living,) = tokens.living(mine, at=at)

    assert not tokens.end_one(other, living.id, at=at)
    assert programs.identity_of(token, at=at)
    assert tokens.end_one(mine, living.id, at=at)
    assert programs.identity_of(token, at=at) is None


def test_a_nonsense_token_is_nobodys(at):
    assert programs.identity_of("", at=at) is None
    assert programs.identity_of("x" * 128, at=at) is None


def test_rows_of_dead_tokens_are_swept_away_after_a_month(at):
    open_account(at=at)
    issue(at)

    tokens.sweep(at=at + timedelta(days=29))
    assert Token.objects.count() == 1
    tokens.sweep(at=at + timedelta(days=31))
    assert Token.objects.count() == 0
