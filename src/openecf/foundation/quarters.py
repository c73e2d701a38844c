"""The quarters of the calendar year in which usage adds up, as both houses count them.

Central time: the service center is in San Antonio and sends one statement for all courts, so that a quarter
must end at one instant everywhere. No public source names the zone: it is our choice.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE_NAME = "America/Chicago"
ZONE = ZoneInfo(ZONE_NAME)


def quarter_of(at: datetime) -> str:
    """Return the quarter of an instant: `2026Q4`."""
    local = at.astimezone(ZONE)
    return f"{local.year}Q{(local.month + 2) // 3}"


def first_day(quarter: str) -> date:
    """Return the first day of a quarter."""
    year, number = quarter.split("Q")
    return date(int(year), 3 * int(number) - 2, 1)


def spoken(quarter: str) -> str:
    """Return a quarter as people say it: `Quarter 4, 2026`."""
    year, number = quarter.split("Q")
    return f"Quarter {number}, {year}"
