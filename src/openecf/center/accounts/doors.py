"""The four doors by which people come to an account; a door says what they came for and gives no right."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openecf.foundation.refusals import NoSuchRecord


@dataclass(frozen=True)
class KindGroup:
    """Kinds of users under one heading."""

    title: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Door:
    """One door: its name in addresses, its words, and who comes by it."""

    key: str
    title: str
    sentence: str
    groups: tuple[KindGroup, ...]

    @property
    def is_for_firms(self) -> bool:
        """Whether the account will pay for others and neither search nor file."""
        return self.key == "firm"


@cache
def all_doors() -> tuple[Door, ...]:
    """Return the doors in the order they are shown."""
    told = tomllib.loads((Path(__file__).parent / "doors.toml").read_text())
    return tuple(
        Door(
            key,
            words["title"],
            words["sentence"],
            tuple(KindGroup(title, tuple(kinds)) for title, kinds in words["kinds"].items()),
        )
        for key, words in told.items()
    )


def door(key: str) -> Door:
    """Return the door of this name. Raises NoSuchRecord."""
    for each in all_doors():
        if each.key == key:
            return each
    raise NoSuchRecord
