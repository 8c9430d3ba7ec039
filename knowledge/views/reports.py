from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from knowledge.forms.filters import comparison_choices
from knowledge.models import ReportVersion, ShadowReport, ShadowReportPage
from knowledge.queries import report_comparison
from knowledge.queries import reports as queries
from knowledge.queries.report_document import document_of
from knowledge.states import ReportState
from knowledge.views.case_studies import citation_file
from network.core.pdf import typeset
from network.core.permissions import public

PDF_IS_KEPT = 60 * 60 * 24


@public
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    context = {"shelves": queries.shelves(), "introduction": queries.introduction()}
    return TemplateResponse(request, "knowledge/report_list.html", context)


@public
@require_safe
def report_compare(request: HttpRequest) -> HttpResponse:
    """One year's editions, country beside country."""
    years = report_comparison.years()
    asked = comparison_choices(request.GET).get("year")
    year = asked if asked in years else next(iter(years), None)
    columns = report_comparison.columns(year) if year else []
    context = {"years": years, "year": year, "columns": columns}
    return TemplateResponse(request, "knowledge/report_compare.html", context)


@public
@require_safe
def shadow_report(request: HttpRequest, slug: str) -> HttpResponse:
    """A published edition in the reader's nearest language; of a withdrawn one, only that and why it was withdrawn."""
    report = get_object_or_404(ShadowReport.objects.public().select_related("series", "country"), slug=slug)
    if report.state == ReportState.WITHDRAWN:
        return TemplateResponse(request, "knowledge/report_withdrawn.html", {"report": report})
    return readable_page(report).serve(request)


@public
@require_safe
def report_version(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The text as it was when somebody cited it, under a notice that says what is newer."""
    report = get_object_or_404(ShadowReport.objects.readable().select_related("series"), slug=slug)
    shown = readable_page(report)
    language = shown.locale.language_code
    found = get_object_or_404(
        ReportVersion.objects.select_related("revision"), report=report, number=int(number[:4]), language=language
    )
    page = found.revision.as_object()
    page.content_language, page.is_fallback = language, shown.is_fallback
    reading = page.get_context(request)
    citation = queries.version_citation(reading["citation"], report, found)
    is_newest = found.number == len(report.corrections)
    context = {**reading, "citation": citation, "version": found, "is_newest": is_newest}
    return TemplateResponse(request, "knowledge/report_version.html", context)


@public
@require_safe
def report_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The edition set in type, in the language and script of the address. Set once per text and language, then kept."""
    reports = ShadowReport.objects.readable().select_related("series__theme", "country", "superseded_by")
    report = get_object_or_404(reports.prefetch_related("contributors"), slug=slug)
    page = readable_page(report)
    language = get_language() or "en"
    key = f"report.pdf:{report.pk}:{page.live_revision_id}:{report.state}:{report.version_label}:{language}"
    content = cache.get(key)
    if content is None:
        at = report.corrected_at or report.published_at
        content = typeset("knowledge/report.typ", document_of(report, page), language=language, at=at)
        cache.set(key, content, PDF_IS_KEPT)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{report.slug}-{report.version_label}-{language}.pdf"'
    return response


@public
@require_safe
def cite_report(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    report = get_object_or_404(ShadowReport.objects.readable().select_related("series"), slug=slug)
    return citation_file(queries.citation(report, readable_page(report)), form)


def readable_page(report: ShadowReport) -> ShadowReportPage:
    page = queries.telling(report)
    if page is None:
        raise Http404
    return page
