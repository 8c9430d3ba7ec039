from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants import exports
from grants.actions.assignments import assign_assessor
from grants.actions.calls import NotReady, open_call, publish_results
from grants.actions.decisions import (
    award_application,
    check_eligibility,
    envelope_left,
    move_application,
)
from grants.forms.agreements import PrepareForm
from grants.forms.desk import AssignForm, AwardForm, EligibilityCheckForm, ListFilter, MoveForm
from grants.models import Application, Call, CallPage
from grants.money import plain
from grants.permissions import MANAGER_ROLES, can_award, can_check_eligibility, can_manage
from grants.queries.assessing import assessed
from grants.queries.assessors import assessors
from grants.queries.calls import CallItem, Moment
from grants.queries.desk import (
    calls_with_figures,
    desk_calls,
    log,
    received_applications,
    with_figures,
)
from grants.queries.desk_list import by_country, countries_of, page_of_rows, tally
from grants.queries.eligibility import checklist, words_by_line
from grants.queries.rooms import room_links
from grants.states import DECIDED_BY_MANAGER, ApplicationState
from grants.validators import missing_before_opening
from network.core.errors import DomainError
from network.core.languages import localized
from network.core.permissions import desk, require

from .assessment_desk import tabs

PER_PAGE = 25
FRAME = (
    "title",
    "slug",
    "url_path",
    "live",
    "depth",
    "path",
    "translation_key",
    "code",
    "locale",
    "search_description",
)
EXPORTS = {
    "csv": (exports.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (exports.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@desk(*MANAGER_ROLES)
@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(desk_calls(), PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request, "grants/desk/calls.html", {"page_of_calls": page, "calls": with_figures(list(page), timezone.now())}
    )


@desk(*MANAGER_ROLES)
@require_safe
def call_detail(request: HttpRequest, key: Any) -> HttpResponse:
    """One call: before opening what is missing, afterwards figures, chart and the list of applications."""
    call = Call.objects.filter(translation_key=key).first()
    page = desk_page(key, is_opened=call is not None)
    shown = {"page": page, "call": call, "item": CallItem(page, call, timezone.now())}
    if call is None:
        shown["missing"] = missing_before_opening(page)
        return TemplateResponse(request, "grants/desk/call.html", shown)
    counted, filters = tally(call), ListFilter(request.GET).chosen()
    countries = countries_of(call, counted)
    return TemplateResponse(
        request,
        "grants/desk/call.html",
        {
            **shown,
            "tabs": tabs(call, "call"),
            "rooms": room_links(call, request.user),
            "counted": counted,
            "left": call.envelope - call.awarded_total,
            "chart": by_country(counted, countries),
            "states": counted.states(),
            "filters": filters,
            "applications": page_of_rows(call, counted, countries, request.GET.get("page"), **filters),
        },
    )


@desk(*MANAGER_ROLES)
@require_POST
def open_now(request: HttpRequest, key: Any) -> HttpResponse:
    page = desk_page(key, is_opened=False)
    try:
        call = open_call(page, by=request.user)
        messages.success(request, _("%(code)s is opened; its terms and form are frozen.") % {"code": call.code})
    except NotReady as problem:
        messages.error(request, " ".join([str(problem), *map(str, problem.problems)]))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("desk-grants-call", key=key)


@desk(*MANAGER_ROLES)
@require_POST
def publish(request: HttpRequest, key: Any) -> HttpResponse:
    call = get_object_or_404(calls_with_figures(), translation_key=key)
    try:
        publish_results(call, by=request.user)
        messages.success(request, _("The results are public now."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("desk-grants-call", key=key)


@desk(*MANAGER_ROLES)
@require_safe
def export(request: HttpRequest, key: Any, kind: str) -> HttpResponse:
    """The list of a call with its filters, as CSV or XLSX."""
    call = get_object_or_404(calls_with_figures(), translation_key=key)
    if kind not in EXPORTS:
        raise Http404
    write, content_type = EXPORTS[kind]
    content = write(received_applications(call, **ListFilter(request.GET).chosen()).iterator(chunk_size=500))
    disposition = f'attachment; filename="{call.slug}-applications.{kind}"'
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


@desk(*MANAGER_ROLES)
@require_safe
def application(request: HttpRequest, uuid: Any) -> HttpResponse:
    return application_page(request, received_application(uuid))


@desk(*MANAGER_ROLES)
@require_POST
def eligibility(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = received_application(uuid)
    require(can_check_eligibility(request.user, item))
    form = EligibilityCheckForm(request.POST, lines=checklist(item))
    if not form.is_valid():
        return application_page(request, item, eligibility_form=form)
    return done(
        request,
        item,
        lambda: check_eligibility(item, form.words, remark=form.cleaned_data["remark"], by=request.user),
        _("Your check is recorded."),
    )


@desk(*MANAGER_ROLES)
@require_POST
def move(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = received_application(uuid)
    require(can_manage(request.user, item))
    form = MoveForm(request.POST, state=item.state)
    if not form.is_valid():
        return application_page(request, item, move_form=form)
    return done(
        request, item, lambda: move_application(item, by=request.user, **form.cleaned_data), _("The step is taken.")
    )


@desk(*MANAGER_ROLES)
@require_POST
def award(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = received_application(uuid)
    require(can_award(request.user, item))
    form = AwardForm(request.POST)
    if not form.is_valid():
        return application_page(request, item, award_form=form)
    return done(
        request, item, lambda: award_application(item, by=request.user, **form.cleaned_data), _("The grant is awarded.")
    )


@desk(*MANAGER_ROLES)
@require_POST
def assign(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = received_application(uuid)
    require(can_manage(request.user, item))
    form = AssignForm(request.POST, assessors=assessors())
    if not form.is_valid():
        return application_page(request, item, assign_form=form)
    return done(
        request,
        item,
        lambda: assign_assessor(
            item, form.cleaned_data["assessor"], by=request.user, due_on=form.cleaned_data["due_on"]
        ),
        _("Assigned."),
    )


def done(request: HttpRequest, item: Application, act: Any, sentence: str) -> HttpResponse:
    """Act, say what came of it, and show the application again."""
    try:
        act()
        messages.success(request, sentence)
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("desk-grants-application", uuid=item.uuid)


def desk_page(key: Any, *, is_opened: bool) -> CallPage:
    """The page of a call in the reader's nearest language; of an opened one its frame only: the rest is frozen by now."""
    pages = localized(CallPage.objects.filter(translation_key=key), get_language()).select_related("locale")
    return get_object_or_404(pages.only(*FRAME) if is_opened else pages)


def received_application(uuid: Any) -> Application:
    """SECURITY: the doors of these views let in nobody but those who may see everything received (`permissions.can_see`)."""
    found = Application.objects.received().for_list().select_related("submission", "award__agreement", "proposal")
    return get_object_or_404(found, uuid=uuid)


def application_page(request: HttpRequest, item: Application, **forms: Any) -> HttpResponse:
    user, may_manage = request.user, can_manage(request.user, item)
    may_check, may_award = can_check_eligibility(user, item), can_award(user, item)
    left = envelope_left(item.call) if may_award else None
    checks = list(item.eligibility_checks.all())
    assignments = list(item.assignments.select_related("assessment"))
    being_scored = item.state == ApplicationState.ASSESSMENT and any(one.is_standing for one in assignments)
    may_move = may_manage and item.state in DECIDED_BY_MANAGER and not being_scored
    return TemplateResponse(
        request,
        "grants/desk/application.html",
        {
            "application": item,
            "here": reverse("desk-grants-application", kwargs={"uuid": item.uuid}),
            "call": item.call,
            "submission": item.submission,
            "record": item.submission.record,
            "received": Moment(item.submitted_at, item.call.time_zone),  # type: ignore[arg-type]
            "may_check": may_check,
            "checks": checks,
            "check_lines": [] if may_check else words_by_line(item, checks),
            "assignments": assignments,
            "assessed": assessed(item, assignments) if may_manage else [],
            "total_points": item.form.definition.total_points,
            "history": log(item),
            "left": left,
            "may_manage": may_manage,
            "may_release": may_manage and item.state == ApplicationState.ASSESSMENT,
            "eligibility_form": forms.get("eligibility_form")
            or (EligibilityCheckForm(lines=checklist(item)) if may_check else None),
            "ranked_by_scores": being_scored,
            "move_form": forms.get("move_form") or (MoveForm(state=item.state) if may_move else None),
            "award_form": forms.get("award_form") or (AwardForm(initial=recommended(item)) if may_award else None),
            "agreement_form": PrepareForm() if may_manage and hasattr(item, "award") else None,
            "assign_form": forms.get("assign_form"),
            "to_ask": possible_assessors() if may_manage and item.state == ApplicationState.ASSESSMENT else [],
        },
        status=422 if forms else 200,
    )


def possible_assessors() -> list[tuple[Any, str]]:
    """Key and name of everybody who can be asked, for a list of choices. One query."""
    return [(key, name or email) for key, name, email in assessors().values_list("uuid", "full_name", "email")]


def recommended(item: Application) -> dict[str, str]:
    """What the committee said, as a first amount and reason of the award."""
    proposal = getattr(item, "proposal", None)
    return (
        {"amount": plain(proposal.recommended), "reason": proposal.reason} if proposal and proposal.recommended else {}
    )
