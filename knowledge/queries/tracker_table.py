"""An edition of the tracker as a table: one row per recommendation in one format, which the desk also takes back in."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from knowledge.models import Assessment, Recommendation, ShadowReport
from network.core.languages import CONTENT_LANGUAGES

LANGUAGES = tuple(CONTENT_LANGUAGES)
TEXTS = tuple(f"text_{language}" for language in LANGUAGES)
EVIDENCE = tuple(f"evidence_{language}" for language in LANGUAGES)
COLUMNS = (
    "code", "country", "year", "report", "theme", "addressees", "finding", "target_on", "carried_from", *TEXTS,
    "status", "assessed_on", *EVIDENCE, "response", "responded_on", "url",
)  # fmt: skip
TOLD_ONLY = ("country", "year", "report", "response", "responded_on", "url")
"""Columns that an import reads over: they say what is so, and cannot be changed by a table."""


def edition_rows(report: ShadowReport, address_of: Any) -> Iterator[dict[str, Any]]:
    """What an edition in work makes and looks at again, with its own assessments, published or not."""
    for recommendation in of_edition(report):
        mine = next(iter(recommendation.assessments.all()), None)
        yield row_of(recommendation, mine, address_of)


def of_edition(report: ShadowReport) -> QuerySet[Recommendation]:
    """The edition's own recommendations and the published ones of earlier editions of its country, by code."""
    own = Recommendation.objects.filter(report=report)
    earlier = Recommendation.objects.public().filter(country=report.country_id)
    assessments = Assessment.objects.filter(report=report)
    chosen = (own | earlier).with_facts().select_related("finding", "carried_from")
    return chosen.prefetch_related(Prefetch("assessments", assessments), "responses").order_by("code")


def row_of(recommendation: Recommendation, assessment: Any, address_of: Any) -> dict[str, Any]:
    response = max(recommendation.responses.all(), key=lambda one: (one.given_on, one.pk), default=None)
    return {
        "code": recommendation.code,
        "country": recommendation.country_id or "",
        "year": recommendation.report.year,
        "report": recommendation.report.slug,
        "theme": recommendation.theme.slug if recommendation.theme else "",
        "addressees": "; ".join(sorted(organisation.slug for organisation in recommendation.addressees.all())),
        "finding": recommendation.finding.number if recommendation.finding else "",
        "target_on": iso(recommendation.target_on),
        "carried_from": recommendation.carried_from.code if recommendation.carried_from else "",
        **{column: recommendation.texts.get(column[5:], "") for column in TEXTS},
        "status": assessment.progress if assessment else "",
        "assessed_on": iso(assessment.assessed_on if assessment else None),
        **{column: assessment.evidence.get(column[9:], "") if assessment else "" for column in EVIDENCE},
        "response": response.position if response else "",
        "responded_on": iso(response.given_on if response else None),
        "url": address_of(recommendation) if recommendation.is_public else "",
    }


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""
