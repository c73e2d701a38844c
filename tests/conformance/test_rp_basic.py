"""Relying party, `oidcc-client-basic-certification-test-plan`: what a court takes from a center that lies."""

import pytest

from openecf.center.signon import signing_keys
from openecf.courthouse.people.models import SignOn
from openecf.faces.court import openid
from tests import walking

from . import forging

pytestmark = pytest.mark.django_db


@pytest.fixture
def center(barbara, monkeypatch):
    """A center whose answers can be changed; the court has read nothing of it yet."""
    openid._client.cache_clear()
    yield forging.LyingCenter(monkeypatch)
    openid._client.cache_clear()


def signs_on(browser=None):
    """Sign in from the court's door; tell whether the court took it, and that it never broke."""
    page = walking.sign_in(browser or walking.browser())
    assert page.status_code in (200, 400)
    return SignOn.objects.filter(ended_at=None).exists()


def test_oidcc_client_test(center):
    assert signs_on()


def test_oidcc_client_test_nonce_invalid(center):
    center.change_token = forging.with_claims(nonce="another")

    assert not signs_on()


def test_oidcc_client_test_nonce_missing(center):
    center.change_token = forging.with_claims(nonce=None)

    assert not signs_on()


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "http://evil.example.org/o"},
        {"aud": "exab"},
        {"aud": None},
        {"iat": None},
        {"sub": None},
        {"exp": 1},
        {"exp": None},
        {"at_hash": "x" * 22},
        {"acr": None},
        {"sid": None},
        {"auth_time": None},
    ],
    ids=lambda changes: " ".join(
        f"{'invalid' if value else 'missing'}-{name}" for name, value in changes.items()
    ),
)
def test_oidcc_client_test_claims(center, changes):
    center.change_token = forging.with_claims(**changes)

    assert not signs_on()


@pytest.mark.parametrize("kind", ["rsa", "ec", "secret", "none"])
def test_oidcc_client_test_invalid_sig(center, kind):
    center.change_token = forging.with_key(kind)

    assert not signs_on()


@pytest.mark.parametrize("typ", ["at+jwt", "logout+jwt", "errand+jwt"])
def test_oidcc_client_test_a_token_of_another_kind(center, typ):
    center.change_token = lambda token: forging.signed(forging.claims_of(token), typ=typ)

    assert not signs_on()


def test_oidcc_client_test_a_key_address_in_the_token_is_not_followed(center):
    center.change_token = lambda token: forging.signed(
        forging.claims_of(token),
        key=forging.RSAKey.generate_key(2048),
        kid=signing_keys.signing().thumbprint(),
        jku="http://evil.example.org/jwks.json",
    )

    assert not signs_on()
    assert not any("evil" in url for url in center.asked)


def test_oidcc_client_test_kid_absent_single_jwks(center):
    center.change_keys = lambda found: {"keys": found["keys"][:1]}
    center.change_token = lambda token: forging.signed(forging.claims_of(token), kid="")

    assert signs_on()


def test_oidcc_client_test_kid_absent_multiple_jwks(center):
    center.change_token = lambda token: forging.signed(forging.claims_of(token), kid="")

    signs_on()  # may be taken or refused; it breaks nothing


def test_oidcc_client_test_signing_key_rotation_just_before_signing(center):
    assert signs_on()  # the court has read the keys
    fresh = forging.RSAKey.generate_key(2048)
    center.change_keys = lambda found: {
        "keys": [*found["keys"], fresh.as_dict(private=False, kid=fresh.thumbprint())]
    }
    center.change_token = lambda token: forging.signed(forging.claims_of(token), key=fresh)
    SignOn.objects.all().delete()

    assert signs_on()


def test_oidcc_client_test_discovery_issuer_mismatch(center):
    evil = "http://evil.example.org/o"
    center.change_discovery = lambda found: found | {"issuer": evil}
    center.change_token = forging.with_claims(iss=evil)

    assert not signs_on()


def test_oidcc_client_test_userinfo_invalid_sub(center):
    assert signs_on()
    assert not any("userinfo" in url for url in center.asked)  # the ID token says all: no court asks there
