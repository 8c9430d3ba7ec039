"""Pictures of numbers and places in templates: `{% bar_chart chart %}`, `{% region_map markers %}` and their kin.

The same numbers make the same picture, so each is drawn once: a page that shows it again finds it by what it says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from network.core.charts import BarChart, DonutChart, HeatChart, LineChart, Marker, RegionMap
from network.core.charts.region import country_texts

register = template.Library()
MOST = 64  # in each process; up to some 50 kB each


@dataclass(frozen=True)
class Picture:
    """What is to be drawn. `says` holds everything that can be seen in it, and so is the picture's name."""

    template: str
    language: str
    says: str
    context: Callable[[], dict[str, Any]] = field(compare=False)


@lru_cache(maxsize=MOST)
def drawn(picture: Picture) -> str:
    return render_to_string(picture.template, picture.context())


def draw_chart(kind: str, chart: BarChart | LineChart | HeatChart | DonutChart) -> str:
    def context() -> dict[str, Any]:
        return {"chart": chart, "drawing": None if chart.is_empty else chart.drawing()}

    return drawn(Picture(f"network/charts/{kind}.html", get_language() or "", repr(chart), context))


@register.simple_tag
def bar_chart(chart: BarChart) -> str:
    return draw_chart("bar", chart)


@register.simple_tag
def line_chart(chart: LineChart) -> str:
    return draw_chart("line", chart)


@register.simple_tag
def heat_chart(chart: HeatChart) -> str:
    return draw_chart("heat", chart)


@register.simple_tag
def donut_chart(chart: DonutChart) -> str:
    return draw_chart("donut", chart)


@register.simple_tag
def region_map(
    markers: Sequence[Marker], country_urls: Mapping[str, str] | None = None, current: str = "", title: str = ""
) -> str:
    """The five countries with `markers`; countries lead into the directory unless `country_urls` says where else."""
    urls = country_urls if country_urls is not None else {code: directory_of(code) for code in country_texts()}
    shown = RegionMap(tuple(markers or ()), dict(urls), str(current or ""))
    says = repr((shown, str(title)))
    context = {"map": shown, "title": title}
    return drawn(Picture("network/charts/region_map.html", get_language() or "", says, lambda: context))


def directory_of(code: str) -> str:
    return f"/{get_language() or 'en'}/directory/?country={code}"
