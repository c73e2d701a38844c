"""A bought docket through the view, against its floor: driver fetch, html.escape, one join.

The view looks up the receipt, reads and draws the rows and renders the frame. The whole request (with the
street, the sign-on, the court and every middleware) is measured apart and printed beside.

`python -m bench.docket` runs it alone, on the database DATABASE_URL names, else on SQLite.
"""

import html
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

ROUNDS, WARM_UP = 20, 5
SIZES = {100: 3.0, 1_000: 1.5, 10_000: 1.5}  # entries, and how many times the floor at most
LONG, MOST_MIB = 60_000, 64
WORDS = (
    "Motion for Relief from Stay, RS # CL-{n}. Real Property at {n} Example Street & Fee Amount $199, "
    "Filed by Ann Ray of Ray & Ray on behalf of Acme Bank. (Attachments: # 1 Exhibit A # 2 Proposed Order) "
    '(related document(s) {n} "Voluntary Petition") (Ray, Ann) (Entered: 11/24/2026)'
)


def figures() -> list[dict]:
    """Measure on the configured database; beside PostgreSQL, SQLite in a process of its own."""
    from django.db import connection

    shelf = Shelf(datetime.now(UTC))
    measured = [figure for size in SIZES for figure in _docket(shelf, size)]
    if connection.vendor != "postgresql":
        return measured
    return [*measured, _long(shelf), *_on_sqlite()]


def _docket(shelf: "Shelf", size: int) -> list[dict]:
    """Best of 20, interleaved with the floor: the view, and the whole request."""
    visit, floor = shelf.opened(size), Floor(shelf.rows(size))
    views, wholes, floors = [], [], []
    for _ in range(WARM_UP + ROUNDS):
        views.append(_timed(visit.view))
        floors.append(_timed(floor.page))
        wholes.append(_timed(visit.read))
    floor.close()
    view, whole, bare = (min(times[WARM_UP:]) for times in (views, wholes, floors))
    name = f"docket report of {size:,} entries"
    return [_figure(name, view, bare, SIZES[size]), _figure(f"{name}, whole request", whole, bare, None)]


def _figure(name: str, seconds: float, bare: float, most: float | None) -> dict:
    from django.db import connection

    has_goal = most is not None and connection.vendor == "postgresql"
    return {
        "name": name if connection.vendor == "postgresql" else f"{name}, SQLite",
        "value": round(seconds * 1000, 3),
        "floor": round(bare * 1000, 3),
        "ratio": round(seconds / bare, 2),
        "goal": f"at most {most:g} x" if has_goal else "none, printed beside",
        "met": seconds <= most * bare if has_goal else None,
        "unit": "ms",
    }


def _long(shelf: "Shelf") -> dict:
    """Stream a long docket in a fresh process and ask how much memory it took."""
    environment = os.environ | {"BENCH_DOCKET": json.dumps(shelf.sold(LONG))}
    child = subprocess.run(
        [sys.executable, "-m", "bench.docket", "--stream"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(child.stdout)
    return {
        "name": f"memory of a docket report of {LONG:,} entries, streamed, above idle",
        "value": told["mib"],
        "floor": None,
        "ratio": None,
        "goal": f"at most {MOST_MIB} MiB",
        "met": told["mib"] <= MOST_MIB and told["rows"] == LONG,
        "unit": "MiB",
    }


def _on_sqlite() -> list[dict]:
    with tempfile.TemporaryDirectory(prefix="openecf-bench-") as data:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        child = subprocess.run(
            [sys.executable, "-m", "bench.docket"],
            env=environment | {"OPENECF_DATA": data},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(child.stdout)


class Shelf:
    """A court, a reader who is signed on, and bought dockets of any size."""

    def __init__(self, at: datetime):
        """Make the court and the reader by their acts and rows."""
        from openecf.courthouse.courts import creation, routing
        from openecf.courthouse.people.models import Person

        self.at = at
        self.court = routing.court_by_id("casb") or creation.create_court("casb", at=at)
        self.person = Person.objects.create(
            court=self.court, iss="bench", sub=f"bench-{at.isoformat()}", username="pat", first_seen_at=at
        )
        self.key, self.viewer = self._sign_on()
        self.cases: dict[int, object] = {}

    def opened(self, size: int) -> "Visit":
        """Buy a docket of so many entries and return a browser that opens it."""
        visit = Visit(**self.sold(size))
        if visit.rows() != size or visit.view() != visit.read():
            raise AssertionError("the page does not show every entry")
        return visit

    def sold(self, size: int) -> dict[str, str]:
        """Buy a docket of so many entries; return where it is, and whose browser opens it."""
        from openecf.courthouse.access import counter
        from openecf.courthouse.access.reports.docket import DocketReport
        from openecf.courthouse.cases import numbers

        wanted = DocketReport(numbers.short(self._case(size)))
        quoted = counter.quote(self.viewer, wanted, at=self.at)
        served = counter.serve(self.viewer, quoted.id, client_code="", at=self.at)
        return {"receipt": served.receipt.number, "key": self.key}

    def rows(self, size: int):
        """Return the queryset of the same rows and columns."""
        from openecf.courthouse.access.reports import docket
        from openecf.courthouse.cases import numbers

        case = self._case(size)
        wanted = docket.DocketReport(numbers.short(case), upto=size)
        return docket.entries(self.viewer, case, wanted).values_list(*docket.COLUMNS)

    def _sign_on(self):
        from openecf.courthouse.people.models import SignOn
        from openecf.courthouse.people.viewer import viewer_for
        from openecf.foundation.references import digest, new_token

        key = new_token()[:32]
        facts = {"acr": "pwd", "auth_time": self.at, "made_at": self.at, "seen_at": self.at}
        SignOn.objects.create(key_hash=digest(key), person=self.person, sid=key, **facts)
        return key, viewer_for(key, self.court, at=self.at)

    def _case(self, size: int):
        if size not in self.cases:
            self.cases[size] = self._filled(size)
            _let_the_planner_know()
        return self.cases[size]

    def _filled(self, size: int):
        """Make a case with so many entries, four in five with a document of some pages."""
        from openecf.courthouse.cases import opening
        from openecf.courthouse.cases.models import Case, Party
        from openecf.courthouse.cases.opening import NewCase

        new = NewCase("Jane Doe", chapter="7", judge="Christopher Latham", judge_initials="CL")
        case = opening.open_case(self.court, new, at=self.at)
        for role, last in (
            ("Debtor", "Doe"),
            ("Trustee", "Tully"),
            ("U.S. Trustee", "United States Trustee"),
        ):
            Party.objects.create(
                case=case, role=role, name=f"Jane {last}", last_name=last, address="1 Example St"
            )
        self._enter(case, size)
        Case.objects.filter(pk=case.pk).update(last_position=size, last_number=size)
        return Case.objects.select_related("court").get(pk=case.pk)

    def _enter(self, case, size: int) -> None:
        from openecf.courthouse.docket.models import DocketEntry, EntryDocument
        from openecf.courthouse.documents.models import Document
        from openecf.foundation.references import new_public_id

        entries = DocketEntry.objects.bulk_create(
            [
                DocketEntry(
                    case=case,
                    position=place,
                    number=place,
                    event="relief_from_stay",
                    text=WORDS.format(n=place),
                    filed_date=(self.at - timedelta(days=(size - place) % 700)).date(),
                    entered_at=self.at,
                    signature="Ray, Ann",
                )
                for place in range(1, size + 1)
            ],
            batch_size=2000,
        )
        with_paper = [entry for entry in entries if entry.number % 5]
        papers = Document.objects.bulk_create(
            [
                Document(
                    court=self.court,
                    public_id=new_public_id(),
                    digest="0" * 64,
                    size_bytes=1,
                    pages=entry.number % 40 + 1,
                    filename="motion.pdf",
                    accepted_at=self.at,
                )
                for entry in with_paper
            ],
            batch_size=2000,
        )
        EntryDocument.objects.bulk_create(
            [
                EntryDocument(
                    entry=entry, document=paper, part=0, description="Main", doc_id=f"9991{paper.pk:08d}"
                )
                for entry, paper in zip(with_paper, papers, strict=True)
            ],
            batch_size=2000,
        )


@dataclass
class Visit:
    """A browser that opens a bought docket: the view alone, or the WSGI application as a server calls it."""

    receipt: str
    key: str

    def __post_init__(self):
        """Build the application once, as a server does, and a request that the middlewares are done with."""
        from django.core.handlers.wsgi import WSGIRequest
        from django.core.wsgi import get_wsgi_application
        from django.urls import set_script_prefix, set_urlconf

        from openecf.courthouse.courts import routing
        from openecf.courthouse.people.viewer import viewer_for
        from openecf.faces.court.reports import receipts
        from openecf.faces.street import book

        self.application, self.receipts = get_wsgi_application(), receipts
        self.request = WSGIRequest(self._environ())
        self.request.site, self.request.at = book.site("casb"), datetime.now(UTC)
        self.request.court = routing.court_by_id("casb")
        self.request.viewer = viewer_for(self.key, self.request.court, at=self.request.at)
        self._mount = lambda: (set_urlconf(self.request.site.urlconf), set_script_prefix("/casb"))

    def view(self) -> int:
        """Call the view with a request as the last middleware hands it on; return the bytes of its answer."""
        self._mount()
        return sum(map(len, self.receipts.receipt(self.request, self.receipt)))

    def read(self) -> int:
        """Read the page through the whole stack and return its bytes."""
        return sum(map(len, self._pieces()))

    def rows(self) -> int:
        """Read the page and return how many entries it shows."""
        return sum(piece.count(b'<tr><td data-label="Filed"') for piece in self._pieces())

    def _pieces(self) -> Iterator[bytes]:
        said = []
        answer = self.application(self._environ(), lambda status, headers: said.append(status))
        yield from answer
        answer.close()
        if said != ["200 OK"]:
            raise AssertionError(said)

    def _environ(self) -> dict:
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": f"/casb/reports/receipts/{self.receipt}/",
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_COOKIE": f"casb_sessionid={self.key}",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": sys.stdin.buffer,
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
        }


class Floor:
    """The least a page of these rows can cost: one query on the bare driver, html.escape, one join."""

    def __init__(self, rows):
        """Open a connection of the driver's own, with none of Django's converters."""
        self.sql, self.parameters = rows.query.sql_with_params()
        self.connection = _bare_connection()
        if self.connection.__class__.__module__.startswith("sqlite3"):
            self.sql = self.sql.replace("%s", "?")

    def page(self) -> int:
        """Fetch and draw the rows; return the bytes."""
        rows = self.connection.execute(self.sql, self.parameters).fetchall()
        return len("".join([self._row(*row) for row in rows]).encode())

    def _row(self, number, filed, text, restricted, opinion, doc_id, pages) -> str:
        link = f'<a href="/casb/documents/{doc_id}/">' if doc_id else ""
        end = "</a>" if doc_id else ""
        return (
            f'<tr><td data-label="Filed">{filed}</td><td data-label="No.">{link}{number}{end}</td>'
            f'<td data-label="Docket text">{html.escape(text)}</td>'
            f'<td data-label="Document">{link}PDF, {pages} pages{end}</td></tr>\n'
        )

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def _bare_connection():
    from django.db import connection

    wired = connection.settings_dict
    if connection.vendor != "postgresql":
        import sqlite3

        return sqlite3.connect(wired["NAME"], isolation_level=None)
    import psycopg

    return psycopg.connect(
        host=wired["HOST"],
        port=wired["PORT"],
        user=wired["USER"],
        password=wired["PASSWORD"],
        dbname=wired["NAME"],
        autocommit=True,
    )


def _let_the_planner_know() -> None:
    """Gather statistics, as a running court's database does by itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _stream() -> dict:
    """Read the long docket after a short warm-up; return its rows and the memory above idle."""
    import django

    django.setup()
    visit = Visit(**json.loads(os.environ["BENCH_DOCKET"]))
    from django.urls import get_resolver, resolve  # noqa: F401

    idle = _memory("VmRSS")
    rows = visit.rows()
    return {"rows": rows, "mib": round((_memory("VmHWM") - idle) / 1024, 1)}


def _memory(line: str) -> int:
    with open("/proc/self/status") as status:
        return next(int(row.split()[1]) for row in status if row.startswith(f"{line}:"))


def _alone() -> None:
    from bench.__main__ import prepare

    if "--stream" in sys.argv:
        print(json.dumps(_stream()))
        return
    if "OPENECF_DATA" in os.environ:
        prepare(os.environ["OPENECF_DATA"])
        print(json.dumps(figures()))
        return
    with tempfile.TemporaryDirectory(prefix="openecf-bench-") as data:
        prepare(data)
        print(json.dumps(figures(), indent=2))


if __name__ == "__main__":
    _alone()
