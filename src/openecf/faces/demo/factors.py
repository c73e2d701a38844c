"""The second factors of the cast, and what their apps would show."""

import base64
import hashlib
from datetime import datetime

import pyotp


def totp_secret(username: str) -> str:
    """Return a member's authenticator secret: the same in every demo, so that an app can keep it."""
    return base64.b32encode(hashlib.sha256(f"openecf demo {username}".encode()).digest()[:20]).decode()


def code(username: str, at: datetime) -> str:
    """Return the code the member's app shows now."""
    return pyotp.TOTP(totp_secret(username)).at(at)
