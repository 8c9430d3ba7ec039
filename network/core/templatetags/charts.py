"""Pictures of numbers and places in templates: `{% bar_chart chart %}`, `{% region_map markers %}` and their kin."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import get_language

from network.core.charts import BarChart, DonutChart, HeatChart, LineChart, Marker, RegionMap
from network.core.charts.region import country_texts

register = template.Library()


@register.inclusion_tag("network/charts/bar.html")
def bar_chart(chart: BarChart) -> dict[str, Any]:
    return {"chart": chart, "drawing": None if chart.is_empty else chart.drawing()}


@register.inclusion_tag("network/charts/line.html")
def line_chart(chart: LineChart) -> dict[str, Any]:
    return {"chart": chart, "drawing": None if chart.is_empty else chart.drawing()}


@register.inclusion_tag("network/charts/heat.html")
def heat_chart(chart: HeatChart) -> dict[str, Any]:
    return {"chart": chart, "drawing": None if chart.is_empty else chart.drawing()}


@register.inclusion_tag("network/charts/donut.html")
def donut_chart(chart: DonutChart) -> dict[str, Any]:
    return {"chart": chart, "drawing": None if chart.is_empty else chart.drawing()}


@register.inclusion_tag("network/charts/region_map.html")
def region_map(
    markers: Sequence[Marker], country_urls: Mapping[str, str] | None = None, current: str = "", title: str = ""
) -> dict[str, Any]:
    """The five countries with `markers`; countries lead into the directory unless `country_urls` says where else."""
    urls = country_urls if country_urls is not None else {code: directory_of(code) for code in country_texts()}
    return {"map": RegionMap(markers or (), urls, current), "title": title}


def directory_of(code: str) -> str:
    return f"/{get_language() or 'en'}/directory/?country={code}"
