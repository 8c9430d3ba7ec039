from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.actions.partners import name_partner, remove_partner
from grants.drafts import Draft
from grants.forms.partners import PartnerForm
from grants.permissions import can_edit
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .drafting import steps, visible_application


@signed_in
def partner_list(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Who carries the project out together with the applicant."""
    application = visible_application(request, uuid)
    require(can_edit(request.user, application))
    form = PartnerForm(request.POST if request.method == "POST" else None, application=application)
    if form.is_valid():
        try:
            partner = name_partner(application, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(name)s is named and told.") % {"name": partner.organisation})
            return redirect("grants-application-partners", uuid=uuid)
        except DomainError as problem:
            form.add_error("organisation", str(problem))
    return TemplateResponse(
        request,
        "grants/application_partners.html",
        {
            "application": application,
            "call": application.call,
            "partners": list(application.partners.select_related("organisation__country")),
            "form": form,
            "steps": steps(application, Draft(application), "partners"),
        },
        status=422 if form.errors else 200,
    )


@signed_in
@require_POST
def remove(request: HttpRequest, uuid: Any, partner: int) -> HttpResponse:
    application = visible_application(request, uuid)
    require(can_edit(request.user, application))
    item = get_object_or_404(application.partners.select_related("organisation", "application"), pk=partner)
    try:
        remove_partner(item, by=request.user)
        messages.success(request, _("“%(name)s” has been removed.") % {"name": item.organisation})
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("grants-application-partners", uuid=uuid)
