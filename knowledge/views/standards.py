from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from knowledge.exports import csv_lines
from knowledge.forms.filters import licensing_choices
from knowledge.models import FrameworkVersion
from knowledge.permissions import can_keep_standards
from knowledge.queries import standards as queries
from knowledge.queries.standards_table import COLUMNS, version_rows
from network.core.permissions import public

from .case_studies import citation_file


def public_version(slug: str, label: str | None = None) -> FrameworkVersion:
    versions = FrameworkVersion.objects.select_related("framework__country", "previous")
    if label is None:
        return get_object_or_404(versions.adopted(), framework__slug=slug)
    return get_object_or_404(versions.public(), framework__slug=slug, label=label)


@public
@require_safe
def standard_list(request: HttpRequest) -> HttpResponse:
    context = {"frameworks": queries.frameworks(), "keeps": can_keep_standards(request.user)}
    return TemplateResponse(request, "knowledge/standard_list.html", context)


@public
@require_safe
def framework(request: HttpRequest, slug: str, label: str | None = None) -> HttpResponse:
    """The version in force, or the one that the address names."""
    version = public_version(slug, label)
    sections = [
        (section, [(standard, queries.links_of(standard)) for standard in section.standards.all()])
        for section in queries.sections_of(version)
    ]
    versions = FrameworkVersion.objects.public().filter(framework=version.framework).order_by("-adopted_at")
    context = {
        "version": version,
        "framework": version.framework,
        "sections": sections,
        "versions": versions,
        **queries.terms(version),
    }
    return TemplateResponse(request, "knowledge/framework.html", context)


@public
@require_safe
def cite_framework(request: HttpRequest, slug: str, label: str, form: str) -> HttpResponse:
    return citation_file(queries.citation(public_version(slug, label)), form)


@public
@require_safe
def framework_differences(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """What a version changed of the one before."""
    version = public_version(slug, label)
    previous = version.previous if version.previous and version.previous.is_public else None
    found = queries.differences(previous, version) if previous else []
    context = {"version": version, "previous": previous, "framework": version.framework, "differences": found}
    return TemplateResponse(request, "knowledge/framework_differences.html", context)


@public
@require_safe
def framework_countries(request: HttpRequest, slug: str) -> HttpResponse:
    """What each of the five countries asks for."""
    version = public_version(slug)
    context = {"version": version, "framework": version.framework, "comparison": queries.compared(version)}
    return TemplateResponse(request, "knowledge/framework_countries.html", context)


@public
@require_safe
def framework_csv(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    version = public_version(slug, label)
    lines = csv_lines(COLUMNS, version_rows(version))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{label}.csv"'
    return response


@public
@require_safe
def licensing(request: HttpRequest) -> HttpResponse:
    service = licensing_choices(request.GET).get("service", "")
    rows, services = queries.licensing(service)
    context = {"rows": rows, "services": services, "service": service}
    return TemplateResponse(request, "knowledge/licensing.html", context)
