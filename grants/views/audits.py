"""For those who check: the auditor's seat and what it shows, dossiers, the donor's table."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.actions.audits import grant_seat, request_dossier, revoke_seat
from grants.agreement_permissions import can_see_dossier
from grants.consolidated import workbook
from grants.decision_papers import evaluation_pdf
from grants.forms.audits import SeatForm
from grants.models import Agreement, Application, AuditorSeat, Call, Dossier, Meeting
from grants.permissions import MANAGER_ROLES, audits
from grants.queries.audits import audited_applications, judgement_of, records_of
from network.core.errors import DomainError
from network.core.permissions import desk, signed_in

from .assessment_desk import tabs
from .committee import paper

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_safe
def my_seats(request: HttpRequest) -> HttpResponse:
    """The calls for which the person holds a seat. Who never held one finds nothing here."""
    seats = list(AuditorSeat.objects.filter(person=request.user.pk).select_related("call"))
    if not seats:
        raise Http404
    now = timezone.now()
    return TemplateResponse(request, "grants/audit.html", {"seats": [(seat, seat.is_current(now)) for seat in seats]})


def audited_call(request: HttpRequest, uuid: Any) -> Call:
    call = get_object_or_404(Call, uuid=uuid)
    if not audits(request.user, call.pk):
        raise Http404
    return call


@signed_in
@require_safe
def call(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Everything of one call, to read: applications, agreements, minutes, dossiers."""
    item = audited_call(request, uuid)
    applications = audited_applications(item, request.user)
    return TemplateResponse(
        request,
        "grants/audit_call.html",
        {
            "call": item,
            "applications": Paginator(applications.order_by("number"), PER_PAGE).get_page(request.GET.get("page")),
            "agreements": Agreement.objects.visible_to(request.user).filter(call=item).for_list().order_by("number"),
            **records_of(item),
            "dossiers": item.dossiers.filter(agreement=None)[:5],
        },
    )


@signed_in
@require_safe
def application(request: HttpRequest, uuid: Any) -> HttpResponse:
    """How one application was checked, assessed and decided: what those who ran the call saw of it."""
    received = Application.objects.visible_to(request.user).received().for_list()
    item = get_object_or_404(received.select_related("submission", "award__agreement", "proposal"), uuid=uuid)
    if not audits(request.user, item.call_id):
        raise Http404
    return TemplateResponse(
        request,
        "grants/audit_application.html",
        {"application": item, "call": item.call, "submission": item.submission, **judgement_of(item)},
    )


@signed_in
@require_safe
def evaluation(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The evaluation report of a meeting, for the auditors of its call."""
    meeting = get_object_or_404(Meeting.objects.select_related("call"), uuid=uuid, signed_at__isnull=False)
    if not audits(request.user, meeting.call_id):
        raise Http404
    content = evaluation_pdf(meeting, language=request.LANGUAGE_CODE)  # type: ignore[attr-defined]
    return paper(content, f"{meeting.call.code}-evaluation.pdf")


@signed_in
@require_POST
def call_dossier(request: HttpRequest, uuid: Any) -> HttpResponse:
    return redirect(request_dossier(audited_call(request, uuid), by=request.user))


@signed_in
@require_safe
def call_table(request: HttpRequest, uuid: Any) -> HttpResponse:
    return table_of(audited_call(request, uuid))


@signed_in
@require_safe
def dossier(request: HttpRequest, uuid: Any) -> HttpResponse:
    """How far a dossier has come, and the way to it once it is ready."""
    item = get_object_or_404(Dossier.objects.select_related("call", "agreement", "file"), uuid=uuid)
    if not can_see_dossier(request.user, item):
        raise Http404
    template = "grants/_dossier.html" if request.headers.get("HX-Request") else "grants/dossier.html"
    return TemplateResponse(request, template, {"dossier": item, "agreement": item.agreement, "call": item.call})


@desk(*MANAGER_ROLES)
@require_safe
def seats(request: HttpRequest, key: Any) -> HttpResponse:
    return seat_page(request, get_object_or_404(Call, translation_key=key))


def seat_page(request: HttpRequest, item: Call, form: Any = None) -> HttpResponse:
    now = timezone.now()
    found = item.auditor_seats.all()
    return TemplateResponse(
        request,
        "grants/desk/seats.html",
        {
            "call": item,
            "tabs": tabs(item, "seats"),
            "seats": [(seat, seat.is_current(now)) for seat in found],
            "form": form or SeatForm(),
            "dossiers": item.dossiers.filter(agreement=None)[:5],
        },
        status=422 if form else 200,
    )


@desk(*MANAGER_ROLES)
@require_POST
def give_seat(request: HttpRequest, key: Any) -> HttpResponse:
    item = get_object_or_404(Call, translation_key=key)
    form = SeatForm(request.POST)
    if not form.is_valid():
        return seat_page(request, item, form)
    try:
        seat = grant_seat(item, by=request.user, **form.content)
        messages.success(request, _("%(name)s reads everything of this call now.") % {"name": seat.person_name})
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("desk-grants-seats", key=key)


@desk(*MANAGER_ROLES)
@require_POST
def end_seat(request: HttpRequest, uuid: Any) -> HttpResponse:
    seat = get_object_or_404(AuditorSeat.objects.select_related("call"), uuid=uuid)
    revoke_seat(seat, by=request.user)
    messages.success(request, _("The seat is ended."))
    return redirect("desk-grants-seats", key=seat.call.translation_key)


@desk(*MANAGER_ROLES)
@require_POST
def desk_call_dossier(request: HttpRequest, key: Any) -> HttpResponse:
    return redirect(request_dossier(get_object_or_404(Call, translation_key=key), by=request.user))


@desk(*MANAGER_ROLES)
@require_POST
def agreement_dossier(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = get_object_or_404(Agreement.objects.select_related("call"), uuid=uuid)
    return redirect(request_dossier(item.call, agreement=item, by=request.user))


@desk(*MANAGER_ROLES)
@require_safe
def desk_call_table(request: HttpRequest, key: Any) -> HttpResponse:
    return table_of(get_object_or_404(Call, translation_key=key))


def table_of(item: Call) -> HttpResponse:
    disposition = f'attachment; filename="{item.slug}-grants.xlsx"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(workbook(item), content_type=XLSX, headers=headers)
