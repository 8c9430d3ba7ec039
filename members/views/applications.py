"""Where an application to join stands, for its applicant and for the members who stand up for it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.forms.applications import EndorsementForm, ReasonForm
from members.models import MembershipApplication
from members.permissions import endorsing_organisations
from members.queries.applications import documents_of, missing_parts, story_of
from members.states import DECIDED
from network.core.errors import DomainError
from network.core.permissions import signed_in

from .application_steps import own


@signed_in
@require_safe
def status(request: HttpRequest, application: Any) -> HttpResponse:
    """Where it stands and who has it."""
    case = own(request, application)
    return TemplateResponse(
        request,
        "members/application_status.html",
        {
            "application": case,
            "story": story_of(case),
            "documents": documents_of(case),
            "is_decided": case.state in DECIDED,
            "endorsements": case.endorsements.select_related("organisation"),
            "missing": missing_parts(case) if case.is_with_applicant else [],
            "withdraw_form": ReasonForm(label=_("Why? (the coordinator reads it)"), required=False),
        },
    )


@signed_in
@require_POST
def withdraw(request: HttpRequest, application: Any) -> HttpResponse:
    case = own(request, application)
    form = ReasonForm(request.POST, required=False)
    if form.is_valid():
        try:
            actions.withdraw_application(case, by=request.user, reason=form.cleaned_data["reason"])
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Your application is withdrawn."))
    return redirect(case)


@signed_in
def endorse(request: HttpRequest, application: Any) -> HttpResponse:
    """A member organisation of the country stands up for an applicant, whose representative sent it the address."""
    case = get_object_or_404(MembershipApplication.objects.handed_in().select_related("country"), uuid=application)
    bodies = endorsing_organisations(request.user, case)
    if not bodies:
        raise Http404
    form = EndorsementForm(request.POST if request.method == "POST" else None, organisations=bodies)
    if request.method == "POST" and form.is_valid():
        try:
            actions.endorse_application(case, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. The coordinator sees your words beside the application."))
            return redirect("account-settings")
    return TemplateResponse(request, "members/application_endorse.html", {"application": case, "form": form})
