"""Reading the tables that people send in: every row either becomes plain values or gets a sentence of its own."""

import csv
import io
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from knowledge.exports import uncell
from network.core.errors import DomainError

MOST_ROWS = 5_000
LARGEST = 10_000_000  # bytes


class Row(NamedTuple):
    """A line of a table: where it stands in the file, its values by column, and what is wrong with its shape."""

    line: int
    values: dict[str, str]
    problem: str = ""


def read_table(content: bytes, *, required: Collection[str], known: Collection[str]) -> list[Row]:
    """The rows of a CSV file as this site and spreadsheets write it, with commas or semicolons.

    DomainError for a file that is no such table at all. Columns that are missing stay missing; empty lines are skipped.
    """
    lines = io.StringIO(text_of(content), newline="")
    first = lines.readline()
    lines.seek(0)
    reader = csv.reader(lines, delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    rows: list[Row] = []
    head: list[str] = []
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not head:
                head = checked_head([cell.strip().lower() for cell in cells], required, known)
            elif any(cell.strip() for cell in cells):
                rows.append(row_of(line, head, cells))
            if len(rows) > MOST_ROWS:
                raise DomainError(_("This table has more than %(number)s rows. Split it.") % {"number": MOST_ROWS})
    except csv.Error as problem:
        message = _("Line %(line)s cannot be read: a quotation mark is open or out of place.")
        raise DomainError(message % {"line": before + 1}) from problem
    if not head:
        raise DomainError(_("This file is empty."))
    return rows


def text_of(content: bytes) -> str:
    if len(content) > LARGEST:
        raise DomainError(_("This file is too large for a table of recommendations."))
    if b"\x00" in content:
        raise DomainError(_("This is not a CSV file. Save the table as “CSV UTF-8” and send it again."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DomainError(_("This is not a CSV file. Save the table as “CSV UTF-8” and send it again.")) from problem


def checked_head(head: list[str], required: Collection[str], known: Collection[str]) -> list[str]:
    missing = [name for name in required if name not in head]
    unknown = [name for name in head if name not in known]
    twice = sorted({name for name in head if head.count(name) > 1})
    if missing:
        raise DomainError(_("The first line lacks: %(names)s.") % {"names": ", ".join(missing)})
    if unknown:
        raise DomainError(
            _("The first line names columns that are not ours: %(names)s.") % {"names": ", ".join(unknown)}
        )
    if twice:
        raise DomainError(_("The first line names a column twice: %(names)s.") % {"names": ", ".join(twice)})
    return head


def row_of(line: int, head: list[str], cells: list[str]) -> Row:
    if len(cells) > len(head) and any(cells[len(head) :]):
        return Row(line, {}, _("This row has more cells than the first line has names."))
    filled = [*cells, *[""] * (len(head) - len(cells))]
    return Row(line, {name: uncell(cell) for name, cell in zip(head, filled, strict=False)})


def day_of(text: str) -> date | None:
    """A day as 2026-03-31; None for nothing; DomainError, with a sentence, for anything else."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as problem:
        raise DomainError(_("Write the day as 2026-03-31, not as “%(text)s”.") % {"text": text[:40]}) from problem
