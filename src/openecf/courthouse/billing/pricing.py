"""What a page costs, how pages are counted, and what a quarter waives: all from schedule.toml."""

import operator
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from openecf.foundation.quarters import ZONE

_SCHEDULE = tomllib.loads(Path(__file__).with_name("schedule.toml").read_text())


@dataclass(frozen=True)
class Tariff:
    """The prices in force on a day."""

    cents_a_page: int
    cap_pages: int
    text_bytes_a_page: int
    rows_a_page: int
    pages_of_nothing_found: int

    def price(self, pages: int, report: str) -> int:
        """Return the cents that so many counted pages of a report cost; the cap is taken off here too."""
        return self.billable(pages, report) * self.cents_a_page

    def billable(self, pages: int, report: str) -> int:
        """Return how many of the counted pages are billed."""
        return min(pages, self.cap_pages) if is_capped(report) else pages


def tariff(*, at: datetime) -> Tariff:
    """Return the prices in force at an instant."""
    return _tariff_of(at.astimezone(ZONE).date())


@lru_cache(maxsize=100)
def _tariff_of(day: date) -> Tariff:
    row = _in_force(_SCHEDULE["tariff"], day)
    return Tariff(**{name: value for name, value in row.items() if name != "from"})


def price(pages: int, report: str, *, at: datetime) -> int:
    """Return the cents that so many counted pages of a report cost at an instant."""
    return tariff(at=at).price(pages, report)


def billable(pages: int, report: str, *, at: datetime) -> int:
    """Return how many of the counted pages are billed at an instant."""
    return tariff(at=at).billable(pages, report)


def is_capped(report: str) -> bool:
    """Tell whether the cap holds for this kind of report."""
    return _SCHEDULE["report"][report]["capped"]


def most(report: str, *, at: datetime) -> int | None:
    """Return the most cents this kind of report can cost, None without a cap."""
    prices = tariff(at=at)
    return prices.cap_pages * prices.cents_a_page if is_capped(report) else None


def pages_of_text(text_bytes: int, *, at: datetime) -> int:
    """Return the pages of a report whose extracted text has so many bytes, one at least."""
    return max(1, _rounded_up(text_bytes, tariff(at=at).text_bytes_a_page))


def pages_of_rows(rows: int, *, at: datetime) -> int:
    """Return the pages of a search that found so many; nothing found is one page."""
    prices = tariff(at=at)
    return _rounded_up(rows, prices.rows_a_page) or prices.pages_of_nothing_found


def waived_cents(*, at: datetime) -> int:
    """Return the usage up to which a quarter is waived."""
    return _in_force(_SCHEDULE["waiver"], at.astimezone(ZONE).date())["cents"]


def due(quarter_cents: int, *, at: datetime) -> int:
    """Return what is due of a quarter's usage: nothing, or all of it."""
    return quarter_cents if quarter_cents > waived_cents(at=at) else 0


def _in_force(rows: list[dict], day: date) -> dict:
    begun = [row for row in rows if row["from"] <= day]
    return max(begun or rows[:1], key=operator.itemgetter("from"))


def _rounded_up(count: int, by: int) -> int:
    return -(-count // by)
