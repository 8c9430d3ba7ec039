"""One year's editions of all countries beside each other."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from knowledge.choices import Severity
from knowledge.models import ShadowReport
from knowledge.queries.reports import ReportCard, cards
from network.core.models import Country

WEIGHT = {Severity.URGENT: 0, Severity.SERIOUS: 1, Severity.CONCERN: 2, Severity.PROGRESS: 3}


@dataclass(frozen=True)
class Edition:
    card: ReportCard
    findings: list[Any]  # the heaviest first
    weights: list[tuple[str, str, int]]  # value, label, how many
    recommendations: int


@dataclass(frozen=True)
class Column:
    country: Any
    editions: list[Edition]


def years() -> list[int]:
    """The years of which there is anything to read, the latest first."""
    return sorted(ShadowReport.objects.readable().order_by().values_list("year", flat=True).distinct(), reverse=True)


def columns(year: int) -> list[Column]:
    """For every country what its editions of the year found; a country without one has an empty column."""
    reports = ShadowReport.objects.readable().filter(year=year).select_related("country", "series__theme")
    reports = reports.prefetch_related("findings__target_group", "recommendations")
    by_country: dict[Any, list[Edition]] = {}
    for card in cards(reports.order_by("series")):
        by_country.setdefault(card.report.country_id, []).append(edition(card))
    return [Column(country, by_country.get(country.pk, [])) for country in Country.objects.all()]


def edition(card: ReportCard) -> Edition:
    findings = sorted(card.report.findings.all(), key=lambda one: (WEIGHT[Severity(one.severity)], one.number))
    counts = Counter(one.severity for one in findings)
    weights = [(value, str(label), counts[value]) for value, label in Severity.choices if counts[value]]
    return Edition(card, findings, weights, len(card.report.recommendations.all()))
