from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.choices import Position, Progress
from knowledge.models import Assessment, GovernmentResponse, Recommendation, ShadowReport, Wording
from knowledge.permissions import can_record_response, can_write_report
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.transitions import locked_row

REGION = "REG"


@transaction.atomic
def save_recommendation(
    report: ShadowReport,
    *,
    by: Any,
    texts: dict[str, str],
    addressees: Any,
    theme: Any = None,
    finding: Any = None,
    target_on: date | None = None,
    recommendation: Recommendation | None = None,
) -> Recommendation:
    """Make a recommendation in an edition in work, under a code of its own, or change one that is not public yet."""
    locked = locked_row(report)
    if not can_write_report(by, locked):
        raise NotAllowed(_("This report is signed off and cannot be changed. Return it to its writers first."))
    if recommendation is None:
        recommendation = Recommendation(report=locked, country_id=locked.country_id, code=next_code(locked))
    elif recommendation.is_public:
        raise NotAllowed(_("A published recommendation keeps its wording. A later edition may word it anew."))
    recommendation.texts = {**recommendation.texts, **texts}
    recommendation.theme = theme or locked.series.theme
    recommendation.finding, recommendation.target_on = finding, target_on
    recommendation.changed_at = timezone.now()
    recommendation.save()
    recommendation.addressees.set(addressees)
    return recommendation


def next_code(report: ShadowReport) -> str:
    """The next free code of country and year, such as RS-2026-07; call it with the report locked.

    Reports of a country and year draw from one row of numbers, so they are locked together. A published number is never
    given again.
    """
    prefix = f"{report.country_id or REGION}-{report.year}-"
    list(ShadowReport.objects.select_for_update().filter(country=report.country_id, year=report.year).values_list("pk"))
    codes = Recommendation.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    return f"{prefix}{max((int(code.rpartition('-')[2]) for code in codes), default=0) + 1:02d}"


@transaction.atomic
def remove_recommendation(recommendation: Recommendation, *, by: Any) -> None:
    """Take back a recommendation that was never published."""
    if recommendation.is_public or not can_write_report(by, recommendation.report):
        raise NotAllowed(_("A published recommendation stays."))
    audit.record("recommendation.removed", recommendation, by=by)
    recommendation.delete()


@transaction.atomic
def assess_recommendation(
    recommendation: Recommendation, *, by: Any, report: ShadowReport, progress: str, evidence: dict[str, str], on: date
) -> Assessment:
    """Say in an edition in work how far a public recommendation has come.

    Earlier editions' assessments stay as they are.
    """
    if not can_write_report(by, report):
        raise NotAllowed(_("This report is signed off and cannot be changed. Return it to its writers first."))
    if not recommendation.is_public or recommendation.country_id != report.country_id:
        raise DomainError(_("An edition assesses the published recommendations of its own country."))
    assessment = Assessment.objects.filter(recommendation=recommendation, report=report).first()
    assessment = assessment or Assessment(recommendation=recommendation, report=report)
    assessment.progress, assessment.assessed_on = progress, on
    assessment.evidence = {**assessment.evidence, **evidence}
    assessment.save()
    return assessment


def publish_recommendations(report: ShadowReport, now: Any) -> None:
    """Part of publishing an edition: its recommendations enter the tracker with their first wording."""
    for recommendation in report.recommendations.select_for_update().filter(is_public=False):
        recommendation.is_public, recommendation.published_at, recommendation.changed_at = True, now, now
        recommendation.save(update_fields=["is_public", "published_at", "changed_at"])
        Wording.objects.create(
            recommendation=recommendation, report=report, number=1, texts=recommendation.texts, at=now
        )


def publish_assessments(report: ShadowReport, now: Any) -> None:
    """Part of publishing an edition: from now on its assessments are kept as they are, and the tracker shows them."""
    for assessment in report.assessments.select_related("recommendation").filter(published_at=None):
        assessment.published_at = now
        assessment.save()
        recommendation = locked_row(assessment.recommendation)
        recommendation.progress, recommendation.changed_at = latest_progress(recommendation), now
        recommendation.save(update_fields=["progress", "changed_at"])
        audit.record("recommendation.assessed", recommendation, by=None, after={"progress": recommendation.progress})


def latest_progress(recommendation: Recommendation) -> str:
    latest = recommendation.assessments.published().order_by("-assessed_on", "-id").first()
    return latest.progress if latest else Progress.NOT_STARTED


@transaction.atomic
def record_response(
    recommendation: Recommendation,
    *,
    by: Any,
    institution: Any,
    position: str,
    text: str,
    language: str,
    given_on: date,
) -> GovernmentResponse:
    """Publish what an institution answered, in its own words.

    Only an addressee answers; what was given is never changed. The same answer entered twice is one.
    """
    locked = locked_row(recommendation)
    if not can_record_response(by, locked):
        raise NotAllowed(_("The coordinator of the country or the secretariat enters responses."))
    if not locked.addressees.filter(pk=institution.pk).exists():
        raise DomainError(_("Only an institution to which the recommendation is addressed can answer it."))
    if position not in Position.values:
        raise DomainError(_("Choose what the institution answered."))
    same = {"institution": institution, "position": position, "text": text, "given_on": given_on}
    found = locked.responses.filter(**same).first()
    if found:
        return found
    response = GovernmentResponse.objects.create(recommendation=locked, language=language, recorded_by=by, **same)
    latest = locked.responses.order_by("-given_on", "-id")[0]
    locked.position, locked.changed_at = latest.position, timezone.now()
    locked.save(update_fields=["position", "changed_at"])
    audit.record(
        "recommendation.answered", locked, by=by, after={"institution": str(institution), "position": position}
    )
    return response
