from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.choices import LICENCE_URLS, Licence
from knowledge.citations import Citation
from knowledge.linked_data import article
from knowledge.models import (
    Chapter,
    Evidence,
    Finding,
    Recommendation,
    ReportIndexPage,
    ReportSeries,
    ReportVersion,
    ShadowReport,
    ShadowReportPage,
)
from knowledge.names import name_for_reader
from knowledge.prose import plain
from knowledge.tellings import told
from knowledge.translations import missing, translations_of_pages
from network.core.languages import CONTENT_LANGUAGES, Localised, localized


@dataclass(frozen=True)
class ReportCard:
    report: ShadowReport
    title: Localised
    summary: str
    url: str

    @property
    def lang(self) -> str:
        return self.title.lang if self.title.is_fallback else ""

    @property
    def language_label(self) -> Any:
        return CONTENT_LANGUAGES.get(self.lang, "")


@dataclass(frozen=True)
class Shelf:
    """A series with its published editions, newest first."""

    series: ReportSeries
    cards: list[ReportCard]


def shelves() -> list[Shelf]:
    """All series that have something published, with their editions."""
    reports = list(
        ShadowReport.objects.public()
        .select_related("country", "series__theme", "series__country")
        .order_by("series", "-year")
    )
    by_series: dict[int, list[ReportCard]] = {}
    for card in cards(reports):
        by_series.setdefault(card.report.series_id, []).append(card)
    series = {report.series_id: report.series for report in reports}
    return [Shelf(series[pk], found) for pk, found in by_series.items()]


def cards(reports: Iterable[ShadowReport]) -> list[ReportCard]:
    """Cards in the order of `reports`; one that was withdrawn keeps its title and says so."""
    reports = list(reports)
    told_of = told(ShadowReportPage.objects, "report", reports)
    return [card(report, *told_of.get(report.pk, (None, ""))) for report in reports]


def card(report: ShadowReport, title: Localised | None, summary: str) -> ReportCard:
    known = title or Localised(report.title, report.language, True)
    return ReportCard(report, known, plain(summary) if report.is_readable else "", report.get_absolute_url())


def newest(number: int, country: str = "") -> list[ReportCard]:
    reports = ShadowReport.objects.readable().newest_first().select_related("country", "series")
    return cards((reports.filter(country=country) if country else reports)[:number])


def telling(report: ShadowReport) -> ShadowReportPage | None:
    live = ShadowReportPage.objects.filter(live=True, report=report)
    return localized(live, get_language()).select_related("locale").first()


def introduction() -> str:
    page = localized(ReportIndexPage.objects.filter(live=True).exclude(intro=""), get_language()).first()
    return page.intro if page else ""


def reading(page: ShadowReportPage) -> dict[str, Any]:
    """All that the reading page of an edition shows besides its own texts."""
    report = (
        ShadowReport.objects.select_related("country", "series__theme", "superseded_by")
        .prefetch_related("contributors")
        .get(pk=page.report_id)
    )
    translations = translations_of_pages(tellings(report), report.language)
    return {
        "report": report,
        "versions": versions_of(report, page),
        "corrections": [correction_row(number, one) for number, one in enumerate(report.corrections, 1)],
        "pdf_url": reverse("shadow-report-pdf", kwargs={"slug": report.slug}) if report.is_readable else "",
        "chapters": chapters_told(report, page),
        "findings": findings_of(report),
        "recommendations": recommendations_of(report),
        "assessments": assessments_of(report),
        "facts": key_facts(report),
        "language_label": CONTENT_LANGUAGES.get(page.language, ""),
        "translations": translations,
        "missing": missing(translations),
        "editions": editions_beside(report),
        "licence_url": LICENCE_URLS[Licence(report.licence)],
        "citation": citation(report, page),
        "linked_data": linked_data(report, page),
    }


def findings_of(report: ShadowReport) -> QuerySet[Finding]:
    recommendations = Prefetch("recommendations", Recommendation.objects.order_by("code"))
    return report.findings.select_related("target_group").prefetch_related(
        recommendations, Prefetch("sources", Evidence.objects.select_related("file"))
    )


def recommendations_of(report: ShadowReport) -> QuerySet[Recommendation]:
    """The recommendations that this edition makes for the first time."""
    return report.recommendations.with_facts().order_by("code")


def assessments_of(report: ShadowReport) -> Any:
    """What this edition found about recommendations of earlier ones."""
    return (
        report.assessments.exclude(recommendation__report=report)
        .select_related("recommendation")
        .order_by("recommendation__code")
    )


def key_facts(report: ShadowReport) -> list[dict[str, Any]]:
    period = f"{date_format(report.period_from, 'DATE_FORMAT')} – {date_format(report.period_until, 'DATE_FORMAT')}"
    facts = [
        {"label": _("Country"), "value": str(report.country) if report.country else _("The whole region")},
        {"label": _("Period"), "value": period},
        {
            "label": _("Published"),
            "value": date_format(report.published_at, "DATE_FORMAT") if report.published_at else "",
        },
        {"label": _("Version"), "value": report.version_label},
    ]
    return [fact for fact in facts if fact["value"]]


def chapters_told(report: ShadowReport, page: ShadowReportPage) -> list[tuple[str, Any, str]]:
    """The chapters of a text with their anchors, each with its author as this reader calls the organisation."""
    names = {organisation.name: name_for_reader(organisation) for organisation in report.contributors.all()}
    authors = [names.get(block.value["author"], block.value["author"] or "") for block in page.chapters]
    return [
        (f"chapter-{number}", block.value, author)
        for number, (block, author) in enumerate(zip(page.chapters, authors, strict=True), 1)
    ]


def tellings(report: ShadowReport) -> list[ShadowReportPage]:
    """The published pages of an edition, one per language."""
    pages = ShadowReportPage.objects.filter(live=True, report=report).select_related("locale")
    return list(pages.only("locale", "last_published_at"))


def editions_beside(report: ShadowReport) -> QuerySet[ShadowReport]:
    return ShadowReport.objects.public().filter(series=report.series_id).exclude(pk=report.pk).order_by("-year")


def versions_of(report: ShadowReport, page: ShadowReportPage) -> list[ReportVersion]:
    """The texts of this language that were public, the newest first; nothing for a reader while there is only one."""
    versions = report.versions.filter(language=page.locale.language_code).order_by("-number")
    return list(versions) if len(report.corrections) else []


def correction_row(number: int, correction: dict[str, str]) -> dict[str, str]:
    """A correction as readers see it: which version it made, on which day, and what it put right."""
    at = parse_datetime(correction["at"])
    return {"label": f"1.{number}", "day": date_format(at, "DATE_FORMAT") if at else "", "note": correction["note"]}


def chapters_of(report: ShadowReport, now: Any) -> list[tuple[Chapter, Any]]:
    """The chapters of an edition in work, each with whoever writes in it at this moment."""
    chapters = report.chapters.select_related("organisation", "locked_by", "saved_by")
    return [(chapter, chapter.holder(now)) for chapter in chapters]


def library_of(report: ShadowReport) -> QuerySet[Evidence]:
    """What the reports of a country rest on, the newest first."""
    return Evidence.objects.filter(country=report.country_id).order_by("-number")


def may_be_replaced(report: ShadowReport) -> bool:
    later = ShadowReport.objects.readable().filter(series=report.series_id, year__gt=report.year)
    return "superseded" in report.TRANSITIONS[report.state] and later.exists()


def authors_of(report: ShadowReport) -> tuple[str, ...]:
    return tuple(map(name_for_reader, report.contributors.all())) or (settings.ORGANISATION_NAME,)


def citation(report: ShadowReport, page: ShadowReportPage) -> Citation:
    return Citation(
        key=report.slug,
        kind="report",
        title=page.title,
        authors=authors_of(report),
        collection=str(report.series),
        published=report.published_at,
        changed=report.corrected_at or report.published_at,
        path=report.get_absolute_url(),
        language=page.locale.language_code,
        version=_("version %(number)s") % {"number": report.version_label},
    )


def version_citation(newest: Citation, report: ShadowReport, version: ReportVersion) -> Citation:
    """How to cite exactly this version: by its number, its day and an address that stays."""
    return replace(
        newest,
        version=_("version %(number)s") % {"number": version.label},
        changed=version.at,
        path=f"{report.get_absolute_url()}versions/{version.label}/",
    )


def linked_data(report: ShadowReport, page: ShadowReportPage) -> dict[str, Any]:
    return article(
        kind="Report",
        title=page.title,
        summary=plain(page.summary),
        path=report.get_absolute_url(),
        language=page.locale.language_code,
        authors=authors_of(report),
        published=report.published_at,
        changed=report.corrected_at or report.published_at,
        licence=LICENCE_URLS[Licence(report.licence)],
        country=report.country,
        themes=[str(report.series.theme)] if report.series.theme else [],
        version=report.version_label,
    )


def desk_reports(user: Any) -> QuerySet[ShadowReport]:
    """The editions this person decides on, the ones in work first."""
    numbers = {
        "recommendation_count": Count("recommendations", distinct=True),
        "in_work": Count(
            "pk", filter=~Q(state__in=["published", "corrected", "superseded", "withdrawn"]), distinct=True
        ),
    }
    reports = ShadowReport.objects.handled_by(user).select_related("series", "country").annotate(**numbers)
    return reports.order_by("-in_work", "-year", "title")
