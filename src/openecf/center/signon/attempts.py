"""Failures in a row, and the wait that follows them: by account and network, by account and known browser.

A stranger's failures never make a known browser wait. Names that are nobody's are counted like any other.
A network whose unknown browsers fail for many names (one password tried on all) waits as a whole.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal
from openecf.foundation.throttle import FREE_FAILURES, network_of, wait_after

from .models import Attempt

MOST_FAILURES = 100  # in a row; then the password (not the account) stops working
_FREE_FOR_A_NETWORK = 50  # failures in a clock hour for whatever names; a firm's offices share one network


class TooManyFailures(Refusal):
    """There were too many failed tries. Wait a moment and try again."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        """Say how long to wait."""
        self.seconds = max(1, -(-wait // timedelta(seconds=1)))
        super().__init__(f"There were too many failed tries. Try again in {_spoken(self.seconds)}.")


@dataclass(frozen=True)
class Tries:
    """The tries of one username from one place: a known browser by itself, others by their network."""

    username: str
    key: str
    failed_before: bool
    network_key: str = ""

    @property
    def total_key(self) -> str:
        """What counts the tries of this username from everywhere."""
        return _total(self.username)


def begin(username: str, *, address: str, device: str, at: datetime) -> Tries:
    """Begin a try. Raises TooManyFailures while the wait after earlier failures lasts."""
    network = network_of(address)
    key = digest(f"{f'browser {device}' if device else f'network {network}'} {folded(username)}")
    network_key = digest(f"network {network}") if network and not device else ""
    counted = Attempt.objects.filter(key__in=[key, network_key, _total(username)], failures__gt=0)
    waits = dict(counted.values_list("key", "wait_until"))
    until = max(filter(None, (waits.get(key), waits.pop(network_key, None))), default=at)
    if until > at:
        raise TooManyFailures(until - at)
    return Tries(username, key, failed_before=bool(waits), network_key=network_key)


def folded(username: str) -> str:
    """Return a username as it is compared: any case, no spaces around it."""
    return username.strip().casefold()


def failed(tries: Tries, *, at: datetime) -> int:
    """Count a failure; return how many there were in a row for this username, from wherever."""
    here = count(tries.key, at=at)
    Attempt.objects.filter(key=tries.key).update(wait_until=at + wait_after(here))
    in_a_row = count(tries.total_key, at=at)
    if tries.network_key:
        _count_network(tries.network_key, at=at)
    return in_a_row


def _count_network(key: str, *, at: datetime) -> None:
    """Count a failure of a network, whatever the name; each clock hour begins anew."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    Attempt.objects.filter(key=key, changed_at__lt=hour).update(failures=0, wait_until=None)
    failures = count(key, at=at)
    wait = wait_after(failures - _FREE_FOR_A_NETWORK + FREE_FAILURES)
    Attempt.objects.filter(key=key).update(wait_until=at + wait)


def succeeded(tries: Tries) -> None:
    """Forget the failures in a row: of this browser or network, and of the username."""
    if tries.failed_before:
        for key in (tries.key, tries.total_key):  # the order of `failed`: neither waits for the other
            Attempt.objects.filter(key=key).update(failures=0, wait_until=None)


def forget(username: str) -> None:
    """Begin the name's count anew: its password was disabled, or set again."""
    Attempt.objects.filter(key=_total(username)).update(failures=0, wait_until=None)


def _total(username: str) -> str:
    return digest(f"all {folded(username)}")


def count(key: str, *, at: datetime) -> int:
    """Count one more failure under a key; return how many there are now."""
    Attempt.objects.bulk_create([Attempt(key=key, changed_at=at)], ignore_conflicts=True)
    Attempt.objects.filter(key=key).update(failures=F("failures") + 1, changed_at=at)
    return Attempt.objects.values_list("failures", flat=True).get(key=key)


def _spoken(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"
