"""Writing rows of several tables together: on PostgreSQL in one statement, so that a case is held briefly.

Rooms say which rows an act makes; here they are written. On SQLite they are inserted one after another.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.db import connection, models


@dataclass(frozen=True)
class Taken:
    """Stands in a row for a number that the counter gives at the moment of writing."""

    column: str
    given: bool = True  # False: the row gets none


@dataclass(frozen=True)
class Counter:
    """The row whose numbers are taken, by one UPDATE, while a condition holds (`{}` are its parameters)."""

    row: models.Model
    steps: Mapping[str, int]
    condition: str = "TRUE"
    parameters: Sequence[object] = field(default_factory=tuple)


def write(counter: Counter, rows: Sequence[models.Model]) -> bool:
    """Take the numbers and insert the rows; parents come before their children.

    A row may refer to an earlier one that is the only one of its table here. Keys and numbers are set on rows
    that are alone of their table. Returns False, and writes nothing, when the counter's condition fails.
    """
    groups = _grouped(rows)
    if connection.vendor == "postgresql":
        return _in_one_statement(counter, groups)
    return _one_after_another(counter, groups)


def _grouped(rows: Sequence[models.Model]) -> list[list[models.Model]]:
    groups: dict[type, list[models.Model]] = {}
    for row in rows:
        groups.setdefault(type(row), []).append(row)
    return list(groups.values())


def _in_one_statement(counter: Counter, groups: list[list[models.Model]]) -> bool:
    shape, values = _shape_and_values(counter, groups)
    answer = _run(_statement(shape), values)
    if answer is None:
        return False
    taken = dict(zip(counter.steps, answer, strict=False))
    for group, key in zip(groups, answer[len(taken) :], strict=True):
        if len(group) == 1:
            group[0].pk = key
            _fill(group[0], taken)
    return True


@dataclass(frozen=True)
class _Insert:
    """One table of a statement: where each column comes from. `many` rows come as one JSON parameter."""

    model: type[models.Model]
    sources: tuple[str, ...]  # "": a parameter; else an expression
    many: bool


@dataclass(frozen=True)
class _Shape:
    """What a statement's text depends on."""

    table: str
    steps: tuple[str, ...]
    condition: str
    inserts: tuple[_Insert, ...]


def _shape_and_values(counter: Counter, groups) -> tuple[_Shape, list]:
    values = [*counter.steps.values(), counter.row.pk, *counter.parameters]
    places = {id(group[0]): place for place, group in enumerate(groups) if len(group) == 1}
    inserts = []
    for group in groups:
        many = len(group) > 1
        fields = _fields(type(group[0]))
        sources = tuple(_source(group[0], each, places) for each in fields)
        given = [each for each, source in zip(fields, sources, strict=True) if not source]
        values += [_as_json(given, group)] if many else [_prepared(each, group[0]) for each in given]
        inserts.append(_Insert(type(group[0]), sources, many))
    shape = _Shape(counter.row._meta.db_table, tuple(counter.steps), counter.condition, tuple(inserts))
    return shape, values


def _prepared(each: models.Field, row: models.Model) -> object:
    """Return a value as the driver takes it; all but JSON it takes as it is."""
    value = row.__dict__[each.attname]
    return each.get_db_prep_save(value, connection) if isinstance(each, models.JSONField) else value


def _as_json(given: Sequence[models.Field], group: Sequence[models.Model]) -> str:
    """Return many rows as one parameter, so that the statement is the same for any number of them."""
    rows = [{each.column: row.__dict__[each.attname] for each in given} for row in group]
    return json.dumps(rows, default=str)


def _source(row: models.Model, each: models.Field, places: Mapping[int, int]) -> str:
    """Return the expression a column's value comes from; empty for a parameter."""
    if each.is_relation:
        parent = each.get_cached_value(row, default=None)
        return f"r{places[id(parent)]}.id" if id(parent) in places and parent.pk is None else ""
    value = row.__dict__[each.attname]
    if isinstance(value, Taken):
        return f"c.{value.column}" if value.given else "NULL::integer"
    return ""


@cache
def _statement(shape: _Shape) -> str:
    """Write the common table expression: the counter first, then each table from what it refers to."""
    steps = ", ".join(f"{column} = {column} + %s" for column in shape.steps)
    returned = ", ".join(shape.steps)
    parts = [
        f"c AS (UPDATE {shape.table} SET {steps} WHERE id = %s AND ({shape.condition}) RETURNING {returned})"
    ]
    parts += [f"r{place} AS ({_insert(one)})" for place, one in enumerate(shape.inserts)]
    keys = "".join(f", (SELECT min(id) FROM r{place})" for place in range(len(shape.inserts)))
    return f"WITH {', '.join(parts)} SELECT {', '.join(f'c.{name}' for name in shape.steps)}{keys} FROM c"


def _insert(one: _Insert) -> str:
    fields = _fields(one.model)
    table, columns = one.model._meta.db_table, ", ".join(_quoted(each) for each in fields)
    given = [each for each, source in zip(fields, one.sources, strict=True) if not source]
    cells = [
        source or (f"v.{_quoted(each)}" if one.many else f"%s::{_type(each)}")
        for each, source in zip(fields, one.sources, strict=True)
    ]
    tables = sorted({"c"} | {source.split(".")[0] for source in one.sources if source.startswith("r")})
    if one.many:
        columns_given = ", ".join(f"{_quoted(each)} {_type(each)}" for each in given)
        tables.append(f"jsonb_to_recordset(%s::jsonb) AS v({columns_given})")
    return f"INSERT INTO {table} ({columns}) SELECT {', '.join(cells)} FROM {', '.join(tables)} RETURNING id"


def _one_after_another(counter: Counter, groups: list[list[models.Model]]) -> bool:
    steps = ", ".join(f"{column} = {column} + %s" for column in counter.steps)
    sql = (
        f"UPDATE {counter.row._meta.db_table} SET {steps} WHERE id = %s AND ({counter.condition}) "
        f"RETURNING {', '.join(counter.steps)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*counter.steps.values(), counter.row.pk, *counter.parameters])
        answer = cursor.fetchone()
    if answer is None:
        return False
    taken = dict(zip(counter.steps, answer, strict=True))
    for group in groups:
        for row in group:
            _fill(row, taken)
            _refer(row)
        type(group[0]).objects.bulk_create(group)
    return True


def _fill(row: models.Model, taken: Mapping[str, int]) -> None:
    """Put the numbers that were taken in the place of what stood for them."""
    for each in _fields(type(row)):
        value = row.__dict__.get(each.attname)
        if isinstance(value, Taken):
            setattr(row, each.attname, taken[value.column] if value.given else None)


def _refer(row: models.Model) -> None:
    """Take over the keys of rows that were written before this one."""
    for each in _fields(type(row)):
        if each.is_relation and (parent := each.get_cached_value(row, default=None)) is not None:
            setattr(row, each.attname, parent.pk)


@cache
def _fields(model: type[models.Model]) -> tuple[models.Field, ...]:
    return tuple(each for each in model._meta.concrete_fields if not each.primary_key)


def _quoted(each: models.Field) -> str:
    return connection.ops.quote_name(each.column)


def _type(each: models.Field) -> str:
    kind = each.db_type(connection)
    return "text" if kind.startswith("varchar") else kind  # a cast to varchar would cut silently


def _run(sql: str, values: Sequence[object]) -> tuple | None:
    """Run a statement with parameters bound on the server, so that it is planned once and not each time."""
    from psycopg import Cursor

    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        return cursor.execute(sql, values).fetchone()
