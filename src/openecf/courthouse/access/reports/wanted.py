"""What a reader can ask for at the counter, as values that can be kept in a quote and asked for again."""

import hashlib
import json
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import ClassVar, Self

from openecf.courthouse.cases import visibility
from openecf.courthouse.cases.models import Case
from openecf.courthouse.people.viewer import Viewer


@dataclass(frozen=True)
class Wanted:
    """A report or document somebody wants. `kept` names the fields that are set when it is priced.

    Among them is `upto`: the last row that was there, so that what was bought stays as it was.
    """

    kind: ClassVar[str]
    kept: ClassVar[tuple[str, ...]] = ("upto",)

    def request(self) -> dict[str, object]:
        """Return it as plain JSON."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}

    @classmethod
    def from_request(cls, request: dict[str, object]) -> Self:
        """Return what was asked for, from the JSON of `request`."""
        return cls(**{name: _day(value) if name in _days(cls) else value for name, value in request.items()})

    def now(self) -> Self:
        """Return the same question, to be answered from the record as it is now."""
        return replace(self, **dict.fromkeys(self.kept))


def case_of(viewer: Viewer, number: str) -> Case:
    """Return the case a report is about. Raises NoSuchCase, NotACaseNumber."""
    return visibility.case_for(viewer, number)


def content_hash(wanted: Wanted, text: str) -> str:
    """Return the hash of what was asked for and of what would be shown."""
    asked = json.dumps([wanted.kind, wanted.now().request()], sort_keys=True)
    return hashlib.sha256(f"{asked}\n{text}".encode()).hexdigest()


@cache
def _days(wanted: type[Wanted]) -> frozenset[str]:
    """Name the fields that are days."""
    return frozenset(one.name for one in fields(wanted) if one.type == (date | None))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
