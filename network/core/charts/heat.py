"""A table whose cells are shaded by their value: where, when, how much — at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .data import Number, Table, TableRow, at, clipped, finite, short, summary, written

HEAD = 24
CELL = 40
NAMES = 30.0  # per cent of the width for the names of the rows
SHADES = 5


@dataclass(frozen=True)
class Cell:
    x: str
    width: str
    text_x: str
    value: str
    shade: int
    name: str
    is_missing: bool

    @property
    def is_dark(self) -> bool:
        return self.shade >= 4


@dataclass(frozen=True)
class HeatRow:
    label: str
    y: str
    text_y: str
    cells: list[Cell]


@dataclass(frozen=True)
class HeatHead:
    x: str
    label: str


@dataclass(frozen=True)
class HeatDrawing:
    height: int
    cell_height: int
    heads: list[HeatHead]
    rows: list[HeatRow]


@dataclass(frozen=True)
class HeatChart:
    """`values[row][column]`, in the order of `rows` and `columns`; None was not reported."""

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[Number | None]]
    unit: str = ""
    note: str = ""

    @cached_property
    def grid(self) -> list[list[float | None]]:
        """The values, each row as long as there are columns."""
        return [
            [finite(row[place]) if place < len(row) else None for place in range(len(self.columns))]
            for row in self.values
        ]

    @cached_property
    def known(self) -> list[float]:
        return [value for row in self.grid for value in row if value is not None]

    @property
    def is_empty(self) -> bool:
        return not self.known

    @property
    def summary(self) -> str:
        return summary(self.known, self.unit)

    @property
    def table(self) -> Table:
        rows = [
            TableRow(str(label), [written(value) for value in row])
            for label, row in zip(self.rows, self.grid, strict=False)
        ]
        return Table([str(column) for column in self.columns], rows)

    def drawing(self) -> HeatDrawing:
        width = (100 - NAMES) / max(len(self.columns), 1)
        letters = max(3, round(56 / max(len(self.columns), 1)))
        heads = [
            HeatHead(at(NAMES + (place + 0.5) * width), clipped(str(column), letters))
            for place, column in enumerate(self.columns)
        ]
        rows = [
            HeatRow(
                clipped(str(label), 16),
                at(HEAD + place * CELL),
                at(HEAD + place * CELL + CELL / 2 + 5),
                [self.cell(str(label), number, value, width) for number, value in enumerate(row)],
            )
            for place, (label, row) in enumerate(zip(self.rows, self.grid, strict=False))
        ]
        return HeatDrawing(HEAD + CELL * len(rows), CELL, heads, rows)

    def cell(self, label: str, column: int, value: float | None, width: float) -> Cell:
        return Cell(
            x=at(NAMES + column * width),
            width=at(width),
            text_x=at(NAMES + (column + 0.5) * width),
            value="—" if value is None else short(value),
            shade=0 if value is None else self.shade(value),
            name=f"{label}, {self.columns[column]}: {written(value)}",
            is_missing=value is None,
        )

    def shade(self, value: float) -> int:
        """0 for the lowest, 5 for the highest; zero and equal values are pale."""
        low, high = min(0.0, *self.known, 0.0), max(self.known)
        if high <= low:
            return 0
        return round((value - low) / (high - low) * SHADES)
