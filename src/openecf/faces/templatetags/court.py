"""How money, days and instants are written for readers."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django import template
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from openecf.foundation import money

register = template.Library()
_ZONE_NAMES = {"P": "Pacific", "M": "Mountain", "C": "Central", "E": "Eastern"}


@register.filter
def dollars(cents: int) -> str:
    """Write cents as `$1,234.50`."""
    return money.dollars(cents)


@register.filter
def court_time(at: datetime, zone: str) -> str:
    """Write an instant as `Nov 23, 2026 2:14:03 PM Pacific`."""
    local = at.astimezone(ZoneInfo(zone or "UTC"))
    return f"{local:%b} {local.day}, {local.year} {local.hour % 12 or 12}:{local:%M:%S %p} {zone_name(local)}"


@register.filter
def clock_time(at: datetime, zone: str) -> str:
    """Write an instant as `2:14 PM Pacific`."""
    local = at.astimezone(ZoneInfo(zone or "UTC"))
    return f"{local.hour % 12 or 12}:{local:%M %p} {zone_name(local)}"


@register.filter
def court_day(at: datetime, zone: str) -> str:
    """Write the court's day of an instant as `Nov 23, 2026`."""
    return day(at.astimezone(ZoneInfo(zone or "UTC")).date())


@register.filter
def day(value: date) -> str:
    """Write a day as `Nov 23, 2026`."""
    return f"{value:%b} {value.day}, {value.year}"


@register.filter
def docket_day(value: date) -> str:
    """Write a day as dockets do: `11/23/2026`."""
    return f"{value:%m/%d/%Y}"


@register.filter
def address(page: str, part: str | None = None) -> str:
    """Write the address of a page, by its name and at most one part; each is worked out once a site."""
    return _address(page, part, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=5000)
def _address(page: str, part: str | None, prefix: str, urlconf: str) -> str:
    return mark_safe(escape(reverse(page, args=[part] if part else None)))


@register.filter
@lru_cache(maxsize=1000)
def asset(path: str) -> str:
    """Write the address of a static file; it is the same for all sites and worked out once."""
    return mark_safe(escape(static(path)))


def zone_name(local: datetime) -> str:
    """Name the zone as people do: `Pacific`."""
    short = local.tzname() or "UTC"
    return _ZONE_NAMES.get(short[0], short) if short[1:] in ("ST", "DT") else short
