"""What of knowledge can be found: published texts only, each language as an entry of its own."""

from collections.abc import Iterator
from textwrap import shorten
from typing import Any

from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from knowledge.models import (
    CaseStudy,
    CaseStudyPage,
    FrameworkVersion,
    PeerReview,
    Recommendation,
    Resource,
    ShadowReport,
    ShadowReportPage,
)
from knowledge.prose import plain
from network.core import search


@search.register
class CaseStudies:
    model, kind, label = CaseStudy, "case_study", _("Case studies")

    def queryset(self) -> Any:
        live = Prefetch("pages", CaseStudyPage.objects.filter(live=True).select_related("locale"), to_attr="live_pages")
        return CaseStudy.objects.public().with_facts().prefetch_related(live)

    def entries(self, study: CaseStudy) -> Iterator[search.Entry]:
        for page in study.live_pages:  # type: ignore[attr-defined]
            with translation.override(page.language):
                words = [study.organisation, study.country, *study.themes.all(), *study.target_groups.all()]
                texts = [plain(getattr(page, name)) for name in CaseStudyPage.TEXTS]
                yield search.Entry(
                    language=page.language,
                    title=page.title,
                    text="\n".join(filter(None, [*texts, " · ".join(map(str, words))])),
                    url=f"/knowledge/case-studies/{study.slug}/",
                    country=study.country_id,
                    tags=[search.Tag(theme.slug, theme.name) for theme in study.themes.all()],
                    published_at=study.published_at,
                )


@search.register
class ShadowReports:
    model, kind, label = ShadowReport, "report", _("Shadow reports")

    def queryset(self) -> Any:
        live = Prefetch(
            "pages", ShadowReportPage.objects.filter(live=True).select_related("locale"), to_attr="live_pages"
        )
        reports = ShadowReport.objects.readable().select_related("country", "series__theme")
        return reports.prefetch_related(live, "findings", "contributors")

    def entries(self, report: ShadowReport) -> Iterator[search.Entry]:
        for page in report.live_pages:  # type: ignore[attr-defined]
            with translation.override(page.language):
                chapters = [f"{block.value['title']}\n{plain(block.value['text'])}" for block in page.chapters]
                findings = [finding.claims.get(page.language, "") for finding in report.findings.all()]
                names = [str(organisation) for organisation in report.contributors.all()]
                texts = [plain(page.summary), *findings, *chapters, plain(page.methodology), " · ".join(names)]
                yield search.Entry(
                    language=page.language,
                    title=page.title,
                    text="\n".join(filter(None, texts)),
                    url=f"/knowledge/reports/{report.slug}/",
                    country=report.country_id or "",
                    tags=theme_tags(report.series.theme),
                    published_at=report.published_at,
                )


@search.register
class Recommendations:
    model, kind, label = Recommendation, "recommendation", _("Recommendations")

    def queryset(self) -> Any:
        return Recommendation.objects.public().with_facts()

    def entries(self, recommendation: Recommendation) -> Iterator[search.Entry]:
        for language, text in recommendation.texts.items():
            with translation.override(language):
                names = [str(organisation) for organisation in recommendation.addressees.all()]
                yield search.Entry(
                    language=language,
                    title=f"{recommendation.code} · {shorten(plain(text), 120, placeholder=' …')}",
                    text="\n".join([plain(text), " · ".join(names)]),
                    url=f"/knowledge/tracker/{recommendation.code}/",
                    country=recommendation.country_id or "",
                    tags=theme_tags(recommendation.theme),
                    published_at=recommendation.published_at,
                )


@search.register
class Library:
    model, kind, label = Resource, "resource", _("Library")

    def queryset(self) -> Any:
        return Resource.objects.public().select_related("country").prefetch_related("themes", "lessons")

    def entries(self, resource: Resource) -> Iterator[search.Entry]:
        for language, title in resource.titles.items():
            lessons = [lesson for lesson in resource.lessons.all() if lesson.language == language]
            texts = [plain(text) for lesson in lessons for text in (lesson.title, lesson.text)]
            yield search.Entry(
                language=language,
                title=title,
                text="\n".join(filter(None, [plain(resource.summaries.get(language, "")), resource.authors, *texts])),
                url=f"/knowledge/library/{resource.slug}/",
                country=resource.country_id or "",
                tags=[search.Tag(theme.slug, theme.name) for theme in resource.themes.all()],
                published_at=resource.published_at,
            )


def theme_tags(theme: Any) -> list[search.Tag]:
    return [search.Tag(theme.slug, theme.name)] if theme else []


@search.register
class Standards:
    model, kind, label = FrameworkVersion, "standard", _("Standards")

    def queryset(self) -> Any:
        parts = "sections__standards__indicators__remarks"
        return FrameworkVersion.objects.adopted().select_related("framework").prefetch_related(parts)

    def entries(self, version: FrameworkVersion) -> Iterator[search.Entry]:
        for language, title in version.framework.titles.items():
            with translation.override(language):
                texts = [version.framework.description.text]
                for section in version.sections.all():
                    for standard in section.standards.all():
                        words = [indicator.texts.get(language, "") for indicator in standard.indicators.all()]
                        own = [standard.titles.get(language, ""), plain(standard.texts.get(language, "")), *words]
                        texts += [f"{standard.code} {text}" for text in own if text]
                yield search.Entry(
                    language=language,
                    title=f"{title}, {version.label}",
                    text="\n".join(filter(None, texts)),
                    url=f"/knowledge/standards/{version.framework.slug}/",
                    country=version.framework.country_id or "",
                    tags=[],
                    published_at=version.adopted_at,
                )


@search.register
class PeerReviews:
    """Only the summaries to which both sides have consented."""

    model, kind, label = PeerReview, "peer_review", _("Peer reviews")

    def queryset(self) -> Any:
        return PeerReview.objects.published().select_related("host")

    def entries(self, review: PeerReview) -> Iterator[search.Entry]:
        yield search.Entry(
            language=review.language,
            title=review.service,
            text="\n".join([plain(review.summary), str(review.host)]),
            url=f"/knowledge/peer-reviews/{review.uuid}/summary/",
            country=review.country_id,
            tags=[],
            published_at=review.final_at,
        )
