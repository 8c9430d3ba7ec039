from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from knowledge.models import ShadowReport
from knowledge.queries import reports as queries
from knowledge.states import ReportState
from knowledge.views.case_studies import citation_file
from network.core.permissions import public


@public
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    context = {"shelves": queries.shelves(), "introduction": queries.introduction()}
    return TemplateResponse(request, "knowledge/report_list.html", context)


@public
@require_safe
def shadow_report(request: HttpRequest, slug: str) -> HttpResponse:
    """A published edition in the reader's nearest language; of a withdrawn one, only that and why it was withdrawn."""
    report = get_object_or_404(ShadowReport.objects.public().select_related("series", "country"), slug=slug)
    if report.state == ReportState.WITHDRAWN:
        return TemplateResponse(request, "knowledge/report_withdrawn.html", {"report": report})
    page = queries.telling(report)
    if page is None:
        raise Http404
    return page.serve(request)


@public
@require_safe
def cite_report(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    report = get_object_or_404(ShadowReport.objects.readable().select_related("series"), slug=slug)
    page = queries.telling(report)
    if page is None:
        raise Http404
    return citation_file(queries.citation(report, page), form)
