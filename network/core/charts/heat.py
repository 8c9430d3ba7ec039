"""A table whose cells are shaded by their value: where, when, how much — at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .data import Number, Table, TableRow, at, clipped, finite, short, summary, written

HEAD = 24
LINE = 15
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
class Line:
    """One line of a name, and where it stands."""

    y: str
    text: str


@dataclass(frozen=True)
class HeatRow:
    wide: list[Line]
    narrow: list[Line]
    y: str
    text_y: str
    cells: list[Cell]


@dataclass(frozen=True)
class HeatHead:
    x: str
    wide: list[Line]
    narrow: str


@dataclass(frozen=True)
class HeatDrawing:
    height: int
    head_y: str
    cell_height: int
    heads: list[HeatHead]
    rows: list[HeatRow]


@dataclass(frozen=True)
class HeatChart:
    """`values[row][column]`, in the order of `rows` and `columns`; None was not reported.

    `codes` are names of the columns short enough for a phone, where there are any.
    """

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[Number | None]]
    unit: str = ""
    note: str = ""
    codes: Sequence[str] = ()

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
        names = [in_lines(str(column), round(72 / len(self.columns))) for column in self.columns]
        head = HEAD + LINE * (max((len(name) for name in names), default=1) - 1)
        heads = [
            HeatHead(at(NAMES + (place + 0.5) * width), placed(name, head - 9), self.code(place))
            for place, name in enumerate(names)
        ]
        rows = []
        for place, (label, row) in enumerate(zip(self.rows, self.grid, strict=False)):
            top = head + place * CELL
            rows.append(
                HeatRow(
                    beside(str(label), 28, top),
                    beside(str(label), 15, top),
                    at(top),
                    at(top + CELL / 2 + 5),
                    [self.cell(str(label), number, value, width) for number, value in enumerate(row)],
                )
            )
        return HeatDrawing(head + CELL * len(rows), at(head - 9), CELL, heads, rows)

    def code(self, place: int) -> str:
        """What a column is called on a phone."""
        if place < len(self.codes):
            return str(self.codes[place])
        return clipped(str(self.columns[place]), max(3, round(34 / len(self.columns))))

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


def in_lines(name: str, letters: int) -> list[str]:
    """A name on one line or on two; what does not fit on the second is cut off."""
    if len(name) <= letters:
        return [name]
    start = name.rfind(" ", 0, letters + 1)
    if start <= 0:
        return [clipped(name, letters)]
    return [name[:start], clipped(name[start + 1 :], letters)]


def placed(lines: list[str], last: float) -> list[Line]:
    """Lines one above the other, the last one on the line given."""
    return [Line(at(last - LINE * (len(lines) - 1 - place)), text) for place, text in enumerate(lines)]


def beside(name: str, letters: int, top: float) -> list[Line]:
    """The name of a row, in the middle of its height."""
    lines = in_lines(name, letters)
    return placed(lines, top + CELL / 2 + 5 + (len(lines) - 1) * LINE / 2)
