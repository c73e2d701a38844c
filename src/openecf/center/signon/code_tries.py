"""Wrong codes in a row of one account at one door; ten of them, and the door waits."""

from datetime import datetime, timedelta

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account
from openecf.foundation.references import digest

from . import attempts
from .factor_policy import LIMITS
from .models import Attempt

WAIT = timedelta(minutes=LIMITS["wait_minutes"])


class TooManyCodes(attempts.TooManyFailures):
    """There were ten wrong codes in a row. Wait a moment and try again."""

    field = "code"


def begin(account: Account, door: str, *, at: datetime) -> None:
    """Raise TooManyCodes while the wait after ten wrong codes lasts."""
    until = Attempt.objects.filter(key=_key(account, door)).values_list("wait_until", flat=True).first()
    if until and until > at:
        raise TooManyCodes(until - at)


def failed(account: Account, door: str, *, at: datetime) -> None:
    """Count a wrong code; the tenth in a row begins the wait, and a new count, and its holder is told."""
    key = _key(account, door)
    with transaction.atomic():
        if attempts.count(key, at=at) < LIMITS["wrong_codes"]:
            return
        Attempt.objects.filter(key=key).update(failures=0, wait_until=at + WAIT)
        trail.record(
            "center", account.number, "signon.codes_wait", account.number, detail={"door": door}, at=at
        )
        mailing.post("wrong_codes", account.email, {"username": account.username}, at=at)


def succeeded(account: Account, door: str) -> None:
    """Forget the wrong codes before a right one."""
    Attempt.objects.filter(key=_key(account, door), failures__gt=0).update(failures=0, wait_until=None)


def _key(account: Account, door: str) -> str:
    return digest(f"codes {door} {account.pk}")
