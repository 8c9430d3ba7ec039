"""The map of the five countries: one projection for outlines and markers, places gathered by municipality."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from django.utils.translation import get_language

from network.core.languages import pick

GEO = Path(__file__).resolve().parents[1] / "geo"
WEST, EAST, SOUTH, NORTH = 15.45, 23.3, 39.4, 46.4
WIDTH = 1000
STRETCH = math.cos(math.radians((SOUTH + NORTH) / 2))  # a degree of longitude is shorter than one of latitude
UNITS = WIDTH / ((EAST - WEST) * STRETCH)  # per degree of latitude
HEIGHT = round((NORTH - SOUTH) * UNITS)

# Where a country's name stands clear of its borders: longitude, latitude.
NAME_PLACES = {
    "RS": (20.85, 44.3),
    "BA": (17.0, 44.25),
    "MK": (22.1, 41.62),
    "AL": (20.28, 40.42),
    "ME": (19.15, 43.12),
    "XK": (20.85, 42.55),
}
LINE_HEIGHT = 40
NAME_LETTER = 19
LABEL_LETTER = 11
LABELS = 14


@dataclass(frozen=True)
class Marker:
    """Something at a place. `url` leads to the list of what is there; markers of one place are added together."""

    label: str
    latitude: float | Decimal
    longitude: float | Decimal
    url: str
    country: str = ""
    count: int = 1


@dataclass(frozen=True)
class NameLine:
    text: str
    x: str
    y: str


@dataclass(frozen=True)
class CountryShape:
    code: str
    name: str
    path: str
    url: str
    count: int
    is_current: bool
    name_lines: list[NameLine]


@dataclass(frozen=True)
class Dot:
    label: str
    url: str
    count: int
    x: str
    y: str
    text_y: str
    radius: str
    reach: str  # what a finger hits
    shows_count: bool
    label_x: str
    label_y: str
    shows_label: bool


@dataclass(frozen=True)
class CountryList:
    code: str
    name: str
    url: str
    count: int
    places: list[Marker]


@dataclass(frozen=True)
class RegionMap:
    """`country_urls` says where a country's shape leads, by code; `current` marks the country at hand."""

    markers: Sequence[Marker]
    country_urls: Mapping[str, str]
    current: str = ""

    width = WIDTH
    height = HEIGHT

    @cached_property
    def places(self) -> list[Marker]:
        """One marker a place, the fullest first, so that small ones are drawn on top of them."""
        found: dict[tuple[str, float, float], Marker] = {}
        for marker in self.markers:
            place = (marker.country, round(float(marker.latitude), 3), round(float(marker.longitude), 3))
            known = found.get(place)
            found[place] = replace(known, count=known.count + marker.count) if known else marker
        return sorted(found.values(), key=lambda marker: (-marker.count, str(marker.label)))

    def counted(self, code: str) -> int:
        return sum(marker.count for marker in self.places if marker.country == code)

    @property
    def countries(self) -> list[CountryShape]:
        return [
            CountryShape(
                code,
                name,
                path,
                self.country_urls.get(code, ""),
                self.counted(code),
                code == self.current,
                name_lines(code, name),
            )
            for code, path in outlines()["countries"].items()
            for name in [country_names()[code]]
        ]

    @property
    def neighbours(self) -> list[str]:
        return list(outlines()["neighbours"].values())

    @property
    def kosovo(self) -> NameLine:
        x, y = project(*NAME_PLACES["XK"])
        return NameLine("Косово*" if is_cyrillic() else "Kosovo*", at(x), at(y))

    @property
    def dots(self) -> list[Dot]:
        labels = LabelPlaces()
        for country in self.countries:
            for line in country.name_lines:
                width = NAME_LETTER * len(line.text)
                labels.block(float(line.x) - width / 2, float(line.y) - 30, width, LINE_HEIGHT)
        dots = []
        for marker in self.places:
            x, y = project(float(marker.longitude), float(marker.latitude))
            radius = min(12 + 4 * math.sqrt(max(marker.count - 1, 0)), 36)
            labels.block(x - radius, y - radius, 2 * radius, 2 * radius)
            dots.append((marker, x, y, radius))
        return [
            Dot(
                str(marker.label),
                marker.url,
                marker.count,
                at(x),
                at(y),
                at(y + 7),
                at(radius),
                at(radius + 8),
                radius >= 19,
                at(x + radius + 7),
                at(y + 7),
                labels.take(x + radius + 5, y - 12, LABEL_LETTER * len(str(marker.label)), 26),
            )
            for marker, x, y, radius in dots
        ]

    @property
    def lists(self) -> list[CountryList]:
        return [
            CountryList(
                code,
                name,
                self.country_urls.get(code, ""),
                self.counted(code),
                [m for m in self.places if m.country == code],
            )
            for code, name in country_names().items()
        ]


class LabelPlaces:
    """Hands out room for labels; the first come, the fullest places, are served first."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, float, float, float]] = []
        self.labels = 0

    def block(self, x: float, y: float, width: float, height: float) -> None:
        self.taken.append((x, y, width, height))

    def take(self, x: float, y: float, width: float, height: float) -> bool:
        """Whether the box is free and lies on the map; then it is taken."""
        if self.labels >= LABELS or x + width > WIDTH - 8:
            return False
        if any(x < a + c and a < x + width and y < b + d and b < y + height for a, b, c, d in self.taken):
            return False
        self.block(x, y, width, height)
        self.labels += 1
        return True


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to the units of the picture: equirectangular, true to scale along the middle latitude."""
    return (longitude - WEST) * STRETCH * UNITS, (NORTH - latitude) * UNITS


@cache
def outlines() -> dict[str, dict[str, str]]:
    """The shapes as SVG paths by country code, in two groups: `countries` and `neighbours`."""
    groups = json.loads((GEO / "outlines.json").read_text())
    return {group: {code: path_of(rings) for code, rings in shapes.items()} for group, shapes in groups.items()}


def path_of(rings: Iterable[Sequence[tuple[float, float]]]) -> str:
    """Relative whole units keep the path short: half a pixel is not seen, 40 kB are felt."""
    pieces = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in (project(*point) for point in ring)]
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points) if (x, y) != (a, b)]
        pieces.append(
            f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-") + "z"
        )
    return "".join(pieces)


@cache
def country_texts() -> dict[str, dict[str, str]]:
    return {country["code"]: country["names"] for country in json.loads((GEO / "countries.json").read_text())}


def country_names() -> dict[str, str]:
    """The five countries by code in the active language."""
    return {code: pick(names, get_language()).text for code, names in country_texts().items()}


def name_lines(code: str, name: str) -> list[NameLine]:
    """A long name in two lines around its place."""
    x, y = project(*NAME_PLACES[code])
    words = name.split()
    middle = len(words) // 2 if len(words) != 3 else 1
    lines = [" ".join(words[:middle]), " ".join(words[middle:])] if len(name) > 12 and len(words) > 1 else [name]
    return [NameLine(line, at(x), at(y + number * LINE_HEIGHT)) for number, line in enumerate(lines)]


def is_cyrillic() -> bool:
    return get_language() in {"sr", "cnr-cyrl", "mk"}


def at(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
