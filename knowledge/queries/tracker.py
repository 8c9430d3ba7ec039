from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.choices import PROGRESS_CLOSED, Position, Progress
from knowledge.facets import Facet, FacetValue, address, facet
from knowledge.models import Assessment, GovernmentResponse, Recommendation, Wording
from knowledge.names import name_for_reader
from members.models import Organisation, Theme
from network.core.charts import BarChart, DonutChart, HeatChart, Point, Series
from network.core.models import Country

PER_PAGE = 20
FACETS = {"country": "country", "addressee": "addressees__slug", "theme": "theme__slug", "status": "progress"}
POSITION_TONES = {"noted": "neutral", "partly_accepted": "warn", "accepted": "good", "rejected": "bad"}


@dataclass(frozen=True)
class Tracker:
    page: Page
    facets: list[Facet]
    total: int
    overdue: int
    narrowed: bool
    donut: DonutChart
    heat: HeatChart
    bars: BarChart


def public_tracker(chosen: dict[str, Any], query: QueryDict, number: Any, today: date) -> Tracker:
    """The public recommendations narrowed to `chosen`, with pictures of exactly what the list holds.

    `query` is the address as it came, from which the facets make theirs.
    """
    everything = Recommendation.objects.public()
    found = narrowed(everything, chosen)
    overdue = found.overdue(today)
    only_overdue = bool(chosen.get("overdue"))
    shown = overdue if only_overdue else found
    page = Paginator(shown.with_facts().order_by("-published_at", "code"), PER_PAGE).get_page(number)
    return Tracker(
        page=page,
        facets=[*tracker_facets(everything, chosen, query), overdue_facet(overdue.count(), query, only_overdue)],
        total=page.paginator.count,
        overdue=overdue.distinct().count(),
        narrowed=bool(chosen),
        **charts(shown, today),
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
    asked = Organisation.objects.filter(recommendations_received__is_public=True).distinct().order_by("sort_key")
    choices = {
        "country": [(country.code, country) for country in Country.objects.all()],
        "addressee": [(organisation.slug, name_for_reader(organisation)) for organisation in asked],
        "theme": [(theme.slug, theme) for theme in Theme.objects.all()],
        "status": Progress.choices,
    }
    labels = {"country": _("Country"), "addressee": _("Addressed to"), "theme": _("Theme"), "status": _("Status")}
    return [
        facet(labels[name], name, choices[name], counts(narrowed(everything, chosen, but=name), FACETS[name]), query)
        for name in FACETS
    ]


def overdue_facet(count: int, query: QueryDict, current: bool) -> Facet:
    label = _("Past its date and not done")
    return Facet(_("Overdue"), [FacetValue(label, count, address(query, "overdue", "" if current else "1"), current)])


def counts(recommendations: QuerySet[Recommendation], *columns: str) -> dict[Any, int]:
    rows = recommendations.order_by().values_list(*columns).annotate(number=Count("pk", distinct=True))
    return {row[0] if len(columns) == 1 else row[:-1]: row[-1] for row in rows if row[0]}


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
            rows=[str(country) for country in countries],
            columns=[str(label) for label in Progress.labels],
            values=[[numbers.get((country.code, status), 0) for status in Progress.values] for country in countries],
            unit=_("recommendations"),
        ),
        "bars": BarChart(
            _("Past their date and not done"),
            [Series(_("Recommendations"), [Point(str(country), late.get(country.code, 0)) for country in countries])],
            unit=_("recommendations"),
            axis=_("Country"),
        ),
    }


# --- One recommendation ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """Something that happened to a recommendation, ready for the timeline."""

    at: date
    title: str
    kind: str  # wording | assessment | response
    text: str
    tone: str = ""
    lang: str = ""
    source: str = ""
    source_url: str = ""
    badge: str = ""


def with_history(recommendations: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    return (
        recommendations.with_facts()
        .select_related("finding", "carried_from")
        .prefetch_related(  # type: ignore[attr-defined]
            Prefetch("assessments", Assessment.objects.published().select_related("report__series")),
            Prefetch("responses", GovernmentResponse.objects.select_related("institution")),
            Prefetch("wordings", Wording.objects.select_related("report__series")),
            "carried_into",
        )
    )


def timeline(recommendation: Recommendation) -> list[Event]:
    """All that became of a recommendation loaded `with_history()`, oldest first."""
    events = [wording_event(wording) for wording in recommendation.wordings.all()]
    events += [assessment_event(assessment) for assessment in recommendation.assessments.all()]
    events += [response_event(response) for response in recommendation.responses.all()]
    return sorted(events, key=lambda event: event.at)


def wording_event(wording: Any) -> Event:
    title = _("Recommended") if wording.number == 1 else _("Worded anew")
    return Event(
        at=timezone.localdate(wording.at),
        kind="wording",
        title=title,
        text=wording.text.text if wording.number > 1 else "",
        lang=wording.text.lang,
        source=edition_name(wording.report),
        source_url=wording.report.get_absolute_url(),
    )


def edition_name(report: Any) -> str:
    """The edition in the reader's language, without looking for its page."""
    return f"{report.series.title}, {report.year}"


def assessment_event(assessment: Any) -> Event:
    return Event(
        at=assessment.assessed_on,
        kind="assessment",
        title=_("The organisations found"),
        badge=assessment.get_progress_display(),
        text=assessment.proof.text,
        lang=assessment.proof.lang,
        tone=assessment.tone,
        source=edition_name(assessment.report),
        source_url=assessment.report.get_absolute_url(),
    )


def response_event(response: Any) -> Event:
    return Event(
        at=response.given_on,
        kind="response",
        title=_("%(institution)s answered") % {"institution": name_for_reader(response.institution)},
        badge=response.get_position_display(),
        text=response.text,
        lang=response.language,
        tone=POSITION_TONES[response.position],
    )


def public_statuses() -> dict[str, int]:
    """How many public recommendations stand where, and `open` for those not closed."""
    found = counts(Recommendation.objects.public(), "progress")
    return {**found, "open": sum(number for status, number in found.items() if status not in PROGRESS_CLOSED)}


# --- Out into the world ---------------------------------------------------------------------------------------------


COLUMNS = (
    "code", "country", "year", "theme", "addressees", "text", "language", "target_on", "status", "assessed_on",
    "response", "responded_on", "report", "url",
)  # fmt: skip


def rows(recommendations: Iterable[Recommendation], address_of: Any) -> Iterator[dict[str, Any]]:
    """Each recommendation, loaded `with_history()`, as one flat row of plain values under COLUMNS."""
    for recommendation in recommendations:
        assessment = max(recommendation.assessments.all(), key=lambda one: (one.assessed_on, one.pk), default=None)
        response = max(recommendation.responses.all(), key=lambda one: (one.given_on, one.pk), default=None)
        yield {
            "code": recommendation.code,
            "country": recommendation.country_id or "",
            "year": recommendation.report.year,
            "theme": recommendation.theme.slug if recommendation.theme else "",
            "addressees": "; ".join(name_for_reader(organisation) for organisation in recommendation.addressees.all()),
            "text": recommendation.text.text,
            "language": recommendation.text.lang,
            "target_on": iso(recommendation.target_on),
            "status": recommendation.progress,
            "assessed_on": iso(assessment.assessed_on if assessment else None),
            "response": response.position if response else "",
            "responded_on": iso(response.given_on if response else None),
            "report": recommendation.report.slug,
            "url": address_of(recommendation),
        }


def whole(recommendation: Recommendation, address_of: Any) -> dict[str, Any]:
    """A recommendation with its whole public history, for programs."""
    return {
        "code": recommendation.code,
        "url": address_of(recommendation),
        "country": recommendation.country_id,
        "theme": recommendation.theme.slug if recommendation.theme else None,
        "report": recommendation.report.slug,
        "addressees": [{"name": one.name, "slug": one.slug} for one in recommendation.addressees.all()],
        "texts": recommendation.texts,
        "target_on": iso(recommendation.target_on) or None,
        "status": recommendation.progress,
        "response": recommendation.position or None,
        "published_at": recommendation.published_at,
        "assessments": [
            {"status": one.progress, "on": iso(one.assessed_on), "evidence": one.evidence, "report": one.report.slug}
            for one in recommendation.assessments.all()
        ],
        "responses": [
            {
                "institution": one.institution.name,
                "position": one.position,
                "text": one.text,
                "language": one.language,
                "on": iso(one.given_on),
            }
            for one in recommendation.responses.all()
        ],
    }


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def position_label(position: str) -> str:
    return str(Position(position).label) if position else ""
