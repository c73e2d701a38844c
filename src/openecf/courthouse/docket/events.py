"""The event dictionary: what may be docketed, and what it asks, says, costs and sets."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

from openecf.courthouse.people.viewer import Viewer

_DICTIONARY = Path(__file__).parent / "dictionary"


@dataclass(frozen=True)
class Prompt:
    """A question of an event; `text` is how the answer reads in the docket text."""

    name: str
    label: str
    text: str
    kind: str = "text"  # text, choice, date, time, number
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refer:
    """Which earlier entries an event may refer to, by category, and whether it must."""

    categories: tuple[str, ...]
    required: bool = False
    only: tuple[str, ...] = ()  # these events of the categories; empty: all of them

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the events it may refer to."""
        return self.only or keys_of(self.categories)


@dataclass(frozen=True)
class DeadlineRule:
    """A deadline an event sets: so many days from the filing, the petition or the meeting of creditors."""

    what: str
    days: int
    rule: str  # "FRBP 7012(a)", or "unverified"
    source: str
    start: str = "filing"  # filing, petition, meeting
    chapters: tuple[str, ...] = ()  # only in these; empty: in all

    def applies(self, chapter: str) -> bool:
        """Tell whether the rule holds in a case of this chapter."""
        return not self.chapters or chapter in self.chapters


@dataclass(frozen=True)
class Event:
    """One event of the dictionary."""

    key: str
    name: str
    category: str
    category_label: str
    code: str
    code_source: str  # CASB, other courts, ours
    kinds: tuple[str, ...]  # bk, ap
    roles: tuple[str, ...]  # who may file it from the menu; empty: nobody, it opens a case
    text: str
    effective: date
    source: str
    chapters: tuple[str, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    refer: Refer | None = None
    fee: str = ""
    deadlines: tuple[DeadlineRule, ...] = ()
    satisfies: tuple[str, ...] = ()
    needs_pdf: bool = True
    numbered: bool = True
    by_court: bool = False  # no "Filed by": the court itself speaks
    opinion: bool = False
    hearing: bool = False  # sets one, at the answers hearing_date, hearing_time and hearing_place
    sets_flags: tuple[str, ...] = ()
    clears_flags: tuple[str, ...] = ()

    def may_be_filed(self, role: str, kind: str, chapter: str = "") -> bool:
        """Tell whether this role may file it in such a case."""
        in_chapter = not self.chapters or not chapter or chapter in self.chapters
        return role in self.roles and kind in self.kinds and in_chapter


@dataclass(frozen=True)
class Category:
    """A heading of the events page and its events."""

    key: str
    label: str
    events: tuple[Event, ...]


def event(key: str) -> Event:
    """Return an event. An unknown key is a defect (KeyError)."""
    return catalog()[key]


@cache
def catalog() -> Mapping[str, Event]:
    """Return all events by key, in the order of the menu."""
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(_DICTIONARY.glob("*.toml"))]
    found = {}
    for page in sorted(files, key=lambda page: page["order"]):
        for row in page["event"]:
            found[row["key"]] = _event(page, row)
    return found


def for_menu(viewer: Viewer, kind: str, *, chapter: str = "", words: str = "") -> tuple[Category, ...]:
    """Return the categories with the events this viewer may file in such cases, narrowed by words."""
    mine = [one for one in catalog().values() if one.may_be_filed(viewer.role, kind, chapter)]
    return _by_category(one for one in mine if _matches(one, words))


def keys_of(categories: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the events in these categories."""
    wanted = set(categories)
    return tuple(one.key for one in catalog().values() if one.category in wanted)


def _by_category(events: Iterable[Event]) -> tuple[Category, ...]:
    grouped: dict[str, list[Event]] = {}
    for one in events:
        grouped.setdefault(one.category_label, []).append(one)
    return tuple(Category(group[0].category, label, tuple(group)) for label, group in grouped.items())


def _matches(one: Event, words: str) -> bool:
    text = f"{one.name} {one.category_label} {one.code}".casefold()
    return all(word in text for word in words.casefold().split())


def _event(page: dict, row: dict) -> Event:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    values["category"], values["category_label"] = page["category"], page["label"]
    values.setdefault("effective", page["effective"])
    values.setdefault("source", page["source"])
    values["prompts"] = tuple(_filled(Prompt, prompt) for prompt in values.pop("prompt", ()))
    values["deadlines"] = tuple(_filled(DeadlineRule, rule) for rule in values.pop("deadline", ()))
    values["refer"] = _filled(Refer, row["refer"]) if "refer" in row else None
    return _filled(Event, values)


def _filled(kind: type, row: dict):
    """Make a dataclass of a TOML table; a key it does not know is a defect."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    unknown = values.keys() - {field.name for field in fields(kind)}
    if unknown:
        raise KeyError(f"{kind.__name__} knows no {', '.join(sorted(unknown))}")
    return kind(**values)
