from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.choices import Progress
from knowledge.models import Assessment, Recommendation, ShadowReport, Wording
from knowledge.permissions import can_write_report
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
    carried_from: Recommendation | None = None,
    recommendation: Recommendation | None = None,
) -> Recommendation:
    """Make a recommendation in an edition in work, under a code of its own, or change one that is not public yet.

    `carried_from` is the published recommendation of an earlier edition that goes on under the new code.
    """
    locked = locked_row(report)
    if not can_write_report(by, locked):
        raise NotAllowed(_("This report is signed off and cannot be changed. Return it to its writers first."))
    if recommendation is None:
        recommendation = Recommendation(report=locked, country_id=locked.country_id, code=next_code(locked))
    elif recommendation.is_public:
        raise NotAllowed(_("A published recommendation keeps its wording. A later edition may word it anew."))
    if carried_from and carried_from != recommendation.carried_from:
        check_carrying(locked, recommendation, carried_from)
    recommendation.carried_from = carried_from
    recommendation.texts = {**recommendation.texts, **texts}
    recommendation.theme = theme or locked.series.theme
    recommendation.finding, recommendation.target_on = finding, target_on
    recommendation.changed_at = timezone.now()
    recommendation.save()
    recommendation.addressees.set(addressees)
    return recommendation


def check_carrying(report: ShadowReport, recommendation: Recommendation, earlier: Recommendation) -> None:
    if not earlier.is_public or earlier.country_id != report.country_id or earlier.report_id == report.pk:
        raise DomainError(_("Only a published recommendation of an earlier edition of the country is carried over."))
    if earlier.carried_into.exclude(pk=recommendation.pk).exists():
        raise DomainError(_("%(code)s is carried on under another code already.") % {"code": earlier.code})


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
    recommendation: Recommendation,
    *,
    by: Any,
    report: ShadowReport,
    progress: str,
    evidence: dict[str, str],
    on: date,
    rewording: dict[str, str] | None = None,
) -> Assessment:
    """Say in an edition in work how far a public recommendation has come, and word it anew where that helps.

    Earlier editions' assessments and wordings stay as they are. Nothing of it is public before the edition is.
    """
    report = locked_row(report)
    if not can_write_report(by, report):
        raise NotAllowed(_("This report is signed off and cannot be changed. Return it to its writers first."))
    if not recommendation.is_public or recommendation.country_id != report.country_id:
        raise DomainError(_("An edition assesses the published recommendations of its own country."))
    assessment = Assessment.objects.filter(recommendation=recommendation, report=report).first()
    assessment = assessment or Assessment(recommendation=recommendation, report=report)
    assessment.progress, assessment.assessed_on = progress, on
    assessment.evidence = {**assessment.evidence, **evidence}
    if rewording is not None:
        assessment.rewording = {language: text for language, text in rewording.items() if text.strip()}
    assessment.save()
    return assessment


def publish_recommendations(report: ShadowReport, now: Any) -> list[Recommendation]:
    """Part of publishing an edition: its recommendations enter the tracker with their first wording.

    Returns earlier ones that go on under a new code from now on.
    """
    carried_on = []
    for recommendation in report.recommendations.select_for_update().filter(is_public=False):
        recommendation.is_public, recommendation.published_at, recommendation.changed_at = True, now, now
        recommendation.save(update_fields=["is_public", "published_at", "changed_at"])
        add_wording(recommendation, report, recommendation.texts, now)
        if recommendation.carried_from:
            earlier = locked_row(recommendation.carried_from)
            earlier.is_carried_on, earlier.changed_at = True, now
            earlier.save(update_fields=["is_carried_on", "changed_at"])
            audit.record("recommendation.carried_on", earlier, by=None, after={"code": recommendation.code})
            carried_on.append(earlier)
    return carried_on


def add_wording(recommendation: Recommendation, report: ShadowReport, texts: dict[str, str], now: Any) -> None:
    number = recommendation.wordings.count() + 1
    Wording.objects.create(recommendation=recommendation, report=report, number=number, texts=texts, at=now)


def publish_assessments(report: ShadowReport, now: Any) -> list[Recommendation]:
    """Part of publishing an edition: from now on its assessments are kept as they are, and the tracker shows them.

    Returns the recommendations that were looked at again.
    """
    assessed = []
    for assessment in report.assessments.select_related("recommendation").filter(published_at=None):
        assessment.published_at = now
        assessment.save()
        recommendation = locked_row(assessment.recommendation)
        recommendation.progress, recommendation.changed_at = latest_progress(recommendation), now
        if assessment.rewording:
            add_wording(recommendation, report, assessment.rewording, now)
            recommendation.texts = assessment.rewording
        recommendation.save(update_fields=["progress", "changed_at", "texts"])
        audit.record("recommendation.assessed", recommendation, by=None, after={"progress": recommendation.progress})
        assessed.append(recommendation)
    return assessed


def latest_progress(recommendation: Recommendation) -> str:
    latest = recommendation.assessments.published().order_by("-assessed_on", "-id").first()
    return latest.progress if latest else Progress.NOT_STARTED
