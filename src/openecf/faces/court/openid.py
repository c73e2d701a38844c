"""A court as the center's OpenID Connect client: one registration a court, its id is the court's id."""

from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache

import requests
from authlib.integrations.django_client import DjangoOAuth2App, OAuth
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jws, jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet

from openecf.courthouse.courts import secrets
from openecf.faces import transport
from openecf.foundation import addresses
from openecf.foundation.messages import Identity
from openecf.foundation.refusals import Refusal

_TIMEOUT_SECONDS = 10  # a center that has just been started is slow once


class CenterSilent(Refusal):
    """PACER sign-on does not answer at the moment. Try again in a few minutes; public pages still work."""

    status = 503


class NotRegistered(Refusal):
    """This court is not registered at the sign-on center yet. Call the clerk's office."""

    status = 503


class NotAnIdentity(Exception):
    """The center's answer lacks what a court needs."""


class CenterSession(OAuth2Session):
    """Authlib's session over the house's own transport."""

    def __init__(self, *args, **kwargs):
        """Let sites of this process answer without sockets."""
        super().__init__(*args, **kwargs)
        transport.http_session(self)


class CenterClient(DjangoOAuth2App):
    """Authlib's client over the house's own transport."""

    client_cls = CenterSession


def client_of(court) -> CenterClient:
    """Return the court's client. Raises NotRegistered."""
    if not court.client_secret:
        raise NotRegistered
    return _client(court.pk, secrets.client_secret(court), addresses.issuer())


@contextmanager
def center_answers():
    """Turn a center that does not answer into a refusal. Raises CenterSilent."""
    try:
        yield
    except requests.RequestException as trouble:
        raise CenterSilent from trouble


def identity_of(token: dict[str, object]) -> Identity:
    """Read who signed in from checked tokens. Raises NotAnIdentity.

    Authlib checked signature, issuer, audience, nonce and times; what kind of token it is is checked here.
    """
    claims = token.get("userinfo") or {}
    if claims.get("iss") != addresses.issuer():
        raise NotAnIdentity  # authlib compares with what the discovery document says, which may lie
    if _kind(token) != "JWT" or not all(claims.get(name) for name in ("sub", "sid", "acr", "auth_time")):
        raise NotAnIdentity
    plain = {name: claims[name] for name in _PLAIN if name in claims}
    renamed = {name: claims.get(claim) or "" for claim, name in _RENAMED.items()}
    return Identity(
        auth_time=datetime.fromtimestamp(claims["auth_time"], UTC), iss=claims["iss"], **plain, **renamed
    )


def decoded(client: CenterClient, token: str) -> jwt.Token:
    """Return a token the center signed; a key it published since the last look is looked up once."""
    try:
        return jwt.decode(token, KeySet.import_key_set(client.fetch_jwk_set()), algorithms=["RS256"])
    except InvalidKeyIdError:
        return jwt.decode(
            token, KeySet.import_key_set(client.fetch_jwk_set(force=True)), algorithms=["RS256"]
        )


_RENAMED = {
    "preferred_username": "username",
    "given_name": "first_name",
    "family_name": "last_name",
}
_PLAIN = (
    "sub",
    "sid",
    "acr",
    "account_number",
    "kind",
    "holder",
    "middle_name",
    "suffix",
    "firm_name",
    "bar_number",
    "email",
    "billing_email",
    "search_status",
    "filing_status",
    "receipts_shown",
    "client_code",
    "client_code_required",
    "client_code_format",
)


@lru_cache(maxsize=256)
def _client(court_id: str, secret: str, issuer: str) -> CenterClient:
    return OAuth().register(
        court_id,
        client_cls=CenterClient,
        server_metadata_url=addresses.url(addresses.center_base(), "center.openid"),
        client_id=court_id,
        client_secret=secret,
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "default_timeout": _TIMEOUT_SECONDS,
        },
    )


def _kind(token) -> str:
    return jws.extract_compact(token["id_token"].encode()).headers().get("typ", "")
