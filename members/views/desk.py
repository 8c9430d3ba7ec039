"""The coordinator's workbench: what waits, and one case with its documents beside the checklist."""

from datetime import timedelta
from typing import Any

from csp.constants import SELF
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.checklist import ITEMS
from members.forms.applications import CheckForm, ReasonForm
from members.models import MembershipApplication
from members.permissions import can_handle_application, has_conflict
from members.queries.applications import days_chart, documents_of, queue, queue_counts, statistics, story_of
from members.queries.duplicates import duplicates_of
from members.states import DECIDED, WITH_COORDINATOR, ApplicationState
from network.core.errors import DomainError
from network.core.models import Country
from network.core.permissions import desk, require

from .application_papers import can_be_shown

GROUPS = {
    "waiting": gettext_lazy("Waiting"),
    "asked": gettext_lazy("Information requested"),
    "closed": gettext_lazy("Closed"),
}
PER_PAGE = 30
FIT = "#navpanes=0&view=FitH"
"""Has the browser's own viewer show a page in full width, without a column of small pages beside it."""
LATE = timedelta(weeks=3)
"""So long an applicant was told that it usually takes."""


@desk("coordinator", "secretariat")
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    group = request.GET.get("group", "waiting")
    group = group if group in GROUPS else "waiting"
    counts = queue_counts(request.user)
    names = {country.pk: country.name for country in Country.objects.all()}
    country = request.GET.get("country", "")
    country = country if country in names else ""
    found = queue(request.user, group=group, country=country)
    rows = statistics(request.user)
    return TemplateResponse(
        request,
        "members/desk_applications.html",
        {
            "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "is_secretariat": request.user.has_role("secretariat"),  # type: ignore[union-attr]
            "tabs": [
                {"label": label, "url": queue_url(key, country), "current": key == group, "count": counts[key]}
                for key, label in GROUPS.items()
            ],
            "countries": [
                (label, queue_url(group, code), code == country)
                for code, label in [("", _("All")), *((row.country, names[row.country]) for row in rows)]
            ],
            "late_before": timezone.now() - LATE,
            "waiting_states": WITH_COORDINATOR,
            "lines": len(ITEMS),
            "statistics": [(names[row.country], row) for row in rows],
            "chart": days_chart([(names[row.country], row) for row in rows if row.median_days is not None]),
        },
    )


@desk("coordinator", "secretariat")
@require_safe
def application(request: HttpRequest, application: Any) -> HttpResponse:
    return case_page(request, seen(request, application))


@desk("coordinator", "secretariat")
@require_POST
def start_verification(request: HttpRequest, application: Any) -> HttpResponse:
    case = handled(request, application)
    return done(request, case, lambda: actions.start_verification(case, by=request.user), _("You have taken it on."))


@desk("coordinator", "secretariat")
@require_POST
def take_over(request: HttpRequest, application: Any) -> HttpResponse:
    case = handled(request, application)
    return done(
        request, case, lambda: actions.take_over_application(case, by=request.user), _("You have taken it over.")
    )


@desk("coordinator", "secretariat")
@require_POST
def check(request: HttpRequest, application: Any, item: str) -> HttpResponse:
    case = handled(request, application)
    line = get_object_or_404(case.checklist, item=item)
    form = CheckForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what you found: in order, or not."))
        return redirect(f"{case.get_desk_url()}#{item}")
    return done(
        request, case, lambda: actions.check_line(line, by=request.user, **form.cleaned_data), "", anchor=f"#{item}"
    )


@desk("coordinator", "secretariat")
@require_POST
def ask(request: HttpRequest, application: Any) -> HttpResponse:
    case = handled(request, application)
    form = question_form(request.POST)
    if not form.is_valid():
        return case_page(request, case, question=form)
    question = form.cleaned_data["reason"]
    return done(
        request,
        case,
        lambda: actions.ask_for_information(case, question=question, by=request.user),
        _("The applicant has your question."),
    )


@desk("coordinator", "secretariat")
@require_POST
def approve(request: HttpRequest, application: Any) -> HttpResponse:
    case = handled(request, application)
    return done(
        request,
        case,
        lambda: actions.approve_application(case, by=request.user),
        _("The organisation is a member from today. The applicant has been told."),
    )


@desk("coordinator", "secretariat")
@require_POST
def reject(request: HttpRequest, application: Any) -> HttpResponse:
    case = handled(request, application)
    form = rejection_form(request.POST)
    if not form.is_valid():
        return case_page(request, case, rejection=form)
    reason = form.cleaned_data["reason"]
    return done(
        request,
        case,
        lambda: actions.reject_application(case, reason=reason, by=request.user),
        _("The application is rejected. The applicant has your reason."),
    )


def queue_url(group: str, country: str) -> str:
    return f"?group={group}&country={country}" if country else f"?group={group}"


# --- Pages and pieces ---------------------------------------------------------------------------------------------


def case_page(
    request: HttpRequest,
    case: MembershipApplication,
    question: ReasonForm | None = None,
    rejection: ReasonForm | None = None,
) -> HttpResponse:
    lines = list(case.checklist.select_related("checked_by"))
    documents = documents_of(case)
    state = ApplicationState(case.state)
    shown = [document for document in documents if can_be_shown(document)]
    response = TemplateResponse(
        request,
        "members/desk_application.html",
        {
            "application": case,
            "shown": [document.pk for document in shown],
            "first_document": shown[0] if shown else None,
            "has_unshown": len(shown) < len(documents),
            "fit": FIT,
            "lines": [(line, [d for d in documents if d.purpose == line.definition.purpose]) for line in lines],
            "duplicates": duplicates_of(case) if case.is_open else [],
            "endorsements": case.endorsements.select_related("organisation", "person"),
            "story": story_of(case),
            "in_conflict": has_conflict(request.user, case),
            "may_start": state == ApplicationState.SUBMITTED,
            "may_check": state == ApplicationState.UNDER_VERIFICATION,
            "may_take_over": state == ApplicationState.UNDER_VERIFICATION and case.verifier_id != request.user.pk,
            "is_decided": state in DECIDED,
            "may_ask": ApplicationState.NEEDS_INFO in case.TRANSITIONS[case.state],
            "all_passed": bool(lines) and all(line.verdict == "passed" for line in lines),
            "question": question or question_form(),
            "rejection": rejection or rejection_form(),
        },
    )
    response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]  # the documents beside the checklist
    return response


def question_form(data: Any = None) -> ReasonForm:
    return ReasonForm(
        data,
        label=_("What do you need to know?"),
        help_text=_("The applicant reads it and can change the application."),
    )


def rejection_form(data: Any = None) -> ReasonForm:
    return ReasonForm(data, label=_("Reason"), help_text=_("The applicant reads it word for word."), prefix="rejection")


def done(request: HttpRequest, case: MembershipApplication, act: Any, sentence: str, anchor: str = "") -> HttpResponse:
    """Do it, say so, and go back to the case; a rule that stands against it is said instead."""
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        if sentence:
            messages.success(request, sentence)
    return redirect(f"{case.get_desk_url()}{anchor}")


def seen(request: HttpRequest, uuid: Any) -> MembershipApplication:
    cases = MembershipApplication.objects.with_coordinators(request.user)
    return get_object_or_404(
        cases.select_related("country", "municipality", "applicant", "verifier", "organisation").prefetch_related(
            "themes", "target_groups", "services", "work_languages"
        ),
        uuid=uuid,
    )


def handled(request: HttpRequest, uuid: Any) -> MembershipApplication:
    case = seen(request, uuid)
    require(can_handle_application(request.user, case))
    return case
