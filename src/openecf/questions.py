"""Questions asked on each request: the ORM puts them into SQL once, PostgreSQL plans them once.

Writing the SQL of a joined query takes the ORM five to ten times as long as the database takes to answer it.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

_STANDING_FOR = {  # what stands for a value while the SQL is written; no real value is like it
    str: lambda place: f"\x02blank {place}\x02",
    int: lambda place: 2_000_000_011 + place,
    datetime: lambda place: datetime(2, 1, 1, tzinfo=UTC) + timedelta(days=place),
}


class Question:
    """A query with blanks. `build` gets what stands for each blank and returns a values_list queryset."""

    def __init__(self, build: Callable[..., QuerySet], **blanks: type):
        """Name the blanks and their types: str, int or datetime. The SQL is written when first asked."""
        self._build, self._blanks = build, blanks
        self._kept = threading.local()

    def ask(self, **values: object) -> list[tuple]:
        """Fill in the blanks and return the rows."""
        written = self._written()
        filled = [
            _as_driver_takes(values[part.name]) if isinstance(part, _Blank) else part
            for part in written.parts
        ]
        with cursor() as asked:
            asked.execute(written.sql, filled)
            rows = asked.fetchall()
        if written.converters:
            return [tuple(row) for row in written.compiler.apply_converters(rows, written.converters)]
        return rows

    def _written(self) -> "_Written":
        """Return the question in SQL, for this thread's connection."""
        if getattr(self._kept, "vendor", None) != connection.vendor:
            self._kept.written, self._kept.vendor = self._write(), connection.vendor
        return self._kept.written

    def _write(self) -> "_Written":
        standing = {
            name: _STANDING_FOR[kind](place) for place, (name, kind) in enumerate(self._blanks.items())
        }
        compiler = self._build(**standing).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        blanks = {_as_driver_takes(value): _Blank(name) for name, value in standing.items()}
        parts = [blanks.get(one, one) for one in parameters]
        if {part for part in parts if isinstance(part, _Blank)} != set(blanks.values()):
            raise ValueError(f"not every blank is in the question: {sql}")
        converters = compiler.get_converters([one[0] for one in compiler.select])
        return _Written(sql, parts, compiler, converters)


@dataclass(frozen=True)
class _Blank:
    name: str


@dataclass(frozen=True)
class _Written:
    sql: str
    parts: list
    compiler: object
    converters: dict


def _as_driver_takes(value: object) -> object:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def cursor():
    """Return a cursor that binds on the server, so that PostgreSQL keeps the plan; logged as others are."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    from psycopg import Cursor

    connection.ensure_connection()
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return wrap(Cursor(connection.connection))
