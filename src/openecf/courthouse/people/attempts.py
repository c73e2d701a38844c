"""How often proofs failed in a row: by PACER account, by old login, by source network.

A try is counted before it is made and given back when it succeeds, so that many at once win nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from openecf.courthouse.courts.models import Court
from openecf.foundation import throttle
from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal

from . import said
from .models import Attempt

MOST_FOR_A_LOGIN = 100  # failures in a row; after them the password alone is no proof any more
_FREE_FOR_A_NETWORK = 50  # a firm's offices share one network


class TooManyTries(Refusal):
    """Too many tries. Wait a little and try again."""

    until: datetime | None = None
    status = 429


class PasswordDisabled(Refusal):
    """This CM/ECF login was tried too often; its password is no longer taken. Use Forgot login/password."""

    status = 429


@dataclass(frozen=True)
class Counter:
    """One row of failures: what it is kept by, how many are free, after what quiet it starts again."""

    key: str
    free: int = throttle.FREE_FAILURES
    quiet: timedelta | None = None
    most: int | None = None
    way_out: str = "use Forgot login/password, "


class LinkCounters(NamedTuple):
    """The counters of a try to link, always counted in this order."""

    person: Counter
    login: Counter
    network: Counter


@dataclass(frozen=True)
class Standing:
    """How a counter stands: failures in a row, and until when it waits."""

    failures: int
    wait_until: datetime | None


def of_link(court: Court, person_id: int, login: str, address: str) -> LinkCounters:
    """Return the three counters of a try to link."""
    network = digest(f"{court.pk} network {throttle.network_of(address)}")
    return LinkCounters(
        person=of_person(court, person_id),
        login=of_login(court, login),
        network=Counter(network, free=_FREE_FOR_A_NETWORK, quiet=timedelta(hours=1)),
    )


def of_person(court: Court, person_id: int) -> Counter:
    """Return the counter of a PACER account at this court; it forgets after a day of quiet."""
    return Counter(digest(f"{court.pk} link person {person_id}"), quiet=timedelta(days=1))


def of_reminder(court: Court, person_id: int) -> Counter:
    """Return the counter of how often a PACER account asked for a forgotten login."""
    return Counter(digest(f"{court.pk} reminder person {person_id}"), quiet=timedelta(days=1), way_out="")


def of_login(court: Court, login: str) -> Counter:
    """Return the counter of an old login, whether it exists or not."""
    return Counter(digest(f"{court.pk} login {login.strip()}"), most=MOST_FOR_A_LOGIN)


def begin(court: Court, counters: Sequence[Counter], *, at: datetime) -> int:
    """Count a try before it is made, in one commit; return how many are left before a wait.

    Raises TooManyTries, PasswordDisabled; then nothing is counted.
    """
    with transaction.atomic():
        left = [counter.free - _count(court, counter, at=at) for counter in counters]
    return max(0, min(left))


def succeed(counters: LinkCounters) -> None:
    """Give a counted try back: the login starts again, person and network keep their earlier failures."""
    with transaction.atomic():
        _give_back(counters.person)
        Attempt.objects.filter(key=counters.login.key).update(failures=0, wait_until=None)
        _give_back(counters.network)


def standing(counter: Counter, *, at: datetime) -> Standing:
    """Return how a counter stands now."""
    row = Attempt.objects.filter(key=counter.key).first()
    if row is None or _is_quiet(counter, row, at=at):
        return Standing(0, None)
    waits = row.wait_until if row.wait_until and row.wait_until > at else None
    return Standing(row.failures, waits)


def _count(court: Court, counter: Counter, *, at: datetime) -> int:
    """Add one failure by one conditional UPDATE; look again when somebody else was first."""
    while True:
        row = Attempt.objects.filter(key=counter.key).first()
        if row is None:
            Attempt.objects.bulk_create([Attempt(key=counter.key, changed_at=at)], ignore_conflicts=True)
            continue
        _require_open(court, counter, row, at=at)
        failures = (0 if _is_quiet(counter, row, at=at) else row.failures) + 1
        wait = throttle.wait_after(failures - counter.free + throttle.FREE_FAILURES)
        unchanged = Attempt.objects.filter(pk=row.pk, failures=row.failures, changed_at=row.changed_at)
        if unchanged.update(failures=failures, wait_until=at + wait if wait else None, changed_at=at) == 1:
            return failures


def _require_open(court: Court, counter: Counter, row: Attempt, *, at: datetime) -> None:
    if counter.most and row.failures >= counter.most:
        raise PasswordDisabled
    if row.wait_until and row.wait_until > at:
        refusal = TooManyTries(
            f"Too many tries. You can try again at {said.clock(court, row.wait_until)}, "
            f"{counter.way_out}or call the court at {court.phone}."
        )
        refusal.until = row.wait_until
        raise refusal


def _is_quiet(counter: Counter, row: Attempt, *, at: datetime) -> bool:
    return counter.quiet is not None and at - row.changed_at > counter.quiet


def _give_back(counter: Counter) -> None:
    """Take one failure off; when somebody else counts at the same time, that count stands."""
    row = Attempt.objects.filter(key=counter.key, failures__gt=0).first()
    if row is not None:
        unchanged = Attempt.objects.filter(pk=row.pk, failures=row.failures)
        unchanged.update(failures=row.failures - 1, wait_until=None)
