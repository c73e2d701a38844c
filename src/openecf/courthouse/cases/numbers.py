"""Case numbers: how people type them, how dockets show them, and which comes next."""

import re
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F

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
    """Take the next serial of a court's year, without gaps; call it inside the act's transaction."""
    mine = Numbering.objects.filter(court=court, year=year, kind=kind)
    if not mine.update(last=F("last") + 1):
        _begin(court, year, kind)
        mine.update(last=F("last") + 1)
    return mine.values_list("last", flat=True).get()


def _begin(court, year, kind):
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
