"""An edition on its way to the public: nothing before it is signed, nothing before its minute, nothing undone after."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from knowledge.actions import recommendations as recommendation_actions
from knowledge.actions import reports as actions
from knowledge.actions import responses as responses_actions
from knowledge.models import Assessment, GovernmentResponse, Recommendation, ShadowReport, ShadowReportPage, Wording
from knowledge.states import ReportState
from network.core.errors import DomainError, NotAllowed, TransitionError
from tests.factories.knowledge import institution, recommendation_in, report_in, series


def fresh(report):
    return ShadowReport.objects.get(pk=report.pk)


def test_edition_begun_twice_with_one_key_is_one(coordinator):
    details = {
        "series": series(),
        "year": 2026,
        "period_from": date(2025, 1, 1),
        "period_until": date(2025, 12, 31),
        "language": "en",
        "title": "An edition",
    }
    key = uuid4()

    first, second = (actions.start_report(by=coordinator, key=key, **details) for _click in range(2))

    assert first == second
    with pytest.raises(DomainError):
        actions.start_report(by=coordinator, key=uuid4(), **details)


def test_report_saved_over_a_newer_one_is_refused(coordinator):
    report = report_in(by=coordinator)
    opened = report.version
    actions.save_report(report, by=coordinator, version=opened, title="First", texts={})

    with pytest.raises(actions.Conflict):
        actions.save_report(report, by=coordinator, version=opened, title="Second", texts={})

    assert actions.draft_of(fresh(report)).title == "First"


def test_unsigned_report_cannot_be_published(coordinator):
    report = report_in(ReportState.EVIDENCE_REVIEW, by=coordinator)

    with pytest.raises(TransitionError):
        actions.publish_report(report, by=coordinator)


@pytest.mark.parametrize("who", ["secretariat", "coordinator_ba", "editor"])
def test_nobody_but_the_country_coordinator_signs_off(request, coordinator, who):
    report = report_in(ReportState.EVIDENCE_REVIEW, by=coordinator)

    with pytest.raises(NotAllowed):
        actions.sign_off_report(report, by=request.getfixturevalue(who))

    assert fresh(report).state == ReportState.EVIDENCE_REVIEW


def test_empty_report_is_not_reviewed_and_says_what_it_lacks(coordinator):
    report = report_in(by=coordinator, made=0)

    with pytest.raises(DomainError, match="at least one recommendation"):
        actions.send_to_review(report, by=coordinator)


def test_publishing_puts_three_recommendations_into_the_tracker(coordinator):
    report = report_in(ReportState.COUNTRY_SIGNOFF, by=coordinator, made=3)

    actions.publish_report(report, by=coordinator)

    codes = list(Recommendation.objects.public().values_list("code", "progress"))
    assert codes == [(f"RS-2026-0{number}", "not_started") for number in (1, 2, 3)]
    assert list(Wording.objects.values_list("number", "texts__en")) == [
        (1, f"Open a shelter number {number}.") for number in (1, 2, 3)
    ]
    assert ShadowReportPage.objects.get(report=report).live


def test_returned_report_loses_its_signature(coordinator):
    report = report_in(ReportState.COUNTRY_SIGNOFF, by=coordinator)

    actions.return_to_writers(report, by=coordinator, reason="A figure is missing.")

    assert (report.state, report.signed_off_at, report.signed_off_by) == ("drafting", None, None)


def test_embargo_ends_at_its_minute_and_not_a_second_earlier(coordinator):
    report = report_in(ReportState.COUNTRY_SIGNOFF, by=coordinator)
    until = timezone.now() + timedelta(hours=2)
    actions.embargo_report(report, by=coordinator, until=until)

    with time_machine.travel(until - timedelta(seconds=1), tick=False):
        early = actions.publish_due_reports(), Recommendation.objects.public().count()
        with pytest.raises(DomainError):
            actions.publish_report(fresh(report), by=None)
    with time_machine.travel(until, tick=False):
        on_time = actions.publish_due_reports(), Recommendation.objects.public().count()

    assert (early, on_time) == ((0, 0), (1, 1))
    assert fresh(report).published_at == until


def test_embargo_in_the_past_is_refused(coordinator):
    report = report_in(ReportState.COUNTRY_SIGNOFF, by=coordinator)

    with pytest.raises(DomainError):
        actions.embargo_report(report, by=coordinator, until=timezone.now() - timedelta(minutes=1))


@pytest.fixture
def followed(coordinator):
    """A published recommendation, and the next edition in work, which assesses it."""
    recommendation = report_in(ReportState.PUBLISHED, by=coordinator, year=2025).recommendations.get()
    edition = report_in(by=coordinator, year=2026)
    assessment = recommendation_actions.assess_recommendation(
        recommendation,
        by=coordinator,
        report=edition,
        progress="partly",
        evidence={"en": "Half of it."},
        on=date(2026, 1, 10),
    )
    return recommendation, edition, assessment


def test_assessment_may_be_changed_until_its_edition_is_published(coordinator, followed):
    recommendation, edition, _assessment = followed

    recommendation_actions.assess_recommendation(
        recommendation, by=coordinator, report=edition, progress="fully", evidence={}, on=date(2026, 1, 11)
    )

    assert list(Assessment.objects.values_list("progress", "evidence")) == [("fully", {"en": "Half of it."})]
    assert Recommendation.objects.get(pk=recommendation.pk).progress == "not_started"


def test_published_assessment_is_never_changed_nor_removed(coordinator, followed):
    recommendation, edition, assessment = followed
    actions.send_to_review(edition, by=coordinator)
    actions.sign_off_report(edition, by=coordinator)
    actions.publish_report(edition, by=coordinator)

    assessment = Assessment.objects.get(pk=assessment.pk)
    assessment.progress = "fully"
    for write in (assessment.save, assessment.delete, Assessment.objects.all().delete):
        with pytest.raises(TypeError):
            write()
    with pytest.raises(NotAllowed):
        recommendation_actions.assess_recommendation(
            recommendation, by=coordinator, report=fresh(edition), progress="fully", evidence={}, on=date(2026, 1, 12)
        )

    assert Assessment.objects.get(pk=assessment.pk).progress == "partly"
    assert Recommendation.objects.get(pk=recommendation.pk).progress == "partly"


def test_edition_assesses_only_published_recommendations_of_its_country(coordinator, coordinator_ba):
    foreign = report_in(ReportState.PUBLISHED, by=coordinator_ba, code="BA").recommendations.get()
    edition = report_in(by=coordinator)

    for wrong in (foreign, edition.recommendations.get()):
        with pytest.raises(DomainError):
            recommendation_actions.assess_recommendation(
                wrong, by=coordinator, report=edition, progress="fully", evidence={}, on=date(2026, 1, 12)
            )


def test_published_wording_and_response_are_kept(coordinator):
    recommendation = report_in(ReportState.PUBLISHED, by=coordinator).recommendations.get()
    answer = {
        "institution": recommendation.addressees.get(),
        "position": "accepted",
        "text": "Yes.",
        "language": "sr",
        "given_on": date(2026, 5, 1),
    }

    responses = [responses_actions.record_response(recommendation, by=coordinator, **answer) for _click in range(2)]

    assert responses[0] == responses[1]
    assert Recommendation.objects.get(pk=recommendation.pk).position == "accepted"
    for kept in (responses[0], Wording.objects.get()):
        for write in (kept.save, kept.delete):
            with pytest.raises(TypeError):
                write()
    assert GovernmentResponse.objects.count() == 1


def test_only_an_addressee_answers(coordinator):
    recommendation = report_in(ReportState.PUBLISHED, by=coordinator).recommendations.get()

    with pytest.raises(DomainError):
        responses_actions.record_response(
            recommendation,
            by=coordinator,
            institution=institution(name="Primer drugo ministarstvo"),
            position="accepted",
            text="",
            language="sr",
            given_on=date(2026, 5, 1),
        )


def test_codes_go_on_across_the_reports_of_a_country_and_year(coordinator):
    first = report_in(by=coordinator, made=2)
    second = ShadowReport.objects.create(
        slug="second",
        title="Second",
        series=series("RS", "chapter-24"),
        country_id="RS",
        language="en",
        year=2026,
        period_from=date(2025, 1, 1),
        period_until=date(2025, 12, 31),
    )

    third = recommendation_in(second, by=coordinator)

    codes = [*first.recommendations.values_list("code", flat=True), third.code]
    assert codes == ["RS-2026-01", "RS-2026-02", "RS-2026-03"]


def test_published_recommendation_is_neither_reworded_nor_removed_from_its_edition(coordinator):
    report = report_in(ReportState.PUBLISHED, by=coordinator)
    recommendation = report.recommendations.get()

    with pytest.raises(NotAllowed):
        recommendation_in(report, by=coordinator, text="Something else.", recommendation=recommendation)
    with pytest.raises(NotAllowed):
        recommendation_actions.remove_recommendation(recommendation, by=coordinator)


def test_correction_raises_the_version_and_says_what(coordinator):
    report = report_in(ReportState.PUBLISHED, by=coordinator)
    texts = {"summary": "The corrected year.", "methodology": "We asked.", "funding": ""}

    actions.correct_report(report, by=coordinator, note="31, not 13.", texts=texts, chapters=[])

    page = ShadowReportPage.objects.get(report=report)
    assert (report.state, report.version_label, page.summary) == ("corrected", "1.1", "The corrected year.")
    assert [correction["note"] for correction in report.corrections] == ["31, not 13."]


def test_withdrawn_report_keeps_its_recommendations_and_loses_its_text(coordinator):
    report = report_in(ReportState.WITHDRAWN, by=coordinator)

    assert ShadowReportPage.objects.get(report=report).live is False
    assert Recommendation.objects.public().count() == 1
