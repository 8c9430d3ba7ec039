"""The evidence library of a country, for everybody who writes at one of its reports."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knowledge.actions.evidence import add_evidence, change_evidence
from knowledge.forms.reports import EvidenceForm
from knowledge.models import Evidence, ShadowReport
from knowledge.permissions import can_add_evidence
from knowledge.queries import reports as queries
from network.core.errors import DomainError
from network.core.permissions import signed_in
from network.core.uploads import UploadRefused

MOST = 300


def written_at(request: HttpRequest, report_id: UUID) -> ShadowReport:
    report = get_object_or_404(ShadowReport.objects.select_related("series", "country"), uuid=report_id)
    if not can_add_evidence(request.user, report):
        raise Http404
    return report


@signed_in
@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = written_at(request, report_id)
    sent = request.method == "POST"
    form = EvidenceForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        try:
            added = add_evidence(report, by=request.user, **form.cleaned_data)
            messages.success(request, _("Entered as number %(number)s.") % {"number": added.number})
            return redirect("report-evidence", report_id=report.uuid)
        except DomainError as refusal:
            form.add_error(field_of(refusal), str(refusal))
    return page(request, report, form)


@signed_in
@require_http_methods(["GET", "POST"])
def evidence_change(request: HttpRequest, report_id: UUID, number: int) -> HttpResponse:
    report = written_at(request, report_id)
    found = get_object_or_404(Evidence.objects.filter(country=report.country_id), number=number)
    sent = request.method == "POST"
    form = EvidenceForm(request.POST if sent else None, request.FILES if sent else None, instance=found)
    if form.is_valid():
        try:
            change_evidence(found, report=report, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("report-evidence", report_id=report.uuid)
        except DomainError as refusal:
            form.add_error(field_of(refusal), str(refusal))
    return page(request, report, form, found)


def page(request: HttpRequest, report: ShadowReport, form: Any, changed: Evidence | None = None) -> HttpResponse:
    library = queries.library_of(report).select_related("file")[:MOST]
    context = {"report": report, "form": form, "library": library, "changed": changed}
    return TemplateResponse(request, "knowledge/evidence.html", context)


def field_of(refusal: DomainError) -> str | None:
    return "document" if isinstance(refusal, UploadRefused) else None
