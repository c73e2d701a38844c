"""How docket text is put together. Source: cmecf dockets; see the dictionary for each event's own words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openecf.foundation import money

from .events import Event

_BLANKS = re.compile(r"\s+")
_BEFORE_STOP = re.compile(r"\s+([.,;:])")
_ENTERED = re.compile(r" \(Entered: \d\d/\d\d/\d{4}\)$")


@dataclass(frozen=True)
class Related:
    """An earlier entry a text refers to."""

    number: int | None
    name: str


@dataclass(frozen=True)
class Wording:
    """Everything a docket text is made of."""

    event: Event
    answers: Mapping[str, str]
    filer: str = ""  # "Ann Ray of Ray Law"
    parties: Sequence[str] = ()  # on whose behalf
    related: Sequence[Related] = ()
    attachments: Sequence[str] = ()
    prefix: str = ""  # Amended, Agreed ...
    added: str = ""  # the filer's own words
    fee_cents: int = 0
    signature: str = ""


def compose(wording: Wording, *, entered_date: date) -> str:
    """Write the whole docket text, signature and day of entry included."""
    parts = [
        wording.prefix,
        _own_words(wording, entered_date),
        wording.added,
        _fee(wording.fee_cents),
        "" if wording.event.by_court else _filed_by(wording),
        _attachments(wording.attachments),
        f"({wording.signature})" if wording.signature else "",
        f"(Entered: {entered_date:%m/%d/%Y})",
    ]
    return tidy(" ".join(part for part in parts if part))


def without_entered(text: str) -> str:
    """Return the text as notices show it: without the day of entry at its end."""
    return _ENTERED.sub("", text)


def tidy(text: str) -> str:
    """Return text with single blanks and none before a stop."""
    return _BEFORE_STOP.sub(r"\1", _BLANKS.sub(" ", text)).strip()


def _own_words(wording: Wording, today: date) -> str:
    words = {prompt.name: _answer(prompt, wording.answers) for prompt in wording.event.prompts}
    words["refs"] = _refs(wording.related)
    words["related"] = _named(wording.related)
    words["today"] = f"{today:%m/%d/%Y}"
    return wording.event.text.format_map(words)


def _answer(prompt, answers: Mapping[str, str]) -> str:
    value = answers.get(prompt.name, "")
    return prompt.text.format(value=value) if value else ""


def _refs(related: Sequence[Related]) -> str:
    named = ", ".join(f"{one.number or ''} {one.name}".strip() for one in related)
    return f" (related documents {named})" if named else ""


def _named(related: Sequence[Related]) -> str:
    return ", ".join(f"{one.name} (Related Doc # {one.number})" for one in related)


def _fee(cents: int) -> str:
    return f"Fee Amount {money.dollars(cents).removesuffix('.00')}." if cents else ""


def _filed_by(wording: Wording) -> str:
    behalf = f" on behalf of {_listed(wording.parties)}" if wording.parties else ""
    return f"Filed by {wording.filer}{behalf}" if wording.filer else ""


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _attachments(descriptions: Sequence[str]) -> str:
    rows = " ".join(f"# {part} {description}" for part, description in enumerate(descriptions, 1))
    return f"(Attachments: {rows})" if rows else ""
