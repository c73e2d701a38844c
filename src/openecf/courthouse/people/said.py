"""How a court says an instant and a day in its letters and refusals: in its own time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from openecf.courthouse.courts.models import Court

_ZONES = {"P": "Pacific", "M": "Mountain", "C": "Central", "E": "Eastern"}


def time(court: Court, at: datetime) -> str:
    """Say `Nov 23, 2026 2:14:03 PM Pacific`."""
    local = at.astimezone(ZoneInfo(court.timezone))
    return f"{day(local.date())} {_clock(local)}"


def clock(court: Court, at: datetime) -> str:
    """Say `2:14:03 PM Pacific`."""
    return _clock(at.astimezone(ZoneInfo(court.timezone)))


def day(value: date) -> str:
    """Say `Nov 23, 2026`."""
    return f"{value:%b} {value.day}, {value.year}"


def day_of(court: Court, at: datetime) -> date:
    """Return the court's day of an instant."""
    return at.astimezone(ZoneInfo(court.timezone)).date()


def _clock(local: datetime) -> str:
    short = local.tzname() or "UTC"
    zone = _ZONES.get(short[0], short) if short[1:] in ("ST", "DT") else short
    return f"{local.hour % 12 or 12}:{local:%M:%S %p} {zone}"
