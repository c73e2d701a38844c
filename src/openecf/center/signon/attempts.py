"""Failures in a row, and the wait that follows them: by account and network, by account and known browser.

A stranger's failures never make a known browser wait. Names that are nobody's are counted like any other.
"""

from datetime import datetime, timedelta

from django.db.models import F

from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal
from openecf.foundation.throttle import network_of, wait_after

from .models import Attempt

MOST_FAILURES = 100  # in a row; then the password (not the account) stops working


class TooManyFailures(Refusal):
    """There were too many failed tries. Wait a moment and try again."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        """Say how long to wait."""
        self.seconds = max(1, -(-wait // timedelta(seconds=1)))
        super().__init__(f"There were too many failed tries. Try again in {_spoken(self.seconds)}.")


def counter(username: str, *, address: str, device: str) -> str:
    """Return what is counted for this try: a known browser by itself, others by their network."""
    where = f"browser {device}" if device else f"network {network_of(address)}"
    return digest(f"{where} {folded(username)}")


def folded(username: str) -> str:
    """Return a username as it is compared: any case, no spaces around it."""
    return username.strip().casefold()


def refuse_if_waiting(key: str, *, at: datetime) -> None:
    """Raise TooManyFailures while the wait after earlier failures lasts."""
    until = Attempt.objects.filter(key=key).values_list("wait_until", flat=True).first()
    if until and until > at:
        raise TooManyFailures(until - at)


def failed(key: str, username: str, *, at: datetime) -> int:
    """Count a failure; return how many there were in a row for this name, from wherever."""
    here = _count(key, at=at)
    Attempt.objects.filter(key=key).update(wait_until=at + wait_after(here))
    return _count(_total(username), at=at)


def succeeded(key: str, username: str) -> None:
    """Forget the failures in a row: of this browser or network, and of the name."""
    for counted in (key, _total(username)):  # the order of `failed`: neither waits for the other
        Attempt.objects.filter(key=counted, failures__gt=0).update(failures=0, wait_until=None)


def forget(username: str) -> None:
    """Begin the name's count anew: its password was disabled, or set again."""
    Attempt.objects.filter(key=_total(username)).update(failures=0, wait_until=None)


def _total(username: str) -> str:
    return digest(f"all {folded(username)}")


def _count(key: str, *, at: datetime) -> int:
    Attempt.objects.bulk_create([Attempt(key=key, changed_at=at)], ignore_conflicts=True)
    Attempt.objects.filter(key=key).update(failures=F("failures") + 1, changed_at=at)
    return Attempt.objects.values_list("failures", flat=True).get(key=key)


def _spoken(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"
