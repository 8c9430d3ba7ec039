"""An edition as a typeset document: the same texts, tables and citations as its page, in the reader's language and script."""

from collections import Counter
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.choices import PROGRESS_TONES, Progress
from knowledge.models import ShadowReport, ShadowReportPage
from knowledge.names import name_for_reader
from knowledge.passages import passages
from knowledge.prose import plain
from knowledge.queries import reports as queries


def document_of(report: ShadowReport, page: ShadowReportPage) -> dict[str, Any]:
    """All that `typst/report.typ` shows."""
    findings = list(queries.findings_of(report))
    assessments = list(queries.assessments_of(report))
    counts = Counter(one.progress for one in assessments)
    return {
        "title": page.title,
        "series": str(report.series),
        "authors": ", ".join(name_for_reader(one) for one in report.contributors.all()),
        "facts": [[str(fact["label"]), str(fact["value"])] for fact in queries.key_facts(report)],
        "corrections": [queries.correction_row(number, one) for number, one in enumerate(report.corrections, 1)],
        "superseded": superseded_line(report),
        "citation": str(queries.citation(report, page)),
        "licence": f"{_('Licence')}: {report.get_licence_display()}",
        "labels": labels(),
        "summary": passages(page.summary, under=1),
        "findings": [finding_row(one) for one in findings],
        "recommendations": [recommendation_row(one) for one in queries.recommendations_of(report)],
        "progress": [
            {"label": str(Progress(status).label), "count": counts[status], "tone": PROGRESS_TONES[Progress(status)]}
            for status in Progress.values
            if counts[status]
        ],
        "assessments": [
            {
                "code": one.recommendation.code,
                "text": plain(one.recommendation.text.text),
                "status": one.get_progress_display(),
            }
            for one in assessments
        ],
        "chapters": [
            {"title": chapter["title"], "author": author, "text": passages(chapter["text"], under=1)}
            for _anchor, chapter, author in queries.chapters_told(report, page)
        ],
        "methodology": passages(page.methodology, under=1),
        "funding": passages(page.funding, under=1),
        "library": sorted({source_line(one) for finding in findings for one in finding.sources.all() if one.is_public}),
    }


def labels() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "summary": _("Summary"),
        "findings": _("Findings"),
        "recommendations": _("Recommendations"),
        "recommendation": _("Recommendation"),
        "assessments": _("What became of earlier recommendations"),
        "picture": _("How far earlier recommendations have come"),
        "code": _("Code"),
        "status": _("Status"),
        "methodology": _("How we worked"),
        "funding": _("Funding"),
        "sources": _("Sources"),
        "cite": _("Cite this"),
        "corrected": _("Corrected"),
    }


def superseded_line(report: ShadowReport) -> str:
    if report.superseded_by is None:
        return ""
    return _("A newer version replaces this report.") + f" {report.superseded_by} ({report.superseded_by.year})"


def finding_row(finding: Any) -> dict[str, Any]:
    codes = ", ".join(one.code for one in finding.recommendations.all())
    return {
        "number": str(finding.number),
        "severity": finding.severity,
        "weight": finding.get_severity_display(),
        "group": str(finding.target_group or ""),
        "claim": passages(finding.claim.text, under=1),
        "proof": passages(finding.proof.text, under=1),
        "sources": [f"[{one.number}]" for one in finding.sources.all() if one.is_public],
        "leads": f"{_('Leads to')} {codes}" if codes else "",
    }


def recommendation_row(recommendation: Any) -> dict[str, Any]:
    target = recommendation.target_on
    carried = recommendation.carried_from.code if recommendation.carried_from else ""
    return {
        "code": recommendation.code,
        "carried": _("Carried over from") + f" {carried}" if carried else "",
        "text": passages(recommendation.text.text, under=1),
        "addressees": ", ".join(name_for_reader(one) for one in recommendation.addressees.all()),
        "target": _("by %(day)s") % {"day": date_format(target, "DATE_FORMAT")} if target else "",
    }


def source_line(source: Any) -> str:
    day = date_format(source.dated_on, "DATE_FORMAT") if source.dated_on else ""
    parts = [source.title, source.source, day, source.url]
    return f"[{source.number}] " + ". ".join(part for part in parts if part)
