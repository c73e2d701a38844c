"""The database's own refusal to change or delete a line of the trail."""

_REFUSAL = "The audit trail is append-only."
_TABLE = "audit_logentry"
_SQLITE = {
    f"{_TABLE}_no_{act.lower()}": (
        f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_no_{act.lower()} BEFORE {act} ON {_TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )
    for act in ("UPDATE", "DELETE")
}
_POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION {_TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"DROP TRIGGER IF EXISTS {_TABLE}_append_only ON {_TABLE}",
    f"CREATE TRIGGER {_TABLE}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {_TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {_TABLE}_refuse()",
)


def guard(connection) -> None:
    """Make the database refuse UPDATE and DELETE of the trail; safe to repeat."""
    statements = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE.values()
    _run(connection, statements)


def unguard(connection) -> None:
    """Take the refusal away: only to undo the migration, or to empty a test database."""
    if connection.vendor == "postgresql":
        _run(connection, [f"DROP TRIGGER IF EXISTS {_TABLE}_append_only ON {_TABLE}"])
    else:
        _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE])


def _run(connection, statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
