"""The center's sessions: renewed by the same person, ended for everybody who relied on them."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore

from openecf.center.signon import sessions
from openecf.center.signon.models import CodeUse, LogoutDelivery, ProviderSession
from tests import walking

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


def use_at(session, court, code="code"):
    CodeUse.objects.create(code_hash=f"{court} {code}", session=session, auth={}, client_id=court)


def test_a_session_says_how_and_when_somebody_signed_in(account, at):
    sessions.begin(account, session_key="one", amr=("pwd", "otp"), at=at)

    standing = sessions.standing("one", at=at)

    assert (standing.acr, standing.amr, standing.auth_time) == ("aal2", ("pwd", "otp"), at)


def test_signing_in_again_renews_the_session_so_that_courts_keep_its_sid(account, at):
    first = sessions.begin(account, session_key="one", client_code="ACME", at=at)
    later = at + timedelta(minutes=20)

    second = sessions.begin(account, session_key="two", replacing="one", at=later)

    assert (second.sid, second.auth_time, second.client_code) == (first.sid, later, "ACME")
    assert sessions.standing("one", at=later) is None


def test_another_account_in_the_same_browser_ends_the_session_before(account, at):
    sessions.begin(account, session_key="one", at=at)
    other = walking.open_account("other123", at=at)

    sessions.begin(other, session_key="two", replacing="one", at=at)

    assert ProviderSession.objects.get(session_key="one").ended_at == at


@pytest.mark.parametrize(("minutes", "lives"), [(29, True), (31, False)])
def test_a_session_is_idle_after_thirty_minutes(account, at, minutes, lives):
    sessions.begin(account, session_key="one", at=at)

    assert bool(sessions.standing("one", at=at + timedelta(minutes=minutes))) is lives


def test_a_session_in_use_lasts_twelve_hours(account, at):
    sessions.begin(account, session_key="one", at=at)
    for _ in range(35):
        at += timedelta(minutes=20)
        assert sessions.standing("one", at=at)

    assert sessions.standing("one", at=at + timedelta(minutes=21)) is None


def test_an_ended_session_tells_each_court_once_and_dies_in_the_browser(account, at):
    store = SessionStore()
    store.create()
    session = sessions.begin(account, session_key=store.session_key, at=at)
    for court, code in (("casb", "a"), ("casb", "b"), ("cacb", "c")):
        use_at(session, court, code)

    sessions.end(session, at=at)
    sessions.end(session, at=at)

    assert sorted(LogoutDelivery.objects.values_list("client_id", flat=True)) == ["cacb", "casb"]
    assert not SessionStore().exists(store.session_key)
    assert sessions.standing(store.session_key, at=at) is None


def test_all_sessions_but_one_end(account, at):
    for key in ("one", "two", "three"):
        sessions.begin(account, session_key=key, at=at)

    assert sessions.end_all(account, but_key="two", at=at) == 2
    assert [sessions.standing(key, at=at) is None for key in ("one", "two", "three")] == [True, False, True]


def test_no_key_is_nobody(at):
    assert sessions.standing(None, at=at) is None
    assert sessions.standing("", at=at) is None
