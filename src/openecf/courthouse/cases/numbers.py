"""Case numbers: how people type them, how dockets show them, and which comes next."""

import re
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction

from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import Refusal

from .models import Case, Numbering

FIRST_ADVERSARY = 90001  # Source: the series 9nnnn of Southern District of California dockets
_CENTURY_TURNS = 70  # 70-99 are years of the 1900s
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_SAID_BEFORE = re.compile(r"^(?:case|number|no\.?|#|:|\s)+", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?P<office>\d{1,2})\s*:\s*)?(?P<year>\d{2}|(?:19|20)\d{2})(?:[-\s](?P<kind>bk|ap))?[-\s]?"
    r"(?P<serial>(?<=[-\s])\d{1,5}|\d{5})(?:-[a-z]{0,5}\d{0,2}[a-z]?)*",
    re.IGNORECASE,
)


class NotACaseNumber(Refusal):
    """Enter a case number like 26-01234. The judge's letters after it may be left out."""

    field = "case"


@dataclass(frozen=True)
class CaseNumber:
    """A case number as somebody typed it; `kind` and `office` only when they were typed."""

    year: int
    serial: int
    kind: str | None = None
    office: str | None = None

    @property
    def short(self) -> str:
        """The number alone: `26-01234`."""
        return f"{self.year % 100:02d}-{self.serial:05d}"


def parse(text: str) -> CaseNumber:
    """Read `26-01234`, `26-1234`, `3:26-bk-01234` or `26-01234-CL7`, spaced anyhow. Raises NotACaseNumber."""
    plain = _DASHES.sub("-", _SAID_BEFORE.sub("", text.strip()))
    if not (found := _NUMBER.fullmatch(plain)) or not int(found["serial"]):
        raise NotACaseNumber
    kind = found["kind"].lower() if found["kind"] else None
    return CaseNumber(_full_year(int(found["year"])), int(found["serial"]), kind, found["office"])


def short(case: Case) -> str:
    """Write the number alone: `26-01234`."""
    return f"{case.year % 100:02d}-{case.serial:05d}"


def display(case: Case) -> str:
    """Write the number as the court does: `26-01234-CL7`; before a judge is assigned `26-01234-7`."""
    tail = f"{case.judge_initials}{case.chapter}" if case.kind == Case.Kind.BANKRUPTCY else ""
    return f"{short(case)}-{tail}" if tail else short(case)


def next_serial(court: Court, year: int, kind: str) -> int:
    """Take the next serial of a court's year by one UPDATE. Without gaps, in the transaction that uses it."""
    if (serial := _count_up(court, year, kind)) is None:
        _begin(court, year, kind)
        serial = _count_up(court, year, kind)
    return serial


def _count_up(court: Court, year: int, kind: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [court.pk, year, kind])
        found = cursor.fetchone()
    return found[0] if found else None


_NEXT = """
    UPDATE cases_numbering SET last = last + 1 WHERE court_id = %s AND year = %s AND kind = %s RETURNING last
"""


def _begin(court: Court, year: int, kind: str) -> None:
    first = FIRST_ADVERSARY if kind == Case.Kind.ADVERSARY else 1
    try:
        with transaction.atomic():
            Numbering.objects.create(court=court, year=year, kind=kind, last=first - 1)
    except IntegrityError:  # another process began the year at the same moment
        return


def _full_year(year: int) -> int:
    if year >= 100:
        return year
    return year + (1900 if year >= _CENTURY_TURNS else 2000)
