"""The courts that can be created by name: public facts, with their source and date (catalog.toml)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from openecf.foundation.refusals import Refusal

MEBIBYTE = 1024 * 1024


class NotInCatalog(Refusal):
    """The catalog has no court of this name; give the court's facts with it."""


@dataclass(frozen=True)
class OfficeFacts:
    """A divisional office: the code before the colon of a long case number, and its city."""

    code: str
    city: str


@dataclass(frozen=True)
class FlagMeaning:
    """A case flag of a court and what it means."""

    code: str
    meaning: str


@dataclass(frozen=True)
class CourtFacts:
    """What a court is called and where it is found."""

    id: str
    name: str
    district: str
    title: str
    timezone: str
    hosts: tuple[str, ...]
    email: str
    phone: str
    help_desk_phone: str
    address: str
    hours: str
    counties: tuple[str, ...] = ()
    pdf_limit_bytes: int = 35 * MEBIBYTE
    document_prefix: str = "999"
    offices: tuple[OfficeFacts, ...] = ()
    flags: tuple[FlagMeaning, ...] = ()
    circuit: str = ""
    source: str = ""
    as_of: date | None = None
    invented: bool = False


def facts(court_id: str) -> CourtFacts:
    """Return a court's facts. Raises NotInCatalog."""
    if (found := _catalog().get(court_id)) is None:
        raise NotInCatalog
    return found


def known(court_id: str) -> CourtFacts | None:
    """Return a court's facts, or None when it is not in the catalog."""
    return _catalog().get(court_id)


def court_ids() -> tuple[str, ...]:
    """Name the courts of the catalog."""
    return tuple(_catalog())


@cache
def _catalog() -> dict[str, CourtFacts]:
    text = (Path(__file__).parent / "catalog.toml").read_text(encoding="utf-8")
    return {court_id: _read(court_id, table) for court_id, table in tomllib.loads(text).items()}


def _read(court_id: str, table: dict) -> CourtFacts:
    plain = {name: value for name, value in table.items() if isinstance(value, str | date | bool)}
    return CourtFacts(
        id=court_id,
        **plain,
        hosts=tuple(table["hosts"]),
        counties=tuple(table["counties"]),
        pdf_limit_bytes=table["pdf_limit_mb"] * MEBIBYTE,
        offices=tuple(OfficeFacts(**office) for office in table["offices"]),
        flags=tuple(FlagMeaning(code, meaning) for code, meaning in table["flags"].items()),
    )
