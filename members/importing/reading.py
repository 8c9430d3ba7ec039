import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from network.core.errors import DomainError

from .columns import BY_NAME, COLUMNS, REQUIRED

MOST_ROWS = 2000
FORMULA = re.compile(r"^[=@]|^[+\-](?![\d\s(])")
FORMULA_CELL = "\0formula"
"""Stands for a cell that computes: its text is nobody's text."""


@dataclass
class Table:
    """Rows as they stood in the file: (number in the file, column → text). `notes` are about the file as a whole."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_table(name: str, content: bytes, *, was_converted: bool = False) -> Table:
    """Read a CSV or XLSX file that the upload check has passed. DomainError with a sentence when it is no such table."""
    lines = sheet_lines(content) if name.lower().endswith(".xlsx") else csv_lines(content)
    numbered = [(number, cells) for number, cells in enumerate(lines, start=1) if any(cell.strip() for cell in cells)]
    if not numbered:
        raise DomainError(_("This table is empty."))
    table = Table()
    headings = read_headings(numbered[0][1], table)
    if len(numbered) - 1 > MOST_ROWS:
        raise DomainError(
            _("This table has %(number)d rows; at most %(most)d are possible at once. Divide it.")
            % {"number": len(numbered) - 1, "most": MOST_ROWS}
        )
    for number, cells in numbered[1:]:
        padded = [*cells, *[""] * len(headings)]
        table.rows.append((number, {heading: padded[at].strip() for at, heading in headings.items()}))
    if was_converted:
        table.notes.append(
            _("This file was not saved as UTF-8. We have converted it: look whether the letters are right.")
        )
    return table


def read_headings(cells: list[str], table: Table) -> dict[int, str]:
    """Where which column stands. What is not ours is named and left out; what is missing ends the reading."""
    found = {at: cell.strip().lower().replace(" ", "_") for at, cell in enumerate(cells)}
    headings = {at: heading for at, heading in found.items() if heading in BY_NAME}
    missing = [heading for heading in REQUIRED if heading not in headings.values()]
    if missing:
        raise DomainError(
            _("The first row must name the columns. Missing: %(missing)s. Use the template.")
            % {"missing": ", ".join(missing)}
        )
    if len(set(headings.values())) < len(headings):
        raise DomainError(_("A column stands twice in this table. Take one of them out."))
    strange = [cell.strip()[:40] for at, cell in enumerate(cells) if at not in headings and cell.strip()]
    if strange:
        table.notes.append(_("These columns are unknown and were left out: %(names)s.") % {"names": ", ".join(strange)})
    return headings


def csv_lines(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig").replace("\0", "")
    first = text.partition("\n")[0]
    divider = max(",;\t", key=first.count)
    csv.field_size_limit(1_000_000)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=divider))
    except csv.Error as problem:
        raise DomainError(_("This CSV file cannot be read. Save it anew from your spreadsheet.")) from problem


def sheet_lines(content: bytes) -> list[list[str]]:
    """The first sheet. Cells that compute are marked: what they show depends on the program that opens them."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 50, max_col=len(COLUMNS) + 20)
        return [[cell_text(cell) for cell in row] for row in rows]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError) as problem:
        raise DomainError(_("This spreadsheet cannot be read. Save it anew as .xlsx or as CSV.")) from problem


def cell_text(cell: Any) -> str:
    if cell.data_type == "f":
        return FORMULA_CELL
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
