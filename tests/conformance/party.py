"""A relying party as the conformance suite drives one: it asks, redeems, and looks at what it gets."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet

from openecf.courthouse.courts import secrets
from tests import walking

BACK = "http://localhost:8000/casb/oidc/callback/"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


def asked(**changes):
    """Return a right request to authorize, changed; None takes a parameter away."""
    query = {
        "response_type": "code",
        "client_id": "casb",
        "redirect_uri": BACK,
        "scope": "openid profile email",
        "state": "state-1",
        "nonce": "nonce-1",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    } | changes
    return {name: value for name, value in query.items() if value is not None}


def authorize(client, **changes):
    """Ask once; return the answer, with what it says in its redirect."""
    return said_by(client.get("/cso/o/authorize/", asked(**changes)))


def said_by(answer):
    """Put on an answer where it leads (`to`) and the parameters of that address (`said`)."""
    answer.to = answer.headers.get("Location", "")
    answer.said = {name: values[0] for name, values in parse_qs(urlsplit(answer.to).query).items()}
    return answer


def sign_in_again(client, address):
    """Fill in PACER LOGIN; return the answer, not followed."""
    page = walking.go(client, address)
    return client.post(
        page.where.removeprefix("http://localhost:8000"),
        {"username": "barbaratest", "password": walking.PASSWORD},
        headers={"host": "localhost:8000"},
    )


def signed_in_browser():
    """Return a browser that is signed in at the center as Barbara."""
    client = walking.browser()
    page = walking.go(client, "/cso/login/?next=/cso/")
    walking.send(client, page.where, {"username": "barbaratest", "password": walking.PASSWORD})
    return client


def redeem(casb, code, **changes):
    """Redeem a code; None takes a field away."""
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        "client_id": "casb",
        "client_secret": secrets.client_secret(casb) if casb else "",
    } | changes
    fields = {name: value for name, value in fields.items() if value is not None}
    return walking.browser().post("/cso/o/token/", fields)


def tokens(casb, client, **changes):
    """Ask and redeem; return what the token endpoint gave."""
    return redeem(casb, authorize(client, **changes).said["code"]).json()


def published_keys() -> KeySet:
    """Return the keys the provider publishes."""
    return KeySet.import_key_set(walking.browser().get("/cso/o/.well-known/jwks.json").json())


def checked(id_token):
    """Return an ID token whose signature was checked with the published keys."""
    return jwt.decode(id_token, published_keys(), algorithms=["RS256"])


def id_claims(casb, client, **changes):
    """Ask, redeem and check; return the ID token."""
    return checked(tokens(casb, client, **changes)["id_token"])


def userinfo(token, *, by="get"):
    """Ask who it is: by GET, by POST with the header, or by POST with the body."""
    browser, header = walking.browser(), {"authorization": f"Bearer {token}"}
    if by == "get":
        return browser.get("/cso/o/userinfo/", headers=header)
    if by == "post header":
        return browser.post("/cso/o/userinfo/", headers=header)
    return browser.post("/cso/o/userinfo/", {"access_token": token})
