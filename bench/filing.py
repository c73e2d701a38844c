"""The filing act from submit to commit, against its floor: the very same rows in one SQL statement.

`python -m bench.filing` runs it alone, on the database DATABASE_URL names, else on SQLite.
"""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

ROUNDS, WARM_UP = 20, 10
RECIPIENTS = 6
WRITERS, EACH = 8, 25
AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
EVENT = "sell_free_clear"  # an event with a fee that sets no deadline


def figures() -> list[dict]:
    """Measure on the configured database; beside PostgreSQL, SQLite in a process of its own."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return [_commit()]
    return [_commit(), _writers(), *_on_sqlite()]


def _commit() -> dict:
    """Best of 20, interleaved with the floor."""
    from django.db import connection

    scene = _scene()
    floor = _floor(scene)
    acts, floors = [], []
    for _ in range(WARM_UP + ROUNDS):
        acts.append(_timed(scene.ready()))
        floors.append(_timed(floor.ready()))
    floor.close()
    _require_gapless(scene)
    on_postgresql = connection.vendor == "postgresql"
    name = "filing commit" if on_postgresql else "filing commit, SQLite"
    value, bare = min(acts[WARM_UP:]), min(floors[WARM_UP:])
    return {
        "name": name,
        "value": round(value * 1000, 3),
        "floor": round(bare * 1000, 3),
        "ratio": round(value / bare, 2),
        "goal": "at most 3 x" if on_postgresql else "none, printed beside",
        "met": value <= 3 * bare if on_postgresql else None,
        "unit": "ms",
    }


def _writers() -> dict:
    """Eight threads file in one case, against one that files as much; the best of three, interleaved."""
    scene = _scene()
    rates: dict[int, list[float]] = {1: [], WRITERS: []}
    for _ in range(3):
        for writers, found in rates.items():
            found.append(_rate(scene, writers))
    _require_gapless(scene)
    one, many = max(rates[1]), max(rates[WRITERS])
    return {
        "name": "filings a second, 8 writers on one case",
        "value": round(many),
        "floor": round(one),
        "ratio": round(many / one, 2),
        "goal": "at least 0.9 x one writer",
        "met": many >= 0.9 * one,
        "unit": "1/s",
    }


def _rate(scene: "_Scene", writers: int) -> float:
    """Return filings a second, all together, once each writer has its connection and its plan."""
    from django.db import connections

    begin, end = threading.Barrier(writers + 1), threading.Barrier(writers + 1)

    def work(warm, submits):
        for submit in warm:
            submit()
        begin.wait()
        for submit in submits:
            submit()
        end.wait()
        connections.close_all()

    for _ in range(writers):
        warm = [scene.ready() for _ in range(WARM_UP)]
        submits = [scene.ready() for _ in range(EACH * WRITERS // writers)]
        threading.Thread(target=work, args=(warm, submits), daemon=True).start()
    begin.wait()
    started = time.perf_counter()
    end.wait()
    return EACH * WRITERS / (time.perf_counter() - started)


@dataclass
class _Scene:
    """A case with six people to be served, and a filer with drafts that are ready."""

    viewer: object
    case: object
    document: object
    filed: list = field(default_factory=list)

    def ready(self) -> Callable[[], None]:
        """Prepare a draft and read it, as its page does; return the act that files it."""
        from openecf.courthouse.filing import drafts, efile

        made = drafts.draft_for(self.viewer, self.draft().public_id)
        key = efile.key_of(made)
        return lambda: self.filed.append(efile.submit(self.viewer, made, key=key, at=AT))

    def draft(self):
        """Make a draft that lacks nothing."""
        from openecf.courthouse.cases.models import Party
        from openecf.courthouse.filing import efile
        from openecf.courthouse.filing.models import DraftDocument

        made = efile.begin(self.viewer, self.case, event=EVENT, at=AT)
        mine = Party.objects.get(case=self.case, role="Creditor")
        efile.choose_parties(self.viewer, made, (mine.pk,), associate=False, at=AT)
        efile.answer(self.viewer, made, {"property": "123 Elm Street, San Diego"}, at=AT)
        paper = _document(self.case.court)
        DraftDocument.objects.create(draft=made, document=paper, part=0, description="Main Document")
        return made


def _scene() -> _Scene:
    from openecf.courthouse.cases import opening, parties
    from openecf.courthouse.courts import creation
    from openecf.courthouse.courts.models import Court
    from openecf.courthouse.people.models import CourtUser, NoticeAddress, Person
    from openecf.courthouse.people.viewer import Viewer

    court = Court.objects.filter(pk="casb").first() or creation.create_court("casb", at=AT)
    new = opening.NewCase(title="Jane Doe", chapter="7", judge="Christopher Lane", judge_initials="CL")
    case = opening.open_case(court, new, at=AT)
    for place in range(RECIPIENTS):
        role = "Creditor" if place == 0 else "Debtor"
        party = parties.add_party(case, parties.NewParty(role, f"Party {place}"))
        user = CourtUser.objects.create(
            court=court,
            role="attorney",
            state="active",
            first_name="Ann",
            last_name=f"Ray {place}",
            firm_name="Ray Law",
            email=f"ann{place}.{case.pk}@example.org",
            made_at=AT,
        )
        NoticeAddress.objects.create(court_user=user, email=user.email)
        parties.appear(party, user)
        if place == 0:
            person = Person.objects.create(
                court=court, iss="bench", sub=secrets.token_hex(8), court_user=user, first_seen_at=AT
            )
            viewer = Viewer("casb", role="attorney", person_id=person.pk, court_user_id=user.pk)
    return _Scene(viewer, case, _document(court))


def _document(court):
    from openecf.courthouse.documents.models import Document

    return Document.objects.create(
        court=court,
        public_id=secrets.token_hex(16),
        digest=secrets.token_hex(32),
        size_bytes=100_000,
        pages=9,
        filename="motion.pdf",
        accepted_at=AT,
    )


def _require_gapless(scene: _Scene) -> None:
    from openecf.courthouse.docket.models import DocketEntry

    entries = DocketEntry.objects.filter(case=scene.case).order_by("position")
    numbers = list(entries.values_list("number", flat=True))
    scene.case.refresh_from_db()
    if numbers != list(range(1, scene.case.last_number + 1)):
        raise SystemExit("Numbers of the docket have gaps or are doubled")


@dataclass(frozen=True)
class _Table:
    """The rows one filing wrote in one table."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple, ...]


class _floor:  # noqa: N801
    """Writes what one filing wrote, copied from a filing that the act made."""

    def __init__(self, scene: _Scene) -> None:
        from django.db import connection

        self.scene, self.vendor = scene, connection.vendor
        scene.ready()()
        self.tables = {name: _written(name, where, scene) for name, where in _WRITTEN.items()}
        self.connection = _bare_connection()

    def ready(self) -> Callable[[], None]:
        """Prepare values nobody has yet; return the one statement (on SQLite, the one transaction)."""
        fresh = {
            "filing_submission": {
                "key": secrets.token_hex(32),
                "reference": secrets.token_hex(8),
                "draft_id": self.scene.draft().pk,
            },
            "docket_entrydocument": {"doc_id": secrets.token_hex(6)},
            "notices_notice": {"public_id": secrets.token_hex(16)},
        }
        if self.vendor == "postgresql":
            sql, values = _one_statement(self.tables, fresh, self.scene.case.pk)
            return lambda: self.connection.execute(sql, values)
        return lambda: _one_transaction(self.connection, self.tables, fresh, self.scene.case.pk)

    def close(self) -> None:
        """Close the connection of its own."""
        self.connection.close()


_ENTRY = "SELECT max(id) FROM docket_docketentry"
_WRITTEN = {
    "docket_docketentry": f"id = ({_ENTRY})",
    "docket_entrydocument": f"entry_id = ({_ENTRY})",
    "filing_submission": f"entry_id = ({_ENTRY})",
    "fees_feedue": f"entry_id = ({_ENTRY})",
    "notices_notice": f"entry_id = ({_ENTRY})",
    "audit_logentry": "id = (SELECT max(id) FROM audit_logentry)",
    "notices_delivery": "notice_id = (SELECT max(id) FROM notices_notice)",
}
_LINKS = {"entry_id": "e.id", "notice_id": "n.id", "position": "c.last_position", "number": "c.last_number"}
_FROM = {
    "docket_docketentry": "c",
    "docket_entrydocument": "e",
    "filing_submission": "e",
    "fees_feedue": "e",
    "notices_notice": "e",
    "audit_logentry": "",
    "notices_delivery": "n",
}
_COUNTER = (
    "UPDATE cases_case SET last_position = last_position + 1, last_number = last_number + 1 "
    "WHERE id = {} RETURNING last_position, last_number"
)


def _written(name: str, where: str, scene: _Scene) -> _Table:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name} WHERE {where}")
        columns = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
        types = ["" for _ in columns]
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s", [name]
            )
            known = dict(cursor.fetchall())
            types = [known[column] for column in columns]
    keep = [place for place, column in enumerate(columns) if column != "id"]
    pick = lambda row: tuple(row[place] for place in keep)  # noqa: E731
    return _Table(name, pick(columns), pick(types), tuple(pick(row) for row in rows))


def _bare_connection():
    from django.db import connection

    if connection.vendor == "postgresql":
        import psycopg

        return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    import sqlite3

    bare = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=20)
    bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
    return bare


def _one_statement(tables, fresh, case_id):
    """Write the common table expression that counts and inserts all rows."""
    parts, values = [f"c AS ({_COUNTER.format('%s')})"], [case_id]
    for alias, (name, table) in zip("edsfnav", tables.items(), strict=True):
        source = _FROM[name]
        given = fresh.get(name, {})
        selects = []
        for row in table.rows:
            cells = []
            for column, kind, value in zip(table.columns, table.types, row, strict=True):
                if column in _LINKS and source and _LINKS[column].startswith(f"{source}."):
                    cells.append(_LINKS[column])
                else:
                    cells.append(f"%s::{kind}")
                    values.append(_plain(given.get(column, value)))
            selects.append(f"SELECT {', '.join(cells)}" + (f" FROM {source}" if source else ""))
        columns = ", ".join(f'"{column}"' for column in table.columns)
        insert = f"INSERT INTO {name} ({columns}) {' UNION ALL '.join(selects)} RETURNING id"
        parts.append(f"{alias} AS ({insert})")
    return f"WITH {', '.join(parts)} SELECT count(*) FROM v", values


def _one_transaction(bare, tables, fresh, case_id):
    """SQLite has no such statement: the same rows, statement by statement, in one transaction."""
    bare.execute("BEGIN IMMEDIATE")
    position, number = bare.execute(_COUNTER.format("?"), [case_id]).fetchone()
    links = {"position": position, "number": number}
    for name, table in tables.items():
        given = fresh.get(name, {}) | links
        marks = ", ".join("?" for _ in table.columns)
        columns = ", ".join(f'"{column}"' for column in table.columns)
        rows = [
            [_plain(given.get(column, value)) for column, value in zip(table.columns, row, strict=True)]
            for row in table.rows
        ]
        cursor = bare.cursor()
        if len(rows) > 1:
            flat = [value for row in rows for value in row]
            cursor.execute(
                f"INSERT INTO {name} ({columns}) VALUES {', '.join(f'({marks})' for _ in rows)}", flat
            )
        else:
            cursor.execute(f"INSERT INTO {name} ({columns}) VALUES ({marks})", rows[0])
        link = {"docket_docketentry": "entry_id", "notices_notice": "notice_id"}.get(name)
        if link:
            links[link] = cursor.lastrowid
    bare.execute("COMMIT")


def _plain(value):
    if isinstance(value, dict | list):
        return json.dumps(value)
    if isinstance(value, datetime) and "DATABASE_URL" not in os.environ:
        return value.isoformat(" ")
    return value


def _timed(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _on_sqlite() -> list[dict]:
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "bench.filing"]
    told = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    return json.loads(told.stdout)


def main() -> None:
    """Measure in a throw-away installation and print the figures."""
    with tempfile.TemporaryDirectory(prefix="openecf-bench-") as folder:
        os.environ["OPENECF_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openecf.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(json.dumps(figures(), indent=2))


if __name__ == "__main__":
    main()
