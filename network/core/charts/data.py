"""What charts share: points and series, the tables beside the pictures, and how numbers are written."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext as _

Number = int | float | Decimal
COLOURS = 6


@dataclass(frozen=True)
class Point:
    """One value under its label; None means not reported."""

    label: str
    value: Number | None


@dataclass(frozen=True)
class Series:
    label: str
    points: Sequence[Point]


@dataclass(frozen=True)
class TableRow:
    label: str
    cells: list[str]


@dataclass(frozen=True)
class Table:
    columns: list[str]
    rows: list[TableRow]


@dataclass(frozen=True)
class LegendEntry:
    label: str
    tone: str
    value: str = ""


@dataclass(frozen=True)
class SeriesChart:
    """A chart of one or more series over common labels. A label that a series lacks counts as not reported."""

    title: str
    series: Sequence[Series]
    unit: str = ""
    note: str = ""
    axis: str = field(default="", kw_only=True)  # what the labels are: "Country", "Month"

    @cached_property
    def labels(self) -> list[str]:
        return list(dict.fromkeys(str(point.label) for series in self.series for point in series.points))

    @cached_property
    def values(self) -> list[list[float | None]]:
        """For each series its values in the order of `labels`."""
        found = [{str(point.label): finite(point.value) for point in series.points} for series in self.series]
        return [[values.get(label) for label in self.labels] for values in found]

    @cached_property
    def known(self) -> list[float]:
        return [value for row in self.values for value in row if value is not None]

    @property
    def is_empty(self) -> bool:
        return not self.known

    @property
    def summary(self) -> str:
        return summary(self.known, self.unit)

    @property
    def legend(self) -> list[LegendEntry]:
        if len(self.series) < 2:
            return []
        return [LegendEntry(str(series.label), tone(index)) for index, series in enumerate(self.series)]

    @property
    def table(self) -> Table:
        rows = [
            TableRow(label, [written(values[place]) for values in self.values])
            for place, label in enumerate(self.labels)
        ]
        return Table([str(series.label) for series in self.series], rows)


def tone(index: int) -> str:
    """The class that colours the series at `index`; beyond the sixth the colours begin again."""
    return f"s{index % COLOURS + 1}"


def finite(value: Number | None) -> float | None:
    """`value` as a float; NaN and the infinities are no figures and count as not reported."""
    if value is None:
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def written(value: float | None) -> str:
    """A figure in full, in the reader's way of writing numbers."""
    if value is None:
        return _("not reported")
    places = 0 if value == int(value) else 2 if abs(value) < 10 else 1
    return localised(value, places)


def localised(value: float, places: int) -> str:
    """Rounded, grouped, and with a real minus sign; `number_format` by itself would cut instead of round."""
    number = number_format(round(value, places), decimal_pos=places, use_l10n=True, force_grouping=True)
    return number.replace("-", "−", 1)


def short(value: float) -> str:
    """A figure that fits beside a bar: from a million on in words."""
    for size, words in ((1e12, _("{number} trillion")), (1e9, _("{number} billion")), (1e6, _("{number} million"))):
        if abs(value) >= size:
            shrunk = value / size
            if abs(shrunk) >= 1e6:
                return f"{value:.1e}".replace("-", "−", 1)
            places = 0 if abs(shrunk) >= 100 or round(shrunk, 1) == int(shrunk) else 1
            return words.format(number=localised(shrunk, places))
    return written(value)


def clipped(label: str, length: int) -> str:
    return label if len(label) <= length else label[: length - 1].rstrip() + "…"


def summary(known: Sequence[float], unit: str) -> str:
    """One sentence for those who do not see the picture."""
    if not known:
        return _("No figures yet.")
    low, high = written(min(known)), written(max(known))
    return _("{count} figures from {low} to {high} {unit}. The table below lists them.").format(
        count=len(known), low=low, high=high, unit=unit
    )


def at(value: float) -> str:
    """A coordinate for SVG: never localised, never longer than needed."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
