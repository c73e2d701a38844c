"""Ten codes for a lost phone, kept on paper: 128 random bits each, stored as digests, good once.

A used one is replaced by a new one at once, and the holder is told by mail.
"""

import base64
import secrets
from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account
from openecf.foundation.references import digest

from . import code_tries
from .factor_policy import LIMITS
from .models import RecoveryCode

_BYTES = 16
_DOOR = "recovery"
_MISREAD = str.maketrans("01", "ol")  # codes have neither digit


def replace_all(account: Account, *, at: datetime) -> list[str]:
    """Make ten new codes; the old ones are worth nothing. The only time they are known in plain text."""
    codes = [_new() for _ in range(LIMITS["recovery_codes"])]
    with transaction.atomic():
        RecoveryCode.objects.filter(account=account).delete()
        RecoveryCode.objects.bulk_create(_row(account, code, at) for code in codes)
        trail.record("center", account.number, "signon.recovery_codes_made", account.number, at=at)
        mailing.post("recovery_codes_made", account.email, {"username": account.username}, at=at)
    return codes


def left(account: Account) -> int:
    """Return how many codes are not used."""
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def take(account: Account, code: str, *, at: datetime) -> str:
    """Use a code up; return the new one that takes its place, or nothing when the code is wrong.

    Call it outside a transaction: wrong codes are counted. Raises code_tries.TooManyCodes.
    """
    code_tries.begin(account, _DOOR, at=at)
    new = _new()
    with transaction.atomic():
        unused = RecoveryCode.objects.filter(account=account, code_hash=_digest(code), used_at=None)
        if taken := unused.update(used_at=at):
            _row(account, new, at).save(force_insert=True)
            code_tries.succeeded(account, _DOOR)
            trail.record("center", account.number, "signon.recovery_code_used", account.number, at=at)
            mailing.post("recovery_code_used", account.email, {"username": account.username}, at=at)
    if not taken:
        code_tries.failed(account, _DOOR, at=at)
        trail.record("center", account.number, "signon.recovery_code_wrong", account.number, at=at)
    return new if taken else ""


def drop(account: Account) -> None:
    """Make the account's codes worth nothing: there is nothing left that they could stand in for."""
    RecoveryCode.objects.filter(account=account).delete()


def _new() -> str:
    plain = base64.b32encode(secrets.token_bytes(_BYTES)).decode().rstrip("=").lower()
    return "-".join(plain[start : start + 5] for start in range(0, 25, 5)) + plain[25:]


def _digest(code: str) -> str:
    plain = code.lower().translate(_MISREAD)
    return digest("".join(sign for sign in plain if sign.isalnum()))


def _row(account: Account, code: str, at: datetime) -> RecoveryCode:
    return RecoveryCode(account=account, code_hash=_digest(code), made_at=at)
