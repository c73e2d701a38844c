"""An authenticator in software, as honest or as wicked as a test asks."""

import base64
import hashlib
import json
import struct
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

ORIGIN, HOST = "http://localhost:8000", "localhost"
UP, UV, AT = 0x01, 0x04, 0x40


def encoded(raw: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Return the bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class SoftAuthenticator:
    """One passkey. Each answer takes what it should say otherwise: origin, host, flags, handle."""

    credential: bytes = b"credential-of-a-soft-device"
    handle: bytes = b""
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: str, *, origin=ORIGIN, host=HOST, flags=UP | UV | AT) -> str:
        """Answer `navigator.credentials.create`."""
        asked = json.loads(options)
        self.handle = decoded(asked["user"]["id"])
        said = _client_data("webauthn.create", asked["challenge"], origin)
        attested = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + self._public()
        whole = self._data(host, flags) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": whole})
        return self._answer({"clientDataJSON": encoded(said), "attestationObject": encoded(attestation)})

    def show(self, options: str, *, origin=ORIGIN, host=HOST, flags=UP | UV, handle=None, counts=True) -> str:
        """Answer `navigator.credentials.get`."""
        self.count += counts
        said = _client_data("webauthn.get", json.loads(options)["challenge"], origin)
        whole = self._data(host, flags)
        signature = self.key.sign(whole + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        user = self.handle if handle is None else handle
        return self._answer(
            {
                "clientDataJSON": encoded(said),
                "authenticatorData": encoded(whole),
                "signature": encoded(signature),
                "userHandle": encoded(user) if user else None,
            }
        )

    def _answer(self, response) -> str:
        named = encoded(self.credential)
        return json.dumps({"id": named, "rawId": named, "type": "public-key", "response": response})

    def _data(self, host, flags) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _public(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        )


def _client_data(kind, challenge, origin) -> bytes:
    said = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
    return json.dumps(said).encode()
