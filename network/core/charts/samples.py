"""Charts of every kind and temper for the style guide and the tests; the figures are invented."""

import json
from typing import Any

from . import BarChart, DonutChart, HeatChart, LineChart, Marker, Point, Series
from .region import GEO

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PEOPLE = (120, 134, 180, 240, 310, 290, None, 342, 380, 366, 410, 455)
COUNTRIES = ("Serbia", "Bosnia and Herzegovina", "North Macedonia", "Albania", "Montenegro")


def points(labels: tuple[str, ...], values: tuple[Any, ...]) -> list[Point]:
    return [Point(label, value) for label, value in zip(labels, values, strict=True)]


def sample_charts() -> dict[str, list[Any]]:
    planned = Series("Planned", points(COUNTRIES, (80, 50, 30, 20, 20)))
    reached = Series("Reached", points(COUNTRIES, (84, 47, 33, None, 0)))
    return {
        "bars": [
            BarChart(
                "Member organisations", [Series("Members", points(COUNTRIES, (84, 47, 33, 28, 22)))], "organisations"
            ),
            BarChart("Planned and reached", [planned, reached], "organisations", note="Albania has not reported yet."),
            BarChart(
                "Change in a year",
                [Series("Change", points(("Legal aid", "Housing", "Health"), (12.5, -8, 0)))],
                "per cent",
            ),
            BarChart(
                "Very large figures",
                [Series("Budget", points(("Region", "Country"), (1_240_000_000_000, 8_900_000)))],
                "euro",
            ),
            BarChart("Nothing yet", [Series("Members", [])], "organisations"),
        ],
        "lines": [
            LineChart("People reached in a month", [Series("People", points(MONTHS, PEOPLE))], "people"),
            LineChart(
                "Two countries",
                [
                    Series("Serbia", points(MONTHS, PEOPLE)),
                    Series("Albania", points(MONTHS, tuple(range(-30, 90, 10)))),
                ],
                "people",
            ),
            LineChart("One value", [Series("People", [Point("2018", 12)])], "people"),
            LineChart("Nothing yet", [Series("People", [])], "people"),
        ],
        "heats": [
            HeatChart(
                "Services by country",
                COUNTRIES,
                ("Legal", "Health", "Housing", "School", "Work"),
                [[12, 8, 4, 9, 2], [7, 9, 3, 4, 1], [5, 4, 2, 2, 0], [3, 2, 1, 1, None], [2, 2, 1, 0, 0]],
                "services",
            ),
            HeatChart("Nothing yet", (), (), []),
        ],
        "donuts": [
            DonutChart(
                "Members by field", points(("Legal aid", "Children", "Women", "Youth", "Other"), (64, 52, 41, 30, 27))
            ),
            DonutChart("One share", [Point("Legal aid", 1_240_000)]),
            DonutChart("Zero and below", points(("Yes", "No", "Owed"), (0, 0, -4))),
            DonutChart("Nothing yet", []),
        ],
    }


def sample_markers() -> list[Marker]:
    places = json.loads((GEO / "municipalities.json").read_text())
    return [
        Marker(
            place["names"]["en"],
            place["latitude"],
            place["longitude"],
            f"?place={place['slug']}",
            place["country"],
            count,
        )
        for place in places
        if (count := 12 // place["population_rank"] - 1) > 0
    ]
