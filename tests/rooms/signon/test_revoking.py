"""The browsers and programs signed in to an account: seen and signed out by its holder alone."""

from datetime import timedelta

import pytest

from openecf.center.signon import freshness, programs, revoking, sessions
from openecf.center.signon.models import CodeUse, LogoutDelivery, ProviderSession
from tests import walking

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


@pytest.fixture
def here(account, at):
    sessions.begin(account, session_key="far", browser=FIREFOX, address="198.51.100.9", at=at)
    sessions.begin(account, session_key="here", at=at + timedelta(minutes=1))
    return sessions.standing("here", at=at + timedelta(minutes=1))


def test_the_holder_sees_each_browser_this_one_first(here, at):
    this, far = revoking.browsers_of(here, at=at)

    assert this.is_this and not far.is_this
    assert (far.words, far.address) == ("Firefox on Linux", "198.51.100.9")
    assert far.seen_at == at


def test_ended_and_day_old_browsers_are_not_shown(account, here, at):
    old = sessions.begin(account, session_key="old", at=at - timedelta(hours=12))
    sessions.end(sessions.begin(account, session_key="gone", at=at), at=at)

    assert str(old.sid) not in {one.sid for one in revoking.browsers_of(here, at=at)}
    assert len(revoking.browsers_of(here, at=at)) == 2


def test_one_browser_is_signed_out_and_its_courts_are_told(here, at):
    far = ProviderSession.objects.get(session_key="far")
    CodeUse.objects.create(code_hash="x", session=far, auth={}, client_id="casb")

    revoking.end_one(here, str(far.sid), at=at)

    assert sessions.standing("far", at=at) is None
    assert sessions.standing("here", at=at) is not None
    assert LogoutDelivery.objects.get().session_id == far.pk


def test_nobody_signs_out_the_browser_of_another_account(here, at):
    other = sessions.begin(walking.open_account("annray2026", at=at), session_key="hers", at=at)

    with pytest.raises(revoking.NotSignedIn):
        revoking.end_one(here, str(other.sid), at=at)

    assert sessions.standing("hers", at=at) is not None


def test_all_others_are_signed_out_programs_too(account, here, at):
    programs.grant(account, with_code=False, address="", at=at)

    assert revoking.end_others(here, session_key="here", at=at) == 1

    assert sessions.standing("far", at=at) is None
    assert sessions.standing("here", at=at) is not None
    assert revoking.programs_of(account, at=at) == ()


def test_one_program_is_signed_out(account, here, at):
    programs.grant(account, with_code=False, address="192.0.2.4", browser="python-requests/2", at=at)
    [program] = revoking.programs_of(account, at=at)

    revoking.end_program(here, program.token_id, at=at)

    assert (program.words, program.address) == ("a program (python-requests)", "192.0.2.4")
    assert revoking.programs_of(account, at=at) == ()
    with pytest.raises(revoking.NotSignedIn):
        revoking.end_program(here, program.token_id, at=at)


@pytest.mark.parametrize("act", ["one", "program", "others"])
def test_it_takes_a_fresh_sign_in(here, at, act):
    at += timedelta(minutes=12)

    with pytest.raises(freshness.SignInAgain):
        if act == "one":
            revoking.end_one(here, "x", at=at)
        elif act == "program":
            revoking.end_program(here, 1, at=at)
        else:
            revoking.end_others(here, session_key="here", at=at)


def test_the_sign_in_before_this_one_is_told(account, here, at):
    before = revoking.before(here)

    assert (before.at, before.words, before.address) == (at, "Firefox on Linux", "198.51.100.9")
    first = sessions.standing("far", at=at)
    assert revoking.before(first) is None
