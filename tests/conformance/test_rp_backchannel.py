"""Relying party, back-channel logout: which logout tokens a court takes."""

import pytest

from openecf.center.signon import signing_keys
from openecf.courthouse.people.models import SignOn
from openecf.faces.court import openid
from openecf.foundation import clock
from tests import walking

from . import forging

pytestmark = pytest.mark.django_db
ADDRESS = "/casb/oidc/backchannel/"


@pytest.fixture
def sid(barbara):
    """Barbara is signed on."""
    openid._client.cache_clear()
    walking.sign_in(walking.browser())
    return SignOn.objects.get().sid


def tell(token):
    """Send a logout token; return the status."""
    return walking.browser().post(ADDRESS, {"logout_token": token}).status_code


def is_signed_on():
    return SignOn.objects.filter(ended_at=None).exists()


def right(sid, **changes):
    return forging.signed(forging.logout_claims(clock.now(), sid=sid, **changes), typ="logout+jwt")


def test_oidcc_client_backchannel_rp_init_logout(sid):
    assert tell(right(sid)) == 200 and not is_signed_on()


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "http://evil.example.org/o"},
        {"aud": "exab"},
        {"events": None},
        {"events": {"http://schemas.openid.net/event/other": {}}},
        {"nonce": "n"},
        {"exp": 1},
        {"jti": None},
    ],
    ids=["wrong-issuer", "wrong-aud", "no-event", "wrong-event", "with-nonce", "old", "no-jti"],
)
def test_oidcc_client_backchannel_refused_claims(sid, changes):
    assert tell(right(sid, **changes)) == 400 and is_signed_on()


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_oidcc_client_backchannel_wrong_alg(sid, kind):
    keys = {
        "ec": (forging.ECKey.generate_key("P-256"), "ES256"),
        "rsa": (forging.RSAKey.generate_key(2048), "RS256"),
    }
    key, alg = keys[kind]
    token = forging.signed(
        forging.logout_claims(clock.now(), sid=sid),
        key=key,
        alg=alg,
        kid=signing_keys.signing().thumbprint(),
        typ="logout+jwt",
    )

    assert tell(token) == 400 and is_signed_on()


def test_oidcc_client_backchannel_the_public_key_is_no_secret(sid):
    claims = forging.logout_claims(clock.now(), sid=sid)

    assert tell(forging.keyed_with_the_public_key(claims, typ="logout+jwt")) == 400 and is_signed_on()


def test_oidcc_client_backchannel_alg_none(sid):
    token = forging.unsigned(forging.logout_claims(clock.now(), sid=sid), typ="logout+jwt")

    assert tell(token) == 400 and is_signed_on()


def test_oidcc_client_backchannel_a_token_of_another_kind(sid):
    assert (
        tell(forging.signed(forging.logout_claims(clock.now(), sid=sid), typ="JWT")) == 400 and is_signed_on()
    )


def test_oidcc_client_backchannel_a_token_is_taken_once(sid):
    token = right(sid)

    assert (tell(token), tell(token)) == (200, 400)
