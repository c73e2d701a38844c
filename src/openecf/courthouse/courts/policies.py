"""What a court has decided, asked for one instant or one day."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .catalog import MEBIBYTE
from .models import Court, Office


def zone(court: Court) -> ZoneInfo:
    """Return the court's time zone."""
    return ZoneInfo(court.timezone)


def court_date(court: Court, *, at: datetime) -> date:
    """Return the day it is in the court."""
    return at.astimezone(zone(court)).date()


def is_nextgen(court: Court, *, at: datetime) -> bool:
    """Tell whether the court has changed to NextGen, so that accounts can be linked."""
    return court_date(court, at=at) >= court.nextgen_date


def filing_day_ends_at(court: Court, *, at: datetime) -> datetime:
    """Return the instant at which today ends for filings. Source: FRBP 9006(a)(4)."""
    tomorrow = court_date(court, at=at) + timedelta(days=1)
    return datetime.combine(tomorrow, time(), tzinfo=zone(court))


def pdf_limit_mb(court: Court) -> int:
    """Return the largest PDF in whole megabytes, as people say it."""
    return court.pdf_limit_bytes // MEBIBYTE


def offices(court: Court) -> list[Office]:
    """Return the court's offices by code."""
    return list(Office.objects.filter(court=court).order_by("code", "pk"))
