"""Tables for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A CSV file line by line, with the mark by which spreadsheets know that it is UTF-8."""
    columns = list(columns)
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([cell(row[column]) for column in columns])


def cell(value: Any) -> str:
    """SECURITY: a text that a spreadsheet would take for a formula gets an apostrophe before it.

    So does one that begins with an apostrophe of its own, so that `uncell` gives back every text as it was.
    """
    text = "" if value is None else str(value)
    return "'" + text if text.startswith((*DANGEROUS, "'")) else text


def uncell(text: str) -> str:
    """The value that `cell` wrote; whoever typed a value into a spreadsheet by hand need not know of the apostrophe."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*DANGEROUS, "'")) else text


class Echo:
    """A file that gives back what is written to it, so that rows can be sent as they are made."""

    def write(self, line: str) -> str:
        return line
