"""Writing the trail, and reading it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from .models import LogEntry

_MOST_LINES = 500


@dataclass(frozen=True)
class Line:
    """One line of the trail, as readers see it."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, object]
    reference: str
    address: str = ""


def line(
    site: str,
    actor: str,
    action: str,
    subject: str = "",
    *,
    detail: Mapping[str, object] | None = None,
    address: str = "",
    reference: str = "",
    at: datetime,
) -> LogEntry:
    """Make the row of one line, for acts that write all their rows together."""
    return LogEntry(
        site=site,
        actor=actor,
        action=action,
        subject=subject,
        detail=dict(detail or {}),
        address=address,
        reference=reference,
        at=at,
    )


def record(
    site: str,
    actor: str,
    action: str,
    subject: str = "",
    *,
    detail: Mapping[str, object] | None = None,
    address: str = "",
    reference: str = "",
    at: datetime,
) -> None:
    """Write one line; call it inside the act's transaction."""
    made = line(site, actor, action, subject, detail=detail, address=address, reference=reference, at=at)
    made.save(force_insert=True)


def entries_for(
    site: str,
    actors: Collection[str],
    *,
    since: datetime,
    until: datetime,
    actions: Collection[str] = (),
    most: int = _MOST_LINES,
) -> list[Line]:
    """Return what somebody did at a site from `since` up to, not including, `until`; the latest first.

    One person may stand in the trail under several names (account number, court user): give them all.
    """
    rows = LogEntry.objects.filter(site=site, actor__in=actors, at__gte=since, at__lt=until)
    if actions:
        rows = rows.filter(action__in=actions)
    fields = ("at", "actor", "action", "subject", "detail", "reference")
    return [Line(*row) for row in rows.order_by("-at", "-pk").values_list(*fields)[:most]]


def line_by_reference(site: str, reference: str) -> Line | None:
    """Return the line that carries a reference at a site, or None."""
    fields = ("at", "actor", "action", "subject", "detail", "reference")
    row = LogEntry.objects.filter(site=site, reference=reference).order_by("pk").values_list(*fields).first()
    return Line(*row) if row else None


def lines_about(site: str, subjects: Collection[str], *, since: datetime, most: int = 50) -> list[Line]:
    """Return what was done to any of these subjects at a site since then; the latest first."""
    rows = LogEntry.objects.filter(site=site, subject__in=subjects, at__gte=since)
    fields = ("at", "actor", "action", "subject", "detail", "reference")
    return [Line(*row) for row in rows.order_by("-at", "-pk").values_list(*fields)[:most]]


def lines_of(site: str, who: str, *, since: datetime, until: datetime, most: int = _MOST_LINES) -> list[Line]:
    """Return what somebody did at a site and what was done to them, the latest first."""
    fields = ("at", "actor", "action", "subject", "detail", "reference", "address")
    span = LogEntry.objects.filter(site=site, at__gte=since, at__lt=until).order_by("-at", "-pk")
    found = {}
    for rows in (span.filter(actor=who), span.filter(subject=who)):  # each has an index of its own
        found |= {pk: Line(*row) for pk, *row in rows.values_list("pk", *fields)[:most]}
    return [found[pk] for pk in sorted(found, key=lambda pk: (found[pk].at, pk), reverse=True)[:most]]
