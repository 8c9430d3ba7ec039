"""What can be harvested. Each collection says how its things become records; all of them stand in one order of dates."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from knowledge.choices import LICENCE_URLS, Licence, ResourceKind
from knowledge.models import CaseStudy, CaseStudyPage, Resource, ShadowReport, ShadowReportPage
from knowledge.prose import plain
from network.core.models import AuditEntry, Country

from .requests import Selection

PER_PAGE = 100
HOST = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]


@dataclass(frozen=True)
class Record:
    """A published thing with its Dublin Core, or the place of one that is gone."""

    uuid: UUID
    at: datetime
    sets: tuple[str, ...]
    is_deleted: bool
    elements: list[tuple[str, str, str]] = field(default_factory=list)  # name, text, language

    @property
    def identifier(self) -> str:
        return f"oai:{HOST}:{self.uuid}"


@dataclass(frozen=True)
class Source:
    """A collection. `rows` holds everything that was ever public, with `harvested_at`; `describe` makes records of it."""

    name: str
    label: Any
    rows: Callable[[], QuerySet[Any]]
    describe: Callable[[list[Any]], Iterable[Record]]


def country_set(code: str | None) -> tuple[str, ...]:
    return (f"country:{code.lower()}",) if code else ()


def sets() -> dict[str, str]:
    """Every set by its name: the collections and the countries."""
    countries = {f"country:{country.slug}": str(country) for country in Country.objects.all()}
    return {source.name: str(source.label) for source in SOURCES} | countries


def page_of(chosen: Selection) -> tuple[list[Record], bool]:
    """The next records in order, and whether more follow. One query per collection, and a fixed number for their texts."""
    found = [newest_after(source, chosen) for source in SOURCES]
    ordered = list(islice(merge(*found, key=lambda row: row[0]), PER_PAGE + 1))
    taken = ordered[:PER_PAGE]
    records: dict[UUID, Record] = {}
    for source in SOURCES:
        rows = [row for _place, origin, row in taken if origin is source]
        records |= {record.uuid: record for record in source.describe(rows)} if rows else {}
    return [records[row.uuid] for _place, _source, row in taken if row.uuid in records], len(ordered) > PER_PAGE


def newest_after(source: Source, chosen: Selection) -> list[tuple[tuple[datetime, UUID], Source, Any]]:
    kind, _colon, country = chosen.set_name.partition(":")
    if kind and kind not in ("country", source.name):
        return []
    rows = source.rows()
    if country:
        rows = rows.filter(country=country.upper())
    if chosen.since:
        rows = rows.filter(harvested_at__gte=chosen.since)
    if chosen.before:
        rows = rows.filter(harvested_at__lt=chosen.before)
    if chosen.after:
        at, uuid = chosen.after
        rows = rows.filter(Q(harvested_at__gt=at) | Q(harvested_at=at, uuid__gt=uuid))
    found = rows.order_by("harvested_at", "uuid")[: PER_PAGE + 1]
    return [((row.harvested_at, row.uuid), source, row) for row in found]


def total(chosen: Selection) -> int:
    """How many records the whole list has; asked once, for its first page."""
    whole = Selection(chosen.since, chosen.before, chosen.set_name)
    kind, _colon, country = whole.set_name.partition(":")
    number = 0
    for source in SOURCES:
        if kind and kind not in ("country", source.name):
            continue
        rows = source.rows()
        rows = rows.filter(country=country.upper()) if country else rows
        rows = rows.filter(harvested_at__gte=whole.since) if whole.since else rows
        number += (rows.filter(harvested_at__lt=whole.before) if whole.before else rows).count()
    return number


def one(uuid: UUID) -> Record | None:
    for source in SOURCES:
        rows = list(source.rows().filter(uuid=uuid))
        for record in source.describe(rows) if rows else ():
            return record
    return None


def earliest() -> datetime | None:
    dates = [source.rows().aggregate(first=Min("harvested_at"))["first"] for source in SOURCES]
    return min((date for date in dates if date), default=None)


# --- The collections ------------------------------------------------------------------------------------------------


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
    from django.db.models import Max, OuterRef, Subquery  # inline: only this collection asks the log
    from django.db.models.fields import CharField
    from django.db.models.functions import Cast, Coalesce

    verbs = [f"shadowreport.{verb}" for verb in ("published", "corrected", "superseded", "withdrawn", "translated")]
    said = AuditEntry.objects.filter(
        object_type="knowledge.shadowreport", verb__in=verbs, object_id=Cast(OuterRef("pk"), CharField())
    )
    last = said.order_by().values("object_id").annotate(last=Max("at")).values("last")
    public = ShadowReport.objects.public().filter(published_at__isnull=False)
    return public.annotate(harvested_at=Coalesce(Subquery(last), "published_at")).select_related("series__theme")


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
                creators=[settings.ORGANISATION_NAME],
                path=f"/knowledge/reports/{report.slug}/",
                published=report.published_at,
                kind="Report",
                subjects=[theme.names.get("en", theme.slug)] if theme else [],
                licence=Licence.CC_BY,
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
        *([("coverage", coverage, "")] if coverage else []),
        ("rights", LICENCE_URLS.get(Licence(licence), str(Licence(licence).label)), ""),
    ]


SOURCES = [
    Source("case-study", _("Case studies"), studies, study_records),
    Source("report", _("Shadow reports"), reports, report_records),
    Source("library", _("Library"), resources, resource_records),
]
