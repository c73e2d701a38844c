"""References people read out on the telephone: `7F3K-92QD`, and opaque ids for addresses."""

import hashlib
import secrets

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L


def new_reference(prefix: str = "") -> str:
    """Return a new reference of eight signs (about 39 bits), with a prefix such as `LNK`."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return "-".join(part for part in (prefix, signs[:4], signs[4:]) if part)


def new_token() -> str:
    """Return a secret for a mailed link or a hidden field (256 bits, safe in an address)."""
    return secrets.token_urlsafe(32)


def new_public_id() -> str:
    """Return an opaque id for an address (128 bits, hexadecimal)."""
    return secrets.token_hex(16)


def digest(secret: str) -> str:
    """Return what is stored in place of a secret: its SHA-256, hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
