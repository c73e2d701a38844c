"""What a filing costs on a given day, read from the dated schedules/*.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_SCHEDULES = Path(__file__).parent / "schedules"


@dataclass(frozen=True)
class FeeItem:
    """One line of a schedule."""

    key: str
    label: str
    cents: int
    verified: bool
    effective: date
    source: str


def item(key: str, *, on: date) -> FeeItem:
    """Return what an item costs on this day. An unknown key, or a day before all schedules, is a defect."""
    for effective, items in _schedules():
        if effective <= on:
            return items[key]
    raise KeyError(f"No fee schedule is in effect on {on}")


@cache
def _schedules() -> tuple[tuple[date, Mapping[str, FeeItem]], ...]:
    """Return the schedules, the newest first."""
    pages = [tomllib.loads(path.read_text("utf-8")) for path in _SCHEDULES.glob("*.toml")]
    return tuple(
        (page["effective"], {key: _item(page, key, row) for key, row in page["item"].items()})
        for page in sorted(pages, key=lambda page: page["effective"], reverse=True)
    )


def _item(page: dict, key: str, row: dict) -> FeeItem:
    return FeeItem(key=key, effective=page["effective"], source=page["source"], **row)
