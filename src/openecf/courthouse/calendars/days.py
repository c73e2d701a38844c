"""Counting days by FRBP 9006(a)."""

from collections.abc import Set
from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6


def add_days(start: date, days: int, court_holidays: Set[date] = frozenset()) -> date:
    """Return the last day of a period of days; a negative count goes backwards.

    The day of the event is left out, every other day counts, and a period that would end on a Saturday,
    Sunday or legal holiday runs on, in its own direction, to the next day that is none. Holidays of the
    state count only in periods measured after an event. Source: FRBP 9006(a)(1), (5), (6).
    """
    step = _DAY if days >= 0 else -_DAY
    if days < 0:
        court_holidays = frozenset()
    end = start + timedelta(days=days)
    while not is_court_day(end, court_holidays):
        end += step
    return end


def is_court_day(day: date, court_holidays: Set[date] = frozenset()) -> bool:
    """Tell whether a period may end on this day."""
    weekend = day.weekday() in (_SATURDAY, _SUNDAY)
    return not weekend and day not in federal_holidays(day.year) and day not in court_holidays


@cache
def federal_holidays(year: int) -> frozenset[date]:
    """Return the legal holidays of FRBP 9006(a)(6)(A), with the days 5 U.S.C. 6103(b) observes them on."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    if year >= 2021:
        fixed.append(date(year, 6, 19))  # Juneteenth: Public Law 117-17
    floating = [
        _nth(year, 1, _MONDAY, 3),  # Martin Luther King, Jr.
        _nth(year, 2, _MONDAY, 3),  # Washington's Birthday
        _last_monday(year, 5),  # Memorial Day
        _nth(year, 9, _MONDAY, 1),  # Labor Day
        _nth(year, 10, _MONDAY, 2),  # Columbus Day
        _nth(year, 11, _THURSDAY, 4),  # Thanksgiving Day
    ]
    next_new_year = date(year + 1, 1, 1)
    observed = {_observed(day) for day in (*fixed, next_new_year)}
    return frozenset({*fixed, *floating, *(day for day in observed if day.year == year)})


def _observed(day: date) -> date:
    if day.weekday() == _SATURDAY:
        return day - _DAY
    return day + _DAY if day.weekday() == _SUNDAY else day


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _last_monday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - _DAY
    return last - timedelta(days=(last.weekday() - _MONDAY) % 7)
