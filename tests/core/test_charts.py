"""Charts say what was reported, nothing more, whatever the figures are."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from network.core.charts import BarChart, DonutChart, HeatChart, LineChart, Marker, Point, RegionMap, Series
from network.core.charts.data import short, written
from network.core.charts.heat import in_lines
from network.core.charts.region import HEIGHT, WIDTH, country_texts, outlines, project
from network.core.charts.samples import sample_charts, sample_markers
from network.core.charts.scale import scale_for
from network.core.templatetags import charts

TAGS = {"bars": "bar_chart", "lines": "line_chart", "heats": "heat_chart", "donuts": "donut_chart"}


def one_series(kind: type[BarChart] | type[LineChart], *values: float | Decimal | None) -> BarChart | LineChart:
    return kind("Title", [Series("Members", [Point(str(place), value) for place, value in enumerate(values)])])


def drawn(tag: str, chart: object) -> str:
    return Template(f"{{% load charts %}}{{% {tag} chart %}}").render(Context({"chart": chart}))


# --- Drawing once ---------------------------------------------------------------------------------------------------


def test_the_same_numbers_are_drawn_once_and_others_anew() -> None:
    charts.drawn.cache_clear()
    first = one_series(BarChart, 10, 5)
    htmls = [
        drawn("bar_chart", chart)
        for chart in (
            first,
            one_series(BarChart, 10, 5),
            one_series(BarChart, 10, 6),
            replace(first, title="Another"),
            replace(first, note="A note"),
            replace(first, axis="Year"),
        )
    ]

    assert htmls[0] == htmls[1]
    assert len(set(htmls)) == 5
    assert (charts.drawn.cache_info().hits, charts.drawn.cache_info().misses) == (1, 5)


def test_a_picture_speaks_the_language_of_its_reader() -> None:
    chart = one_series(BarChart, None, 5)
    with translation.override("sq"):
        albanian = drawn("bar_chart", chart)

    assert albanian != drawn("bar_chart", chart)


def test_a_map_that_leads_elsewhere_is_another_map() -> None:
    template = Template("{% load charts %}{% region_map markers urls current title %}")
    tuzla = Marker("Tuzla", 44.538, 18.667, "/a/", "BA", 2)

    htmls = [
        template.render(Context({"markers": markers, "urls": urls, "current": current, "title": title}))
        for markers, urls, current, title in (
            ([tuzla], {"BA": "/b/"}, "", ""),
            ([replace(tuzla, count=3)], {"BA": "/b/"}, "", ""),
            ([tuzla], {"BA": "/c/"}, "", ""),
            ([tuzla], {"BA": "/b/"}, "BA", ""),
            ([tuzla], {"BA": "/b/"}, "", "Members"),
        )
    ]

    assert len(set(htmls)) == 5


# --- Scales and figures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], [0, 0.25, 0.5, 0.75, 1]),
        ([0], [0, 0.25, 0.5, 0.75, 1]),
        ([7], [0, 2, 4, 6, 8]),
        ([455], [0, 200, 400, 600]),
        ([-8, 12.5], [-10, 0, 10, 20]),
        ([-3], [-3, -2, -1, 0]),
    ],
)
def test_scale_holds_zero_and_every_value_at_round_ticks(values: list[float], ticks: list[float]) -> None:
    scale = scale_for(values)

    assert scale.ticks == pytest.approx(ticks)
    assert all(0 <= scale.share(value) <= 1 for value in [0, *values])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (None, "not reported"),
        (1234, "1,234"),
        (-8, "−8"),
        (12.5, "12.5"),
        (0.126, "0.13"),
        (1_240_000_000, "1,240,000,000"),
    ],
)
def test_figures_are_written_in_full(value: float | None, text: str) -> None:
    with translation.override("en"):
        assert written(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999_999, "999,999"),
        (1_240_000, "1.2 million"),
        (-2_000_000, "−2 million"),
        (8.9e9, "8.9 billion"),
        (1e13, "10 trillion"),
        (1e40, "1.0e+40"),
    ],
)
def test_large_figures_are_shortened_beside_bars(value: float, text: str) -> None:
    with translation.override("en"):
        assert short(value) == text


# --- Charts -------------------------------------------------------------------------------------------------------


def test_bar_lengths_are_proportional() -> None:
    rows = one_series(BarChart, 10, 5, 0).drawing().rows

    assert [row.bars[0].width for row in rows] == ["100", "50", "0.4"]


def test_bars_below_zero_lie_on_the_other_side() -> None:
    drawing = one_series(BarChart, 15, -5).drawing()

    assert (drawing.zero, drawing.has_negative) == ("25", True)
    assert [(row.bars[0].x, row.bars[0].width) for row in drawing.rows] == [("25", "75"), ("0", "25")]


def test_a_value_not_reported_is_not_zero() -> None:
    chart = BarChart("Title", [Series("Planned", [Point("RS", 0)]), Series("Reached", [Point("RS", None)])])

    assert [bar.is_missing for bar in chart.drawing().rows[0].bars] == [False, True]
    assert chart.table.rows[0].cells == ["0", "not reported"]


def test_series_with_different_labels_share_one_table() -> None:
    chart = LineChart("Title", [Series("A", [Point("2018", 1), Point("2019", 2)]), Series("B", [Point("2019", 3)])])

    assert [(row.label, row.cells) for row in chart.table.rows] == [
        ("2018", ["1", "not reported"]),
        ("2019", ["2", "3"]),
    ]


def test_a_line_breaks_where_nothing_was_reported() -> None:
    line = one_series(LineChart, 1, 2, None, 3, None, 4, 5).drawing().lines[0]

    assert [len(piece.split()) for piece in line.pieces] == [2, 2]
    assert len(line.dots) == 5


def test_a_lone_value_stands_in_the_middle() -> None:
    drawing = one_series(LineChart, 12).drawing()

    assert (drawing.lines[0].pieces, drawing.lines[0].dots[0].x) == ([], "50")


def test_a_long_axis_shows_few_labels() -> None:
    assert len(one_series(LineChart, *range(120)).drawing().labels) == 6


def test_heat_shades_from_lowest_to_highest() -> None:
    chart = HeatChart("Title", ["A"], ["x", "y", "z", "w"], [[0, 5, 10]])

    assert [(cell.shade, cell.is_missing) for cell in chart.drawing().rows[0].cells] == [
        (0, False),
        (2, False),
        (5, False),
        (0, True),
    ]


def test_heat_of_equal_values_is_evenly_shaded() -> None:
    chart = HeatChart("Title", ["A"], ["x", "y"], [[3, 3]])

    assert {cell.shade for cell in chart.drawing().rows[0].cells} == {5}


@pytest.mark.parametrize(
    ("name", "letters", "lines"),
    [
        ("Serbia", 14, ["Serbia"]),
        ("Bosnia and Herzegovina", 14, ["Bosnia and", "Herzegovina"]),
        ("Asylum and international protection", 15, ["Asylum and", "international…"]),
        ("Unbreakable_name_of_a_row", 12, ["Unbreakable…"]),
        ("", 12, [""]),
    ],
)
def test_long_name_beside_a_heat_stands_on_two_lines(name: str, letters: int, lines: list[str]) -> None:
    assert in_lines(name, letters) == lines


def test_heat_has_names_for_wide_screens_and_for_phones() -> None:
    chart = HeatChart("Title", ["A"], ["Bosnia and Herzegovina", "Montenegro"] * 3, [[0] * 6], codes=["BA", "ME"])

    heads = chart.drawing().heads

    assert [line.text for line in heads[0].wide] == ["Bosnia and", "Herzegovina"]
    assert [head.narrow for head in heads[:4]] == ["BA", "ME", "Bosni…", "Monte…"]
    assert [line.y for line in heads[0].wide] == ["15", "30"]


def test_donut_draws_only_what_can_be_a_share() -> None:
    chart = DonutChart("Title", [Point("Yes", 3), Point("No", 1), Point("Owed", -4), Point("Unknown", None)])

    assert [(entry.label, entry.value) for entry in chart.legend] == [
        ("Yes", "75 %"),
        ("No", "25 %"),
        ("Owed", "—"),
        ("Unknown", "—"),
    ]
    assert len(chart.drawing().slices) == 2


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None])
def test_what_is_no_figure_counts_as_not_reported(value: float | None) -> None:
    assert one_series(BarChart, value).is_empty


def test_decimals_are_figures() -> None:
    assert one_series(BarChart, Decimal("4800.00")).table.rows[0].cells == ["4,800"]


@pytest.mark.parametrize("kind", TAGS)
def test_every_sample_is_drawn_with_its_table_and_nothing_inline(kind: str) -> None:
    for chart in sample_charts()[kind]:
        html = drawn(TAGS[kind], chart)

        assert chart.title in html
        assert "style=" not in html
        assert ('role="img"' in html) != chart.is_empty
        assert ("No figures have been reported yet." in html) == chart.is_empty


def test_coordinates_are_not_localised() -> None:
    chart = one_series(BarChart, 3, 1.7)
    with translation.override("sr"):
        html = drawn("bar_chart", chart)

    assert 'width="56.67%"' in html


def test_labels_of_users_are_escaped() -> None:
    chart = BarChart("<b>", [Series("<i>", [Point("<script>", 1)])])

    assert "<script>" not in drawn("bar_chart", chart)


# --- The map ------------------------------------------------------------------------------------------------------


def test_projection_fits_every_municipality_into_the_picture() -> None:
    for marker in sample_markers():
        x, y = project(float(marker.longitude), float(marker.latitude))

        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    (x, y), (east, _), (_, south) = project(20, 44), project(21, 44), project(20, 43)

    assert (east - x) / (south - y) == pytest.approx(0.732, abs=0.001)


def test_outlines_are_five_countries_among_their_neighbours() -> None:
    shapes = outlines()

    assert list(shapes["countries"]) == list(country_texts()) == ["RS", "BA", "MK", "AL", "ME"]
    assert "XK" in shapes["neighbours"]


def test_markers_of_one_place_are_counted_together() -> None:
    belgrade = Marker("Belgrade", Decimal("44.8040"), Decimal("20.4651"), "/a/", "RS")
    tuzla = Marker("Tuzla", 44.538, 18.667, "/b/", "BA", 2)

    places = RegionMap([belgrade, tuzla, belgrade, belgrade], {}).places

    assert [(place.label, place.count) for place in places] == [("Belgrade", 3), ("Tuzla", 2)]


def test_map_says_the_same_as_its_list() -> None:
    html = Template("{% load charts %}{% region_map markers %}").render(
        Context({"markers": [Marker("Tuzla", 44.538, 18.667, "/en/directory/?place=tuzla", "BA", 2)]})
    )

    assert html.count('href="/en/directory/?place=tuzla"') == 2
    assert html.count('href="/en/directory/?country=BA"') == 2
    assert 'aria-label="Tuzla: 2"' in html
    assert "Kosovo*" in html


def test_map_without_markers_is_still_a_map() -> None:
    html = Template("{% load charts %}{% region_map markers %}").render(Context({"markers": []}))

    assert html.count("Nothing here yet.") == 5


@pytest.mark.parametrize(("language", "name"), [("sr", "Косово*"), ("sq", "Kosovo*"), ("mk", "Косово*")])
def test_map_names_places_in_the_readers_script(language: str, name: str) -> None:
    with translation.override(language):
        assert RegionMap([], {}).kosovo.text == name
