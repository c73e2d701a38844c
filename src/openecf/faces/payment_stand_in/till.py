"""What the stand-in remembers: visits to its page, stored methods, payments; in a file of its own."""

import json
import secrets
import sqlite3
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

_TABLES = """
create table if not exists visits (
  id text primary key, asked text, token text unique, method text, number text
);
create table if not exists methods (token text primary key, method text, refuses text);
create table if not exists payments (reference text primary key, number text, cents integer, method text);
"""


class Unknown(Exception):
    """There is no such visit, token or method."""


class Refused(Exception):
    """The bank refuses this card."""


@dataclass(frozen=True)
class Method:
    """A card as the stand-in keeps it: never its number."""

    token: str
    kind: str
    brand: str
    last_four: str
    expires: str
    holder_name: str


class Till:
    """All of it behind one lock: a stand-in has few customers."""

    def __init__(self, path: Path | str) -> None:
        """Open the file, or make it."""
        self._lock = threading.Lock()
        self._rows = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._rows.executescript(_TABLES)

    def open_visit(self, asked: dict) -> str:
        """Keep what a visit is for; return its id."""
        visit = secrets.token_urlsafe(24)
        self._do("insert into visits (id, asked) values (?, ?)", visit, json.dumps(asked))
        return visit

    def visit(self, visit: str) -> dict:
        """Return what a visit is for. Raises Unknown."""
        return json.loads(self._one("select asked from visits where id = ?", visit)[0])

    def fill(self, visit: str, method: Method, refuses: str) -> str:
        """Keep the card typed on a visit's page; return the token the browser carries back."""
        token = secrets.token_urlsafe(24)
        kept = json.dumps(asdict(method))
        self._do("insert into methods values (?, ?, ?)", method.token, kept, refuses)
        filled = "update visits set token = ?, method = ? where id = ? and number is null"
        self._do(filled, token, method.token, visit)
        return token

    def complete(self, token: str) -> dict:
        """Complete a visit by its token, once; asked again it is the same answer. Raises Unknown, Refused."""
        visit, asked, method, number = self._one(
            "select id, asked, method, number from visits where token = ?", token
        )
        asked = json.loads(asked)
        if number is None:
            number = (
                "" if asked["purpose"] == "store" else self.charge(method, asked["cents"], asked["reference"])
            )
            self._do("update visits set number = ? where id = ?", number, visit)
        kept = json.loads(self._one("select method from methods where token = ?", method)[0])
        return {name: asked[name] for name in ("purpose", "cents", "reference")} | {
            "number": number,
            "method": kept,
        }

    def charge(self, method: str, cents: int, reference: str) -> str:
        """Charge a method, once for a reference; return the payment's number. Raises Unknown, Refused."""
        kept, refuses = self._one("select method, refuses from methods where token = ?", method)
        if refuses:
            raise Refused(refuses)
        number = f"STAND-IN-{secrets.token_hex(6).upper()}"
        self._do("insert or ignore into payments values (?, ?, ?, ?)", reference, number, cents, kept)
        return self._one("select number from payments where reference = ?", reference)[0]

    def remove(self, method: str) -> None:
        """Forget a stored method. Raises Unknown."""
        self._one("select token from methods where token = ?", method)
        self._do("delete from methods where token = ?", method)

    def payments(self) -> list[tuple[str, str, int]]:
        """Return reference, number and cents of every payment."""
        with self._lock:
            return self._rows.execute("select reference, number, cents from payments").fetchall()

    def _do(self, statement: str, *values: object) -> None:
        with self._lock:
            self._rows.execute(statement, values)

    def _one(self, statement: str, *values: object) -> tuple:
        with self._lock:
            row = self._rows.execute(statement, values).fetchone()
        if row is None:
            raise Unknown
        return row
