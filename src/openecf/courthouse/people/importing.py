"""A court's old logins come over from a table: all lines are checked first, then each is one act.

Run again it goes on where it stopped; who is here already is left as he is, linked or not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.core.exceptions import ValidationError

from openecf.courthouse.courts.models import Court
from openecf.foundation.names import folded

from . import conversion, old_hashes
from .conversion import NewFiler
from .models import CourtUser
from .viewer import AGENT, FILERS

COLUMNS = (
    *("login", "password_hash", "first_name", "middle_name", "last_name", "suffix", "role", "firm_name"),
    *("bar_number", "email", "phone", "address", "closed", "notice_format"),
)
NEEDED = ("login", "last_name")
_ROLES = (*FILERS, AGENT)
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0", "")
_COPIED = tuple(one.name for one in fields(NewFiler) if one.name not in ("encoded_password", "closed"))


@dataclass(frozen=True)
class Row:
    """One line of the table: its number in the file, and its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Said:
    """What is said of one line: brought, here (already), wrong. `fine` is False only for what is wrong."""

    number: int
    login: str
    outcome: str
    sentence: str

    @property
    def fine(self) -> bool:
        """Whether nothing has to be mended."""
        return self.outcome != "wrong"


def wrong_lines(court: Court, rows: Sequence[Row]) -> list[Said]:
    """Return what is wrong, a line at most once; nothing is written."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        login = row.cells.get("login", "")
        sentence = _wrong(court, row)
        if not sentence and login in seen:
            sentence = f"Line {seen[login]} has the same login."
        seen.setdefault(login, row.number)
        if sentence:
            found.append(Said(row.number, login, "wrong", sentence))
    return found


def bring(court: Court, rows: Sequence[Row], *, at: datetime) -> Iterator[Said]:
    """Bring each line over, one transaction each; yield what was done as it is done."""
    for row in rows:
        yield _bring(court, row, at=at)


def _bring(court: Court, row: Row, *, at: datetime) -> Said:
    login = row.cells["login"]
    if here := CourtUser.objects.filter(court=court, login=login).first():
        return Said(row.number, login, "here", _how_it_stands(here))
    stored = old_hashes.recognise(row.cells.get("password_hash", ""))
    try:
        conversion.import_filer(court, _filer(row, stored.encoded if stored else ""), at=at)
    except conversion.LoginTaken:
        return Said(row.number, login, "here", "Somebody else brought it over at the same moment.")
    return Said(row.number, login, "brought", _way_in(row, stored))


def _way_in(row: Row, stored: old_hashes.Stored | None) -> str:
    if stored:
        return f"Brought over; the old password works for the link ({stored.name})."
    why = "The hash is not one that can be checked" if row.cells.get("password_hash") else "There is no hash"
    if row.cells.get("email"):
        return f"Brought over. {why}: the link is mailed to the address on the record."
    return f"Brought over. {why}, and there is no e-mail address: only the clerk can link it."


def _how_it_stands(account: CourtUser) -> str:
    states = {"legacy": "waits to be linked", "active": "is linked", "closed": "is closed"}
    return f"Here already and left as it is: it {states[account.state]}."


def _filer(row: Row, encoded: str) -> NewFiler:
    given = {name: row.cells[name] for name in _COPIED if row.cells.get(name)}
    closed = row.cells.get("closed", "").casefold() in _YES
    return NewFiler(encoded_password=encoded, closed=closed, **given)


def _wrong(court: Court, row: Row) -> str:
    """Return what is wrong with a line, or ""."""
    cells = row.cells
    if missing := [name for name in NEEDED if not cells.get(name, "").strip()]:
        return f"{missing[0]} is empty."
    if cells.get("role") and cells["role"] not in _ROLES:
        return f"role is {cells['role'][:20]!r}; it must be one of {', '.join(_ROLES)}."
    if cells.get("closed", "").casefold() not in (*_YES, *_NO):
        return "closed must be yes or no."
    if cells.get("notice_format", "") not in ("", "html", "text"):
        return "notice_format must be html or text."
    return _does_not_fit(row) or _is_anothers(court, row)


def _does_not_fit(row: Row) -> str:
    filer = _filer(row, "")
    names = [name for name in _COPIED if name != "notice_format"]
    account = CourtUser(**{name: getattr(filer, name) for name in names})
    try:
        account.clean_fields(exclude=["court", "made_at", "password", "state"])
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        return f"{name}: {messages[0]}"
    if any("\0" in cell for cell in row.cells.values()):
        return "There is a zero byte in it."
    return ""


def _is_anothers(court: Court, row: Row) -> str:
    here = CourtUser.objects.filter(court=court, login=row.cells["login"]).first()
    if here is None or folded(here.last_name) == folded(row.cells["last_name"]):
        return ""
    return f"This login belongs to another account here, number {here.pk}, of another last name."
