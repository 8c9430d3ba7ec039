"""The public tracker: its list with facets, and pictures of exactly what the list holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from knowledge.choices import PROGRESS_CLOSED, Progress
from knowledge.facets import Facet, FacetValue, LongList, address, counted, facet, filters
from knowledge.models import Recommendation
from knowledge.names import name_for_reader
from members.models import Organisation, Theme
from network.core.charts import BarChart, DonutChart, HeatChart, Point, Series
from network.core.kept import kept
from network.core.models import Country

PER_PAGE = 20
FACETS = {"country": "country", "addressee": "addressees__slug", "theme": "theme__slug", "status": "progress"}


@dataclass(frozen=True)
class Tracker:
    page: Page
    facets: list[Facet]
    filters: str
    total: int
    overdue: int
    narrowed: bool
    glance: str
    countries: str


def public_tracker(chosen: dict[str, Any], query: QueryDict, number: Any, today: date) -> Tracker:
    """The public recommendations narrowed to `chosen`, with pictures of exactly what the list holds.

    `query` is the address as it came, from which the facets make theirs.
    """
    everything = Recommendation.objects.public()
    found = narrowed(everything, chosen)
    overdue = found.overdue(today)
    only_overdue = bool(chosen.get("overdue"))
    shown = overdue if only_overdue else found
    late = overdue.count() if chosen else kept(f"tracker:overdue:{today}", overdue.count)
    narrowing = tracker_facets(everything, chosen, query)
    facets = [*narrowing, overdue_facet(late, query, only_overdue)]
    paginator = LongList(shown.with_row().order_by("-published_at", "code"), PER_PAGE)
    if only_overdue:
        paginator.count = late
    elif "status" not in chosen:  # each recommendation has one, so the facet knows how many there are
        paginator.count = narrowing[list(FACETS).index("status")].total
    page = paginator.get_page(number)
    drawn = pictures(shown, today) if chosen else kept(f"tracker:pictures:{today}", lambda: pictures(shown, today))
    return Tracker(
        page=page,
        facets=facets,
        filters=filters(f"tracker:{today}", facets, query, narrowed=bool(chosen)),
        total=page.paginator.count,
        overdue=late,
        narrowed=bool(chosen),
        **drawn,
    )


def chosen_recommendations(chosen: dict[str, Any], today: date) -> QuerySet[Recommendation]:
    """The same selection as the tracker's, for exports: everything on one page, in the order of codes."""
    found = narrowed(Recommendation.objects.public(), chosen)
    return (found.overdue(today) if chosen.get("overdue") else found).order_by("code")


def narrowed(
    recommendations: QuerySet[Recommendation], chosen: dict[str, str], but: str = ""
) -> QuerySet[Recommendation]:
    for name, value in chosen.items():
        if name != but and name in FACETS:
            recommendations = recommendations.filter(**{FACETS[name]: value})
    return recommendations


def tracker_facets(everything: QuerySet[Recommendation], chosen: dict[str, str], query: QueryDict) -> list[Facet]:
    labels = {"country": _("Country"), "addressee": _("Addressed to"), "theme": _("Theme"), "status": _("Status")}
    choices = kept("tracker-choices", choices_of_readers)

    def left(name: str) -> dict[str, int]:
        return counted("tracker", name, chosen, lambda: counts(narrowed(everything, chosen, but=name), FACETS[name]))

    return [facet(labels[name], name, choices[name], left(name), query) for name in FACETS]


def choices_of_readers() -> dict[str, list[tuple[str, str]]]:
    """What there is to choose from, in the reader's language; of institutions those that were asked something."""
    received = Recommendation.objects.public().filter(addressees=OuterRef("pk"))
    asked = Organisation.objects.filter(Exists(received)).order_by("sort_key").only("slug", "name", "name_en")
    return {
        "country": [(country.code, str(country)) for country in Country.objects.all()],
        "addressee": [(organisation.slug, name_for_reader(organisation)) for organisation in asked],
        "theme": [(theme.slug, str(theme)) for theme in Theme.objects.all()],
        "status": [(value, str(label)) for value, label in Progress.choices],
    }


def overdue_facet(count: int, query: QueryDict, current: bool) -> Facet:
    label = _("Past its date and not done")
    return Facet(_("Overdue"), [FacetValue(label, count, address(query, "overdue", "" if current else "1"), current)])


def counts(recommendations: QuerySet[Recommendation], *columns: str) -> dict[Any, int]:
    """How many there are of each. A recommendation has an addressee or a theme once, so none is counted twice."""
    rows = recommendations.order_by().values_list(*columns).annotate(number=Count("pk"))
    return {row[0] if len(columns) == 1 else row[:-1]: row[-1] for row in rows if row[0]}


def pictures(shown: QuerySet[Recommendation], today: date) -> dict[str, str]:
    """The charts of a selection as they stand on the page: the same for every reader of a language."""
    drawn = charts(shown, today)
    return {
        "glance": render_to_string("knowledge/_tracker_glance.html", drawn),
        "countries": render_to_string("knowledge/_tracker_countries.html", drawn),
    }


def charts(shown: QuerySet[Recommendation], today: date) -> dict[str, Any]:
    """Pictures of a selection: its statuses, the countries beside each other, and what is late by country."""
    numbers = counts(shown, "country", "progress")
    late = counts(shown.overdue(today), "country")
    countries = [country for country in Country.objects.all() if any(code == country.code for code, _status in numbers)]
    by_status = {
        status: sum(n for (_code, found), n in numbers.items() if found == status) for status in Progress.values
    }
    return {
        "donut": DonutChart(
            _("How far the recommendations have come"),
            [Point(str(Progress(status).label), number) for status, number in by_status.items() if number],
            unit=_("recommendations"),
        ),
        "heat": HeatChart(
            _("Countries beside each other"),
            rows=[str(label) for label in Progress.labels],
            columns=[str(country) for country in countries],
            values=[[numbers.get((country.code, status), 0) for country in countries] for status in Progress.values],
            codes=[country.code for country in countries],
            unit=_("recommendations"),
        ),
        "bars": BarChart(
            _("Past their date and not done"),
            [Series(_("Recommendations"), [Point(str(country), late.get(country.code, 0)) for country in countries])],
            unit=_("recommendations"),
            axis=_("Country"),
        ),
    }


def public_statuses() -> dict[str, int]:
    """How many public recommendations stand where, and `open` for those not closed."""
    found = counts(Recommendation.objects.public(), "progress")
    return {**found, "open": sum(number for status, number in found.items() if status not in PROGRESS_CLOSED)}
