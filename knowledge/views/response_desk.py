"""What the desk does about answers and about recommendations by the table."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.actions import responses as actions
from knowledge.actions.tracker_import import import_table
from knowledge.exports import csv_lines
from knowledge.forms.responses import AskForm, ResponseForm, TableForm
from knowledge.models import Recommendation
from knowledge.permissions import can_record_response, can_write_report
from knowledge.queries.tracker_table import COLUMNS, edition_rows
from knowledge.views.report_desk import KEEPERS, handled
from knowledge.views.tracker import address_of
from network.core.errors import DomainError
from network.core.permissions import desk, require


def handled_recommendation(request: HttpRequest, code: str) -> Recommendation:
    found = get_object_or_404(Recommendation.objects.public().handled_by(request.user), code=code)
    require(can_record_response(request.user, found))
    return found


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def response_record(request: HttpRequest, code: str) -> HttpResponse:
    """Enter what an institution answered to a published recommendation."""
    found = handled_recommendation(request, code)
    form = ResponseForm(request.POST if request.method == "POST" else None, recommendation=found)
    if form.is_valid():
        try:
            actions.record_response(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Published."))
            return redirect(found)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    title = _("Response to %(code)s") % {"code": found.code}
    context = {"form": form, "title": title, "lead": found.text, "report": None}
    return TemplateResponse(request, "knowledge/report_part_form.html", context)


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def response_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Send an institution a link by which it can answer once."""
    found = handled_recommendation(request, code)
    form = AskForm(request.POST if request.method == "POST" else None, recommendation=found)
    if form.is_valid():
        try:
            asked = actions.ask_for_response(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("A letter with a link is on its way to %(email)s.") % {"email": asked.email})
            return redirect("response-ask", code=code)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    requests = found.response_requests.select_related("institution", "response")[:20]
    context = {"form": form, "recommendation": found, "requests": requests}
    return TemplateResponse(request, "knowledge/response_ask.html", context)


@desk(*KEEPERS)
@require_safe
def edition_csv(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The recommendations of an edition and those it may assess, to be worked on in a spreadsheet."""
    report = handled(request, report_id)
    lines = csv_lines(COLUMNS, edition_rows(report, address_of(request)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{report.slug}.csv"'
    return response


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def table_import(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The table comes back: all rows are taken, or none and each broken one is named."""
    report = handled(request, report_id)
    require(can_write_report(request.user, report))
    outcome = None
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if request.method == "POST" and form.is_valid():
        content, only_check = form.cleaned_data["table"].read(), form.cleaned_data["only_check"]
        try:
            outcome = import_table(report, by=request.user, content=content, only_check=only_check)
        except DomainError as refusal:
            form.add_error("table", str(refusal))
        if outcome and outcome.is_applied:
            counts = outcome.counts
            messages.success(request, _("Taken in: %(new)s new, %(changed)s changed, %(same)s as before.") % counts)
            return redirect(report.get_desk_url())
    context = {"report": report, "form": form, "outcome": outcome}
    return TemplateResponse(request, "knowledge/table_import.html", context)
