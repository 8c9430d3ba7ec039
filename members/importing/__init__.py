"""Tables of organisations: what they may look like, how they are read, and what is to be said about each row."""

from .columns import COLUMNS, Column
from .reading import MOST_ROWS, Table, read_table
from .rows import check_rows
from .templates import csv_template, xlsx_template

__all__ = ["COLUMNS", "MOST_ROWS", "Column", "Table", "check_rows", "csv_template", "read_table", "xlsx_template"]
