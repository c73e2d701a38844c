"""All figures: one JSON list, or a table for people with --table. Run it by `make bench`."""

import argparse
import importlib
import json
import os
import shutil
import sys
import tempfile

GROUPS = ("docket", "filing", "sign_in", "accounts", "stamp")
COLUMNS = ("name", "value", "floor", "ratio", "unit", "goal", "met")


def main() -> None:
    """Prepare a throw-away installation, measure group by group, print."""
    words = argparse.ArgumentParser(prog="python -m bench")
    words.add_argument("--table", action="store_true")
    words.add_argument("--only", choices=GROUPS)
    chosen = words.parse_args()
    data = tempfile.mkdtemp(prefix="openecf-bench-")
    try:
        figures = measure(data, [chosen.only] if chosen.only else GROUPS)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    print(table(figures) if chosen.table else json.dumps(figures, indent=2))


def measure(data: str, groups) -> list[dict]:
    """Return the figures of each group, telling on stderr where it is."""
    prepare(data)
    figures = []
    for group in groups:
        print(f"measuring {group} ...", file=sys.stderr, flush=True)
        figures += importlib.import_module(f"bench.{group}").figures()
    return figures


def prepare(data: str) -> None:
    """Wire Django to the database of DATABASE_URL (else SQLite in `data`) and migrate it."""
    os.environ["OPENECF_DATA"] = data
    os.environ["OPENECF_TESTING"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openecf.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def table(figures: list[dict]) -> str:
    """Lay the figures out in columns."""
    rows = [COLUMNS, *([_shown(figure[column]) for column in COLUMNS] for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _shown(value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return "-" if value is None else str(value)


if __name__ == "__main__":
    main()
