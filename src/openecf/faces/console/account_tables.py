"""Reading a court's old logins from a CSV file."""

import csv
from pathlib import Path

from openecf.courthouse.people import importing
from openecf.courthouse.people.importing import Row
from openecf.foundation.refusals import Refusal


class NotATable(Refusal):
    """This is not a table of accounts."""


def read(path: Path) -> list[Row]:
    """Return the lines of a file by their numbers in it. Raises NotATable."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _rows(csv.reader(file, strict=True))
    except UnicodeDecodeError as error:
        raise NotATable("The file is not in UTF-8. Save it as CSV in UTF-8, then try again.") from error
    except OSError as error:
        raise NotATable(f"The file can't be read: {error.strerror}.") from error


def _rows(reader) -> list[Row]:
    rows = []
    try:
        columns = [name.strip() for name in next(reader, [])]
        _require_columns(columns)
        before = reader.line_num
        for cells in reader:
            number, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                rows.append(_row(number, columns, cells))
    except csv.Error as error:
        raise NotATable(f"Line {reader.line_num} is not CSV: {error}.") from error
    return rows


def _require_columns(columns: list[str]) -> None:
    unknown = [name for name in columns if name not in importing.COLUMNS]
    missing = [name for name in importing.NEEDED if name not in columns]
    if unknown or missing or len(set(columns)) != len(columns):
        known = ", ".join(importing.COLUMNS)
        raise NotATable(
            f"Line 1 must name the columns, each once, out of: {known}. Needed: login, last_name."
        )


def _row(number: int, columns: list[str], cells: list[str]) -> Row:
    if len(cells) != len(columns):
        raise NotATable(f"Line {number} has {len(cells)} cells; line 1 names {len(columns)} columns.")
    kept_as_is = ("login",)  # any characters, spaces too
    return Row(
        number,
        {
            name: cell if name in kept_as_is else cell.strip()
            for name, cell in zip(columns, cells, strict=True)
        },
    )
