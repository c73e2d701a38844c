"""What waits for its one answer: made for one purpose and one browser, for a short while, and taken once."""

from datetime import datetime, timedelta

from openecf.center.accounts.models import Account
from openecf.foundation.references import digest, new_token

from .models import Challenge

LASTS = timedelta(minutes=10)
_KEPT = timedelta(hours=1)  # after its time: mails to one account are counted by these rows


def make(
    purpose: str,
    *,
    account: Account | None = None,
    session_key: str = "",
    asked: dict[str, object] | None = None,
    lasts: timedelta = LASTS,
    token: str = "",
    at: datetime,
) -> str:
    """Make a challenge and return its token, which is kept nowhere. Any browser may answer without a key."""
    token = token or new_token()
    Challenge.objects.create(
        token_hash=digest(token),
        purpose=purpose,
        account=account,
        key_hash=_key(session_key),
        asked=asked or {},
        made_at=at,
        expires_at=at + lasts,
    )
    return token


def find(
    purpose: str, token: str, *, account: Account | None = None, session_key: str = "", at: datetime
) -> Challenge | None:
    """Return a challenge that still waits for this very browser and account; looking changes nothing."""
    return Challenge.objects.filter(
        token_hash=digest(token),
        purpose=purpose,
        account=account,
        key_hash=_key(session_key),
        expires_at__gt=at,
    ).first()


def take(challenge: Challenge) -> bool:
    """Use a challenge up; of two at once one wins."""
    deleted, _ = Challenge.objects.filter(pk=challenge.pk).delete()
    return deleted == 1


def drop(account: Account, *purposes: str) -> int:
    """Make an account's challenges of these purposes worthless; return how many there were."""
    return Challenge.objects.filter(account=account, purpose__in=purposes).delete()[0]


def sweep(*, at: datetime) -> int:
    """Remove what was never answered."""
    return Challenge.objects.filter(expires_at__lt=at - _KEPT).delete()[0]


def _key(session_key: str) -> str:
    return digest(session_key) if session_key else ""
