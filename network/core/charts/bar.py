"""Lying bars: labels of any length and script stay readable, on a phone too."""

from dataclasses import dataclass

from .data import SeriesChart, at, clipped, short, tone, written
from .scale import Scale, span

LABEL = 22
BAR = 18
GAP = 16


@dataclass(frozen=True)
class Bar:
    y: str
    text_y: str
    x: str  # in per cent of the width, as is `width`
    width: str
    value: str
    tone: str
    name: str
    is_missing: bool


@dataclass(frozen=True)
class BarRow:
    label: str
    y: str
    bars: list[Bar]


@dataclass(frozen=True)
class BarDrawing:
    height: int
    zero: str
    has_negative: bool
    bar_height: int
    rows: list[BarRow]


@dataclass(frozen=True)
class BarChart(SeriesChart):
    """Compares amounts: one row per label, one bar per series."""

    def drawing(self) -> BarDrawing:
        scale = span(self.known)
        pitch = BAR + 4
        row_height = LABEL + pitch * len(self.series) + GAP
        rows = [
            BarRow(
                clipped(label, 44),
                at(place * row_height + LABEL - 8),
                [
                    bar(
                        scale,
                        values[place],
                        tone(number),
                        place * row_height + LABEL + number * pitch,
                        f"{label} — {series.label}",
                    )
                    for number, (series, values) in enumerate(zip(self.series, self.values, strict=True))
                ],
            )
            for place, label in enumerate(self.labels)
        ]
        return BarDrawing(max(len(rows) * row_height - GAP, 1), at(scale.share(0) * 100), scale.low < 0, BAR, rows)


def bar(scale: Scale, value: float | None, colour: str, y: float, name: str) -> Bar:
    start, end = sorted((scale.share(0) * 100, scale.share(value or 0) * 100))
    return Bar(
        y=at(y),
        text_y=at(y + BAR - 4),
        x=at(start),
        width=at(max(end - start, 0.4)),
        value="—" if value is None else short(value),
        tone=colour,
        name=f"{name}: {written(value)}",
        is_missing=value is None,
    )
