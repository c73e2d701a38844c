"""Telling courts that a sign-on ended: signed, once, and again when a court does not answer."""

from datetime import timedelta

import pytest
import requests
from django.conf import settings
from joserfc import jwt
from joserfc.jwk import RSAKey

from openecf.center.signon import clients, logout, sessions
from openecf.center.signon.models import CodeUse, LogoutDelivery
from openecf.foundation import addresses
from tests import walking

pytestmark = pytest.mark.django_db


class Court(requests.Session):
    """Stands in for the way to a court."""

    def __init__(self, *answers):
        super().__init__()
        self.answers, self.posts = list(answers), []

    def post(self, url, data, **how):
        """Note what came; answer with the next status, or not at all."""
        self.posts.append((url, data["logout_token"], how))
        if (status := self.answers.pop(0)) is None:
            raise requests.ConnectionError
        answer = requests.Response()
        answer.status_code = status
        return answer


@pytest.fixture
def session(at):
    clients.register_court("casb", ["http://localhost:8000/casb/"], at=at)
    session = sessions.begin(walking.open_account(at=at), session_key="one", at=at)
    CodeUse.objects.create(code_hash="x", session=session, auth={}, client_id="casb")
    sessions.end(session, at=at)
    return session


def test_a_court_gets_a_signed_token_that_names_the_session(session, at):
    court = Court(200)

    assert logout.deliver_due(court, at=at) == 1

    url, token, how = court.posts[0]
    read = jwt.decode(token, RSAKey.import_key(settings.OAUTH2_PROVIDER["OIDC_RSA_PRIVATE_KEY"]))
    assert url == "http://localhost:8000/casb/oidc/backchannel/"
    assert how["allow_redirects"] is False
    assert read.header["typ"] == "logout+jwt"
    assert read.claims["iss"] == addresses.issuer()
    assert (read.claims["aud"], read.claims["sid"]) == ("casb", str(session.sid))
    assert (read.claims["sub"], "nonce" in read.claims) == (session.account.subject, False)
    assert list(read.claims["events"]) == ["http://schemas.openid.net/event/backchannel-logout"]


def test_a_court_that_took_it_is_not_told_again(session, at):
    court = Court(200)
    logout.deliver_due(court, at=at)

    assert logout.deliver_due(court, at=at + timedelta(days=1)) == 0
    assert LogoutDelivery.objects.get().delivered_at == at


@pytest.mark.parametrize("trouble", [None, 500, 302])
def test_a_court_that_does_not_answer_is_told_again(session, at, trouble):
    court = Court(trouble, 200)
    logout.deliver_due(court, at=at)

    assert logout.deliver_due(court, at=at) == 0
    assert logout.deliver_due(court, at=at + timedelta(seconds=1)) == 1
    assert LogoutDelivery.objects.get().delivered_at is not None


def test_a_court_not_asked_yet_comes_before_one_that_did_not_answer(session, at):
    clients.register_court("exab", ["http://localhost:8000/exab/"], at=at)
    court = Court(None, 200, 200)
    logout.deliver_due(court, at=at)
    at += timedelta(seconds=30)
    LogoutDelivery.objects.create(session=session, client_id="exab", due_at=at)

    logout.deliver_due(court, at=at)

    assert ["/exab/" in url for url, _, _ in court.posts] == [False, True, False]


def test_after_three_days_nobody_is_told_any_more(session, at):
    court = Court(None)
    at += timedelta(days=3, seconds=1)

    logout.deliver_due(court, at=at)

    assert logout.deliver_due(court, at=at + timedelta(days=9)) == 0


def test_two_loops_tell_a_court_once(session, at):
    court = Court(200, 200)

    class Eager(Court):
        """A second loop runs while the first one waits for the court."""

        def post(self, url, data, **how):
            assert logout.deliver_due(court, at=at) == 0
            return super().post(url, data, **how)

    assert logout.deliver_due(Eager(200), at=at) == 1
    assert not court.posts
