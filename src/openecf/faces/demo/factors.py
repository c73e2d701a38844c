"""The second factors of the cast, and what their apps would show."""

import base64
import hashlib
from datetime import datetime
from pathlib import Path

import pyotp
from django.conf import settings


def add(account, username: str, *, at: datetime) -> None:
    """Give a member an app and ten recovery codes, and keep the codes for the page that plays the paper."""
    from openecf.center.signon import factors, recovery_codes

    factors.add_app(account, "Demo app", totp_secret(username), at=at)
    _paper(username).write_text("\n".join(recovery_codes.replace_all(account, at=at)))


def paper(username: str) -> list[str]:
    """Return the recovery codes the member wrote down when the demo was built."""
    kept = _paper(username)
    return kept.read_text().split() if kept.exists() else []


def totp_secret(username: str) -> str:
    """Return a member's authenticator secret: the same in every demo, so that an app can keep it."""
    return base64.b32encode(hashlib.sha256(f"openecf demo {username}".encode()).digest()[:20]).decode()


def code(username: str, at: datetime) -> str:
    """Return the code the member's app shows now."""
    return pyotp.TOTP(totp_secret(username)).at(at)


def _paper(username: str) -> Path:
    folder = settings.DATA_DIR / "recovery-codes"
    folder.mkdir(exist_ok=True)
    return folder / f"{username}.txt"
