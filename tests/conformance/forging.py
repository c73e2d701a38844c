"""A center that lies: the real one, whose answers to a court are changed on the way."""

import hmac
import json
import time
from base64 import urlsafe_b64encode

from joserfc import jws, jwt
from joserfc.jwk import ECKey, RSAKey

from openecf.center.signon import signing_keys
from openecf.faces import transport


class LyingCenter:
    """Changes what the center answers: the ID token's claims and header, its keys, its discovery document."""

    def __init__(self, monkeypatch):
        self.change_token = self.change_keys = self.change_discovery = None
        self.asked = []
        plain = transport.Street.send

        def send(street, request, *args, **kwargs):
            answer = plain(street, request, *args, **kwargs)
            self.asked.append(request.url)
            for end, change in (
                ("/o/token/", self._token),
                ("jwks.json", self.change_keys),
                ("openid-configuration", self.change_discovery),
            ):
                if request.url.endswith(end) and change and answer.status_code == 200:
                    answer._content = json.dumps(change(answer.json())).encode()
            return answer

        monkeypatch.setattr(transport.Street, "send", send)

    def _token(self, given):
        if self.change_token:
            given["id_token"] = self.change_token(given["id_token"])
        return given


def claims_of(id_token):
    """Return a token's claims, unchecked."""
    return json.loads(jws.extract_compact(id_token.encode()).payload)


def signed(claims, *, key=None, alg="RS256", **header):
    """Sign claims as the center would, or not quite."""
    key = key or signing_keys.signing()
    kid = header.pop("kid", None if alg == "none" else key.thumbprint())
    head = {"alg": alg, "typ": "JWT"} | ({"kid": kid} if kid else {}) | header
    return jwt.encode(head, claims, key, algorithms=[alg])


def with_claims(**changes):
    """Return a forger that changes claims and signs again; None takes a claim away."""

    def forge(id_token):
        claims = claims_of(id_token) | changes
        return signed({name: value for name, value in claims.items() if value is not None})

    return forge


def with_key(kind):
    """Return a forger that signs with another key, of a kind: rsa, ec, secret, none."""
    keys = {
        "rsa": (lambda: RSAKey.generate_key(2048), "RS256"),
        "ec": (lambda: ECKey.generate_key("P-256"), "ES256"),
    }

    def forge(id_token):
        if kind == "none":
            return unsigned(claims_of(id_token))
        if kind == "secret":
            return keyed_with_the_public_key(claims_of(id_token))
        make, alg = keys[kind]
        return signed(claims_of(id_token), key=make(), alg=alg, kid=signing_keys.signing().thumbprint())

    return forge


def unsigned(claims, **header):
    """Return an unsigned token (`alg` none)."""
    head = {"alg": "none", "typ": "JWT"} | header
    return f"{_packed(head)}.{_packed(claims)}."


def keyed_with_the_public_key(claims, **header):
    """Return a token signed with HS256, the public key taken for a secret."""
    key = signing_keys.signing()
    head = {"alg": "HS256", "typ": "JWT", "kid": key.thumbprint()} | header
    text = f"{_packed(head)}.{_packed(claims)}"
    mac = hmac.new(key.as_pem(private=False), text.encode(), "sha256").digest()
    return f"{text}.{urlsafe_b64encode(mac).decode().rstrip('=')}"


def logout_claims(at, **changes):
    """Return the claims of a right logout token for casb, changed; None takes one away."""
    now = int(at.timestamp())
    claims = {
        "iss": "http://localhost:8000/cso/o",
        "aud": "casb",
        "iat": now,
        "exp": now + 120,
        "jti": f"jti-{time.monotonic_ns()}",
        "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
    } | changes
    return {name: value for name, value in claims.items() if value is not None}


def _packed(part):
    return urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
