"""Secrets that must be read back are kept sealed with a key that is outside the database."""

import base64
import hashlib

from cryptography.fernet import Fernet


def seal(secret: str, *, key: str, purpose: str) -> str:
    """Return the secret sealed; what is sealed for one purpose can't be opened for another."""
    return _box(key, purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, *, key: str, purpose: str) -> str:
    """Return the secret that was sealed."""
    return _box(key, purpose).decrypt(sealed.encode()).decode()


def _box(key: str, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose} {key}".encode()).digest()))
