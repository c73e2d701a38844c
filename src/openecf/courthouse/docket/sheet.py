"""Which part of a docket is asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from .models import DocketEntry


@dataclass(frozen=True)
class Filters:
    """Which part of a docket is asked for; nothing set means all of it."""

    first_number: int | None = None
    last_number: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    by_entered_date: bool = False  # the dates mean the day of entry, not of filing


def filtered(entries: QuerySet[DocketEntry], filters: Filters, zone: str) -> QuerySet[DocketEntry]:
    """Narrow entries to what the filters ask; days of entry are days in the court's zone."""
    asked = {"number__gte": filters.first_number, "number__lte": filters.last_number}
    first, last = filters.from_date, filters.to_date
    if filters.by_entered_date:
        asked["entered_at__gte"] = first and _start(first, zone)
        asked["entered_at__lt"] = last and _start(last + timedelta(days=1), zone)
    else:
        asked |= {"filed_date__gte": first, "filed_date__lte": last}
    return entries.filter(**{name: value for name, value in asked.items() if value is not None})


def _start(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone))
