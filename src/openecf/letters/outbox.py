"""Due rows: how work for later is claimed, retried and given up. Safe to run in many processes at once."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import models

CLAIM = timedelta(minutes=2)  # how long a claimed row is nobody else's; no one row may take longer
TURN = timedelta(seconds=30)  # a turn that lasts longer ends, so that the work loop reads its clock again
LONGEST_WAIT = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=3)


def due(queryset: models.QuerySet, *, at: datetime, most: int = 50) -> list[int]:
    """Return the keys of rows that are due, the longest waiting first."""
    rows = queryset.filter(due_at__lte=at).order_by("due_at", "pk")
    return list(rows.values_list("pk", flat=True)[:most])


def claim(model: type[models.Model], pk: int, *, at: datetime) -> bool:
    """Take one due row for CLAIM by one conditional UPDATE; False when somebody else has it."""
    rows = model.objects.filter(pk=pk, due_at__lte=at)
    return rows.update(due_at=at + CLAIM, tries=models.F("tries") + 1) == 1


def next_try(tries: int, *, at: datetime) -> datetime:
    """Return when to try again after this many tries: 15 s, doubling, never more than five minutes."""
    return at + min(timedelta(seconds=15 * 2 ** min(max(tries - 1, 0), 10)), LONGEST_WAIT)


def running_from(at: datetime) -> Callable[[], datetime]:
    """Return a clock of whole seconds that runs on from the turn's instant.

    Where the other side is slow, claims late in a turn must not begin in the past: others would take them.
    """
    begun = time.monotonic()
    return lambda: at + timedelta(seconds=int(time.monotonic() - begun))
