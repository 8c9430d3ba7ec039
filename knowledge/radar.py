"""Two views of the same questions laid over each other as a net: where the shapes part, the views part."""

import math
from dataclasses import dataclass
from functools import cached_property

from network.core.charts.data import SeriesChart, at, tone, written

SIZE = 320
CENTRE = SIZE / 2
RADIUS = 118
NAMES = RADIUS + 20
BELOW = 34  # room for the names of the lowest spokes
FEWEST = 3
"""With fewer questions there is no net to draw."""


@dataclass(frozen=True)
class Spoke:
    name: str  # a number; the list beside the picture says what it stands for
    x: str
    y: str
    text_x: str
    text_y: str


@dataclass(frozen=True)
class Mark:
    x: str
    y: str
    name: str


@dataclass(frozen=True)
class Shape:
    """One view: its outline, open where a question has no rating, and its marks, which differ in form, not only colour."""

    tone: str
    form: str  # circle | square
    outline: str
    area: str
    marks: list[Mark]


@dataclass(frozen=True)
class RadarDrawing:
    size: int
    height: str
    rings: list[str]
    spokes: list[Spoke]
    shapes: list[Shape]


@dataclass(frozen=True)
class RadarChart(SeriesChart):
    """Values from 0 to `most` on one spoke per label; None leaves the net open at that spoke."""

    most: int = 4

    @property
    def is_drawable(self) -> bool:
        return len(self.labels) >= FEWEST and not self.is_empty

    @property
    def keys(self) -> list[tuple[str, str]]:
        """What the numbers at the spokes stand for; a label that begins with its number says it once."""
        return [(str(number), label.removeprefix(f"{number}. ")) for number, label in enumerate(self.labels, start=1)]

    def place(self, spoke: int, value: float, reach: float = RADIUS) -> tuple[float, float]:
        angle = 2 * math.pi * spoke / len(self.labels) - math.pi / 2
        distance = reach * value / self.most
        return CENTRE + distance * math.cos(angle), CENTRE + distance * math.sin(angle)

    def point(self, spoke: int, value: float) -> str:
        x, y = self.place(spoke, value)
        return f"{at(x)},{at(y)}"

    @cached_property
    def rings(self) -> list[str]:
        spokes = range(len(self.labels))
        return [" ".join(self.point(spoke, value) for spoke in spokes) for value in range(1, self.most + 1)]

    def spoke(self, number: int) -> Spoke:
        (x, y), (text_x, text_y) = self.place(number, self.most), self.place(number, self.most, NAMES)
        return Spoke(str(number + 1), at(x), at(y), at(text_x), at(text_y + 5))

    def shape(self, number: int, values: list[float | None]) -> Shape:
        label = str(self.series[number].label)
        marks = [
            Mark(*(at(one) for one in self.place(spoke, value)), f"{label}, {spoke + 1}: {written(value)}")
            for spoke, value in enumerate(values)
            if value is not None
        ]
        whole = None not in values
        area = " ".join(self.point(spoke, value) for spoke, value in enumerate(values) if value is not None)
        return Shape(tone(number), ("circle", "square")[number % 2], self.outline(values), area if whole else "", marks)

    def outline(self, values: list[float | None]) -> str:
        """Lines between neighbours that both have a rating."""
        lines = []
        for spoke, value in enumerate(values):
            following = (spoke + 1) % len(values)
            other = values[following]
            if value is not None and other is not None:
                lines.append(f"M{self.point(spoke, value)}L{self.point(following, other)}")
        return "".join(lines)

    def drawing(self) -> RadarDrawing:
        spokes = [self.spoke(number) for number in range(len(self.labels))]
        shapes = [self.shape(number, values) for number, values in enumerate(self.values)]
        lowest = max(self.place(number, self.most)[1] for number in range(len(self.labels)))
        return RadarDrawing(SIZE, at(lowest + BELOW), self.rings, spokes, shapes)
