"""The collections that can be harvested, and what each says of its things in Dublin Core."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db.models import F, Max, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Coalesce
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from knowledge.choices import LICENCE_URLS, Licence, ResourceKind
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
from knowledge.queries.peer_reviews import LICENCE
from knowledge.states import VersionState
from members.models import Organisation
from network.core.models import AuditEntry

from .records import LargeSource, Record, SmallSource, Source, country_set

# --- Case studies, reports, the library -------------------------------------------------------------------------------


def studies() -> QuerySet[Any]:
    return CaseStudy.objects.filter(harvested_at__isnull=False, slug__isnull=False).select_related("organisation")


def study_records(studies: list[Any]) -> Iterable[Record]:
    public = [study.pk for study in studies if study.is_public]
    pages: dict[int, list[CaseStudyPage]] = {}
    live = CaseStudyPage.objects.filter(live=True, study__in=public).order_by("pk")
    for page in live.select_related("locale").only("title", "summary", "study", "locale"):
        pages.setdefault(page.study_id, []).append(page)
    themes = themes_of(CaseStudy, public)
    for study in studies:
        yield Record(
            study.uuid,
            study.harvested_at,
            ("case-study", *country_set(study.country_id)),
            not study.is_public,
            dublin_core(
                texts=[(page.title, plain(page.summary), page.language) for page in pages.get(study.pk, [])],
                creators=[study.organisation.name],
                path=f"/knowledge/case-studies/{study.slug}/",
                published=study.published_at,
                kind="Case study",
                subjects=themes.get(study.pk, []),
                licence=study.licence,
                coverage=study.country_id,
            )
            if study.is_public
            else [],
        )


def reports() -> QuerySet[Any]:
    """Reports that were ever public, dated by the last decision about them that the public saw."""
    verbs = [f"shadowreport.{verb}" for verb in ("published", "corrected", "superseded", "withdrawn", "translated")]
    said = AuditEntry.objects.filter(
        object_type="knowledge.shadowreport", verb__in=verbs, object_id=Cast(OuterRef("pk"), CharField())
    )
    last = said.order_by().values("object_id").annotate(last=Max("at")).values("last")
    public = ShadowReport.objects.public().filter(published_at__isnull=False)
    dated = public.annotate(harvested_at=Coalesce(Subquery(last), "published_at")).select_related("series__theme")
    return dated.prefetch_related(Prefetch("contributors", Organisation.objects.only("name")))


def report_records(reports: list[Any]) -> Iterable[Record]:
    readable = [report.pk for report in reports if report.is_readable]
    pages: dict[int, list[ShadowReportPage]] = {}
    live = ShadowReportPage.objects.filter(live=True, report__in=readable).order_by("pk")
    for page in live.select_related("locale").only("title", "summary", "report", "locale"):
        pages.setdefault(page.report_id, []).append(page)
    for report in reports:
        theme = report.series.theme
        yield Record(
            report.uuid,
            report.harvested_at,
            ("report", *country_set(report.country_id)),
            not report.is_readable,
            dublin_core(
                texts=[(page.title, plain(page.summary), page.language) for page in pages.get(report.pk, [])],
                creators=names_of(report.contributors.all()),
                path=f"/knowledge/reports/{report.slug}/",
                published=report.published_at,
                kind="Report",
                subjects=[theme.names.get("en", theme.slug)] if theme else [],
                licence=report.licence,
                coverage=report.country_id or "",
            )
            if report.is_readable
            else [],
        )


def resources() -> QuerySet[Any]:
    return Resource.objects.ever_public().filter(harvested_at__isnull=False).select_related("organisation")


def resource_records(resources: list[Any]) -> Iterable[Record]:
    themes = themes_of(Resource, [resource.pk for resource in resources])
    for resource in resources:
        summaries = resource.summaries
        organisation = resource.organisation.name if resource.organisation else settings.ORGANISATION_NAME
        yield Record(
            resource.uuid,
            resource.harvested_at,
            ("library", *country_set(resource.country_id)),
            not resource.is_public,
            dublin_core(
                texts=[(title, plain(summaries.get(code, "")), code) for code, title in resource.titles.items()],
                creators=[resource.authors or organisation],
                path=f"/knowledge/library/{resource.slug}/",
                published=resource.published_at,
                kind=str(ResourceKind(resource.kind).label),
                subjects=themes.get(resource.pk, []),
                licence=resource.licence,
                coverage=resource.country_id or "",
            )
            if resource.is_public
            else [],
        )


def themes_of(model: Any, ids: list[int]) -> dict[int, list[str]]:
    """The English names of the themes of many things at once."""
    found: dict[int, list[str]] = {}
    for pk, names, slug in model.objects.filter(pk__in=ids, themes__isnull=False).values_list(
        "pk", "themes__names", "themes__slug"
    ):
        found.setdefault(pk, []).append(names.get("en", slug))
    return found


def dublin_core(
    *,
    texts: list[tuple[str, str, str]],
    creators: list[str],
    path: str,
    published: datetime | None,
    kind: str,
    subjects: list[str],
    licence: str,
    coverage: str,
    part_of: str = "",
) -> list[tuple[str, str, str]]:
    """The elements that have something to say; titles and descriptions once in each language."""
    languages = [language for _title, _summary, language in texts]
    return [
        *(("title", title, language) for title, _summary, language in texts),
        *(("creator", name, "") for name in creators),
        *(("subject", subject, "en") for subject in subjects),
        *(("description", summary, language) for _title, summary, language in texts if summary),
        ("publisher", settings.ORGANISATION_NAME, ""),
        *([("date", published.date().isoformat(), "")] if published else []),
        ("type", kind, "en"),
        ("format", "text/html", ""),
        *(("identifier", f"{settings.SITE_URL}/{language}{path}", "") for language in languages),
        *(("language", language, "") for language in languages),
        *([("relation", settings.SITE_URL + part_of, "")] if part_of else []),
        *([("coverage", coverage, "")] if coverage else []),
        ("rights", LICENCE_URLS.get(Licence(licence), str(Licence(licence).label)), ""),
    ]


# --- Recommendations --------------------------------------------------------------------------------------------------


def recommendations() -> QuerySet[Any]:
    """Once public, a recommendation stays: nobody withdraws it."""
    public = Recommendation.objects.public().annotate(harvested_at=F("changed_at"))
    return public.select_related("report__series", "theme").prefetch_related(CONTRIBUTORS)


CONTRIBUTORS = Prefetch("report__contributors", Organisation.objects.only("name"))


def recommendation_records(found: list[Any]) -> Iterable[Record]:
    for one in found:
        texts = {code: plain(text) for code, text in one.texts.items() if text}
        yield Record(
            one.uuid,
            one.harvested_at,
            ("recommendation", *country_set(one.country_id)),
            False,
            dublin_core(
                texts=[
                    (f"{one.code}: {Truncator(text).chars(150)}", text, code) for code, text in sorted(texts.items())
                ],
                creators=names_of(one.report.contributors.all()),
                path=f"/knowledge/tracker/{one.code}/",
                published=one.published_at,
                kind="Recommendation",
                subjects=[one.theme.names.get("en", one.theme.slug)] if one.theme else [],
                licence=one.report.licence,
                coverage=one.country_id or "",
                part_of=f"/en/knowledge/reports/{one.report.slug}/",
            ),
        )


def names_of(organisations: Iterable[Any]) -> list[str]:
    return [organisation.name for organisation in organisations] or [settings.ORGANISATION_NAME]


# --- Standards --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VersionRow:
    """A version that was ever in force; what replaced it is the last that the public learnt of it."""

    uuid: UUID
    harvested_at: datetime
    country_id: str | None
    version: FrameworkVersion


def versions() -> list[VersionRow]:
    public = FrameworkVersion.objects.public().select_related("framework").prefetch_related("next_versions")
    return [VersionRow(uuid5(NAMESPACE_URL, one.iri), changed_at(one), one.framework.country_id, one) for one in public]


def changed_at(version: FrameworkVersion) -> datetime:
    replaced = [one.adopted_at for one in version.next_versions.all() if one.state != VersionState.DRAFT]
    return max(at for at in (version.adopted_at, *replaced) if at)


def version_records(rows: list[VersionRow]) -> Iterable[Record]:
    for row in rows:
        framework, label = row.version.framework, row.version.label
        about = framework.descriptions
        yield Record(
            row.uuid,
            row.harvested_at,
            ("standard", *country_set(row.country_id)),
            False,
            dublin_core(
                texts=[(f"{title}, {label}", about.get(code, ""), code) for code, title in framework.titles.items()],
                creators=[framework.publisher],
                path=f"/knowledge/standards/{framework.slug}/versions/{label}/",
                published=row.version.adopted_at,
                kind="Standard",
                subjects=[],
                licence=framework.licence,
                coverage=row.country_id or "",
            ),
        )


# --- Peer reviews -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReviewRow:
    """A review whose summary was public at some time; when either side takes that back, its record is a deleted one."""

    uuid: UUID
    harvested_at: datetime
    country_id: str
    review: PeerReview


HIDING = ("peerreview.consent_taken_back", "peerreview.summary_written")


def reviews() -> list[ReviewRow]:
    """SECURITY: what happens to a review while nothing of it is public changes no date here."""
    said = AuditEntry.objects.filter(
        object_type="knowledge.peerreview", verb__in=["peerreview.consented", *HIDING]
    ).order_by("at", "id")
    dates: dict[str, datetime] = {}
    public: set[str] = set()
    for entry in said.only("object_id", "verb", "after", "at"):
        if entry.after.get("is_public"):
            dates[entry.object_id] = entry.at
            public.add(entry.object_id)
        elif entry.object_id in public and entry.verb in HIDING:
            dates[entry.object_id] = entry.at
            public.remove(entry.object_id)
    found = PeerReview.objects.filter(pk__in=dates).select_related("host")
    return [ReviewRow(one.uuid, dates[str(one.pk)], one.country_id, one) for one in found]


def review_records(rows: list[ReviewRow]) -> Iterable[Record]:
    for row in rows:
        review = row.review
        elements = dublin_core(
            texts=[(review.service, plain(review.summary), review.language)],
            creators=[review.host.name],
            path=f"/knowledge/peer-reviews/{review.uuid}/summary/",
            published=review.published_at,
            kind="Peer review",
            subjects=[],
            licence=LICENCE,
            coverage=review.country_id,
        )
        sets = ("peer-review", *country_set(row.country_id))
        yield Record(row.uuid, row.harvested_at, sets, not review.is_published, elements if review.is_published else [])


SOURCES: list[Source] = [
    LargeSource("case-study", _("Case studies"), studies, study_records),
    LargeSource("report", _("Shadow reports"), reports, report_records),
    LargeSource("recommendation", _("Recommendations"), recommendations, recommendation_records),
    LargeSource("library", _("Library"), resources, resource_records),
    SmallSource("standard", _("Standards"), versions, version_records),
    SmallSource("peer-review", _("Peer reviews"), reviews, review_records),
]
