"""Case studies, reports and recommendations in any state, made the way people make them."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from knowledge.actions import case_studies, lessons, library, recommendations, reports, study_checks, study_decisions
from knowledge.actions.chapters import write_chapters
from knowledge.choices import Criterion
from knowledge.models import CaseStudy, Recommendation, ReportSeries, Resource, ShadowReport
from knowledge.states import ReportState, ResourceState, StudyState
from members.models.organisations import Kind
from tests.factories.members import (
    AffiliationFactory,
    OrganisationFactory,
    TargetGroupFactory,
    ThemeFactory,
    person_with_role,
)

TEXTS = {
    "summary": "We did a thing and it helped.",
    "problem": "Children waited for weeks.",
    "context": "The law names a guardian.",
    "steps": "First step\nWe called the centre.\n\nSecond step\nWe wrote it down.",
    "resources": "Two people.",
    "results": "The wait fell from weeks to a day.",
    "failures": "Night shifts did not last.",
    "voices": "I knew whom to ask.",
    "transfer": "A roster and a phone.",
}


def author_of(code: str = "RS") -> Any:
    """A member of a listed organisation in a country."""
    return AffiliationFactory(organisation=OrganisationFactory(country_code=code)).person


def draft_study(
    author: Any = None, *, title: str = "A guardian within a day", language: str = "en", complete: bool = True
) -> CaseStudy:
    author = author or author_of()
    organisation = author.organisations().first()
    study = case_studies.start_study(by=author, key=uuid4(), title=title, language=language, organisation=organisation)
    if not complete:
        return study
    facts = {
        "themes": [ThemeFactory(slug="asylum")],
        "target_groups": [TargetGroupFactory(slug="children")],
        "evidence_kinds": ["monitoring"],
        "evidence_level": "promising",
        "consent_confirmed": True,
        "began_in": 2019,
    }
    return case_studies.save_draft(study, by=author, version=study.version, title=title, texts=TEXTS, facts=facts)


def study_in(state: str, author: Any = None, **details: Any) -> CaseStudy:
    """A complete study that was brought into `state` by the people who bring studies there."""
    study = draft_study(author, **details)
    if state == StudyState.DRAFT:
        return study
    editor = person_with_role("editor")
    case_studies.submit_study(study, by=study.author)
    if state not in (StudyState.SUBMITTED, StudyState.REVISE):
        study_decisions.screen_study(study, by=editor, criteria=Criterion.values)
    if state in (StudyState.PEER_CHECKED, StudyState.PUBLISHED, StudyState.RECHECK_DUE):
        read_abroad(study, by=editor)
    if state == StudyState.REVISE:
        study_decisions.return_study(study, by=editor, reason="Say what it cost.")
    if state in (StudyState.PUBLISHED, StudyState.RECHECK_DUE):
        study_decisions.publish_study(study, by=editor)
    if state == StudyState.RECHECK_DUE:
        CaseStudy.objects.filter(pk=study.pk).update(recheck_on=timezone.localdate())
        study_decisions.mark_due_rechecks()
    if state == StudyState.ARCHIVED:
        study_decisions.archive_study(study, by=editor, reason="Outdated.")
    return CaseStudy.objects.get(pk=study.pk)


def read_abroad(study: CaseStudy, *, by: Any) -> None:
    """A colleague from another country is asked and finds the study convincing."""
    check = study_checks.ask_peer(study, by=by, peer=author_of("BA" if study.country_id != "BA" else "RS"))
    study_checks.answer_peer_check(check, by=check.peer, verdict="convincing", comment="Yes.")


def publish(study: CaseStudy, *, by: Any) -> CaseStudy:
    """Everything that lies between a finished draft and its readers."""
    case_studies.submit_study(study, by=study.author)
    study_decisions.screen_study(study, by=by, criteria=Criterion.values)
    read_abroad(study, by=by)
    return study_decisions.publish_study(study, by=by)


def series(code: str | None = "RS", slug: str = "reintegration-serbia") -> ReportSeries:
    found, _made = ReportSeries.objects.get_or_create(
        slug=slug, defaults={"titles": {"en": "Reintegration", "sr": "Реинтеграција"}, "country_id": code}
    )
    return found


def institution(code: str = "RS", name: str = "Primer ministarstvo") -> Any:
    return OrganisationFactory(
        name=name, kind=Kind.PUBLIC_BODY, country_code=code, slug=f"primer-ministarstvo-{uuid4().hex[:6]}", listed=False
    )


def report_in(
    state: str = ReportState.DRAFTING, *, by: Any = None, code: str = "RS", year: int = 2026, made: int = 1
) -> ShadowReport:
    """A complete edition with `made` recommendations, brought into `state` by the country's coordinator."""
    by = by or person_with_role("coordinator", code)
    report = reports.start_report(
        by=by,
        key=uuid4(),
        series=series(code, f"reintegration-{code.lower()}"),
        year=year,
        period_from=date(year - 1, 1, 1),
        period_until=date(year - 1, 12, 31),
        language="en",
        title=f"Reintegration {code} {year}",
    )
    texts = {"summary": "The year in short.", "methodology": "We asked.", "funding": ""}
    chapters = [{"title": "Housing", "author": "", "text": "## Rooms\n\nNone were added."}]
    report = reports.save_report(report, by=by, version=report.version, title=report.title, texts=texts)
    write_chapters(report, by=by, chapters=chapters)
    for number in range(made):
        recommendation_in(report, by=by, text=f"Open a shelter number {number + 1}.")
    if state == ReportState.DRAFTING:
        return report
    reports.send_to_review(report, by=by)
    if state == ReportState.EVIDENCE_REVIEW:
        return report
    reports.sign_off_report(report, by=by)
    if state == ReportState.COUNTRY_SIGNOFF:
        return report
    if state == ReportState.EMBARGOED:
        return reports.embargo_report(report, by=by, until=timezone.now() + timedelta(hours=1))
    reports.publish_report(report, by=by)
    if state == ReportState.WITHDRAWN:
        reports.withdraw_report(report, by=by, reason="A figure was wrong.")
    if state == ReportState.CORRECTED:
        reports.correct_report(report, by=by, note="A figure.", texts=texts, chapters=chapters)
    return ShadowReport.objects.get(pk=report.pk)


def recommendation_in(
    report: ShadowReport, *, by: Any, text: str = "Open a shelter.", **details: Any
) -> Recommendation:
    details.setdefault("addressees", [institution(report.country_id or "RS")])
    return recommendations.save_recommendation(
        report, by=by, texts={"en": text}, theme=ThemeFactory(slug="asylum"), **details
    )


QUIZ = [
    {"text": "By calling the duty number", "right": True, "why": "Somebody answers day and night."},
    {"text": "By letter", "right": False, "why": "A letter takes a week."},
]


def library_file(name: str = "manual.pdf") -> Any:
    """A PDF as somebody chooses it in a form."""
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "PDF")
    return SimpleUploadedFile(name, content.getvalue(), "application/pdf")


def resource_in(
    state: str = ResourceState.PUBLISHED, *, kind: str = "manual", title: str = "First contact", **facts: Any
):
    """A complete manual or module, brought into `state` by an editor."""
    by = person_with_role("editor")
    made = library.start_resource(by=by, key=uuid4(), kind=kind, language="en", titles={"en": title}, **facts)
    library.save_resource(made, by=by, version=made.version, summaries={"en": "What to say first."})
    if kind == "module":
        for number in (1, 2):
            lessons.save_lesson(
                made, by=by, language="en", title=f"Lesson {number}", text=f"## Words {number}\n\nText."
            )
        lessons.save_question(made, by=by, language="en", text="How do you reach a guardian?", answers=QUIZ)
    else:
        library.add_version(made, by=by, language="en", quality="original", file=library_file())
    if state != ResourceState.DRAFT:
        library.publish_resource(made, by=by)
    if state == ResourceState.WITHDRAWN:
        library.withdraw_resource(made, by=by, reason="The law has changed.")
    return Resource.objects.get(pk=made.pk)
