"""Shares of a whole, as a ring with the total in the middle."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from .data import LegendEntry, Point, Table, TableRow, at, finite, localised, short, summary, tone, written

SIZE = 160
RADIUS = 62
AROUND = 2 * math.pi * RADIUS
BREATH = 2.5  # a gap between slices, so that neighbours part without colour too


@dataclass(frozen=True)
class Slice:
    dashes: str
    offset: str
    tone: str
    name: str


@dataclass(frozen=True)
class DonutDrawing:
    size: int
    radius: int
    slices: list[Slice]
    total: str


@dataclass(frozen=True)
class DonutChart:
    """At most six slices are told apart by colour; pass the small ones together as "other"."""

    title: str
    points: Sequence[Point]
    unit: str = ""
    note: str = ""

    @cached_property
    def known(self) -> list[float]:
        return [value for point in self.points if (value := finite(point.value)) is not None]

    @cached_property
    def total(self) -> float:
        """The sum of what can be a share of something; negative figures stand in the table only."""
        return sum(value for value in self.known if value > 0)

    @property
    def is_empty(self) -> bool:
        return not self.known

    @property
    def summary(self) -> str:
        return summary(self.known, self.unit)

    @property
    def legend(self) -> list[LegendEntry]:
        return [
            LegendEntry(str(point.label), tone(number), self.percent(finite(point.value)))
            for number, point in enumerate(self.points)
        ]

    @property
    def table(self) -> Table:
        rows = [
            TableRow(str(point.label), [written(finite(point.value)), self.percent(finite(point.value))])
            for point in self.points
        ]
        return Table([self.unit or _("Number"), _("Share")], rows)

    def percent(self, value: float | None) -> str:
        if value is None or value < 0 or not self.total:
            return "—"
        return localised(100 * value / self.total, 0) + " %"

    def drawing(self) -> DonutDrawing:
        slices = []
        done = 0.0
        for number, point in enumerate(self.points):
            value = finite(point.value)
            if value is None or value <= 0:
                continue
            length = value / self.total * AROUND
            drawn = max(length - BREATH, 0.5) if length < AROUND else length
            name = f"{point.label}: {written(value)}"
            slices.append(Slice(f"{at(drawn)} {at(AROUND - drawn)}", at(-done), tone(number), name))
            done += length
        return DonutDrawing(SIZE, RADIUS, slices, short(self.total))
