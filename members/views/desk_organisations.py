"""The members as the network's staff see them: standing, periods, suspension."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.forms.applications import ReasonForm
from members.forms.people import PersonSearchForm
from members.models import Organisation
from members.queries.organisations import registry, standing_of
from members.states import MembershipState
from network.core import audit
from network.core.errors import DomainError
from network.core.permissions import desk


@desk("coordinator", "secretariat")
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    form = PersonSearchForm(request.GET)
    form.fields["q"].label = gettext_lazy("Name")
    query = form.cleaned_data["q"] if form.is_valid() else ""
    state = request.GET.get("state", "")
    state = state if state in MembershipState.values else ""
    found = registry(request.user, query=query, state=state)
    address = reverse("desk-organisations")
    return TemplateResponse(
        request,
        "members/desk_organisations.html",
        {
            "form": form,
            "page": Paginator(found, 30).get_page(request.GET.get("page")),
            "is_secretariat": request.user.has_role("secretariat"),  # type: ignore[union-attr]
            "tabs": [
                {"label": gettext_lazy("All"), "url": address, "current": not state},
                *[
                    {"label": label, "url": f"{address}?state={value}", "current": value == state}
                    for value, label in MembershipState.choices
                ],
            ],
        },
    )


@desk("coordinator", "secretariat")
@require_safe
def organisation(request: HttpRequest, organisation: Any) -> HttpResponse:
    return organisation_page(request, theirs(request, organisation), suspension_form())


@desk("coordinator", "secretariat")
@require_POST
def renew(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = theirs(request, organisation)
    return done(request, body, lambda: actions.add_membership(body, by=request.user), _("The membership is renewed."))


@desk("secretariat")
@require_POST
def suspend(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = theirs(request, organisation)
    form = suspension_form(request.POST)
    if not form.is_valid():
        return organisation_page(request, body, form)
    reason = form.cleaned_data["reason"]
    return done(
        request,
        body,
        lambda: actions.suspend_organisation(body, reason=reason, by=request.user),
        _("The organisation is suspended and has left the directory."),
    )


@desk("secretariat")
@require_POST
def lift_suspension(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = theirs(request, organisation)
    return done(request, body, lambda: actions.lift_suspension(body, by=request.user), _("The suspension is lifted."))


def organisation_page(request: HttpRequest, body: Organisation, form: ReasonForm) -> HttpResponse:
    return TemplateResponse(
        request,
        "members/desk_organisation.html",
        {
            "organisation": body,
            "standing": standing_of(body),
            "periods": body.memberships.order_by("-valid_from"),
            "suspension": body.suspensions.in_force().select_related("imposed_by").first(),
            "people": body.affiliations.in_force().select_related("person"),
            "entries": audit.history(body).visible_to(request.user)[:50],
            "form": form,
            "may_suspend": request.user.has_role("secretariat"),  # type: ignore[union-attr]
        },
    )


def suspension_form(data: Any = None) -> ReasonForm:
    return ReasonForm(
        data, label=_("Why?"), help_text=_("Kept in the log; the organisation’s people are not told by this.")
    )


def done(request: HttpRequest, body: Organisation, act: Any, sentence: str) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, sentence)
    return redirect("desk-organisation", body.uuid)


def theirs(request: HttpRequest, uuid: Any) -> Organisation:
    """An organisation of a country that the person coordinates."""
    return get_object_or_404(registry(request.user), uuid=uuid)
