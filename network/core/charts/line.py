"""Lines over time. Gaps where nothing was reported; a lone value is a dot."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .data import SeriesChart, at, clipped, short, tone, written
from .scale import Scale, scale_for

TOP = 22
HEIGHT = 200
FOOT = 26
MOST_DOTS = 24
MOST_LABELS = 6


@dataclass(frozen=True)
class Tick:
    y: str
    text_y: str
    label: str
    is_zero: bool


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    name: str


@dataclass(frozen=True)
class Line:
    tone: str
    pieces: list[str]  # points of polylines in a 100 × HEIGHT box
    dots: list[Dot]


@dataclass(frozen=True)
class AxisLabel:
    x: str
    label: str
    anchor: str


@dataclass(frozen=True)
class LineDrawing:
    height: int
    plot_top: int
    plot_height: int
    label_y: int
    ticks: list[Tick]
    lines: list[Line]
    labels: list[AxisLabel]
    last: Dot | None


@dataclass(frozen=True)
class LineChart(SeriesChart):
    """Shows how amounts change along an ordered axis, usually time."""

    def drawing(self) -> LineDrawing:
        scale = scale_for(self.known)
        ticks = [
            Tick(at(TOP + below(scale, value)), at(TOP + below(scale, value) - 5), short(value), abs(value) < 1e-12)
            for value in scale.ticks
        ]
        lines = [self.line(scale, number) for number in range(len(self.series))]
        return LineDrawing(
            height=TOP + HEIGHT + FOOT,
            plot_top=TOP,
            plot_height=HEIGHT,
            label_y=TOP + HEIGHT + 18,
            ticks=ticks,
            lines=lines,
            labels=self.axis_labels(),
            last=self.last_value(scale) if len(lines) == 1 else None,
        )

    def line(self, scale: Scale, number: int) -> Line:
        values = self.values[number]
        points = [
            (across(place, len(values)), below(scale, value), f"{self.labels[place]}: {written(value)}")
            if value is not None
            else None
            for place, value in enumerate(values)
        ]
        pieces = [
            " ".join(f"{at(x)},{at(y)}" for x, y, _name in run)  # type: ignore[misc]
            for present, run in groupby(points, key=lambda point: point is not None)
            if present
        ]
        alone = is_alone(values)
        dots = [
            Dot(at(point[0]), at(TOP + point[1]), point[2])
            for place, point in enumerate(points)
            if point and (len(values) <= MOST_DOTS or alone[place])
        ]
        return Line(tone(number), [piece for piece in pieces if " " in piece], dots)

    def axis_labels(self) -> list[AxisLabel]:
        total = len(self.labels)
        every = max(1, -(-total // MOST_LABELS))
        shown = [place for place in range(total) if place % every == 0]
        return [
            AxisLabel(
                at(across(place, total)),
                clipped(self.labels[place], 12),
                "middle" if total == 1 else "start" if place == 0 else "end" if place == total - 1 else "middle",
            )
            for place in shown
        ]

    def last_value(self, scale: Scale) -> Dot | None:
        known = [(place, value) for place, value in enumerate(self.values[0]) if value is not None]
        if not known:
            return None
        place, value = known[-1]
        return Dot(at(across(place, len(self.labels))), at(TOP + below(scale, value) - 12), short(value))


def across(place: int, total: int) -> float:
    """Where a label stands, in per cent of the width."""
    return 50.0 if total == 1 else 1.5 + 97 * place / (total - 1)


def below(scale: Scale, value: float) -> float:
    return (1 - scale.share(value)) * HEIGHT


def is_alone(values: Sequence[float | None]) -> list[bool]:
    """Whether a value stands between gaps, where no line could show it."""
    padded = [None, *values, None]
    return [padded[place] is None and padded[place + 2] is None for place in range(len(values))]
