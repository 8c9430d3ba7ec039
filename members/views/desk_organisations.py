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
from members.forms.memberships import EndForm
from members.forms.people import PersonSearchForm
from members.forms.registry import NewOrganisationForm, RegistrationForm, countries_of, kinds_of
from members.models import Organisation
from members.permissions import can_confirm_licences
from members.queries.audit import as_line, log_of
from members.queries.merges import undoable_merges
from members.queries.organisations import registered_facts, registry, standing_of
from members.states import MembershipState
from network.core.errors import DomainError
from network.core.permissions import desk, require

LATEST = 8
"""So many lines of the log stand on an organisation's page; the rest on a page of their own."""


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
def add(request: HttpRequest) -> HttpResponse:
    """Enter an organisation that does not apply by itself."""
    form = NewOrganisationForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds_of(request.user),
        countries=countries_of(request.user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            body = actions.register_organisation(by=request.user, **form.facts())
        except DomainError as error:
            form.add_error("register_number", str(error))
        else:
            messages.success(request, _("The organisation is in the registry."))
            return redirect("desk-organisation", body.uuid)
    return TemplateResponse(request, "members/desk_organisation_new.html", {"form": form})


@desk("coordinator", "secretariat")
def registration(request: HttpRequest, organisation: Any) -> HttpResponse:
    """What the register says, corrected with a reason."""
    body = theirs(request, organisation)
    form = RegistrationForm(request.POST if request.method == "POST" else None, instance=theirs(request, organisation))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_registration(body, reason=form.cleaned_data["reason"], by=request.user, **form.facts())
        except DomainError as error:
            form.add_error("register_number", str(error))
        else:
            messages.success(request, _("The registration is corrected."))
            return redirect("desk-organisation", body.uuid)
    return TemplateResponse(request, "members/desk_registration.html", {"organisation": body, "form": form})


@desk("coordinator", "secretariat")
@require_POST
def confirm_licence(request: HttpRequest, organisation: Any, service: str, country: str) -> HttpResponse:
    body = theirs(request, organisation)
    require(can_confirm_licences(request.user, body))
    line = get_object_or_404(body.licences, service__slug=service, country=country)
    return done(request, body, lambda: actions.confirm_licence(line, by=request.user), _("The licence is confirmed."))


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


@desk("secretariat")
@require_POST
def end(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = theirs(request, organisation)
    form = EndForm(request.POST, prefix="end")
    if not form.is_valid():
        return organisation_page(request, body, suspension_form(), form)
    facts = form.cleaned_data
    return done(
        request,
        body,
        lambda: actions.terminate_membership(body, by=request.user, **facts),
        _("The end of the membership is written down. The representatives have been told."),
    )


@desk("secretariat")
@require_POST
def readmit(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = theirs(request, organisation)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return done(
        request,
        body,
        lambda: actions.readmit_organisation(body, reason=reason, by=request.user),
        _("The organisation is readmitted."),
    )


def organisation_page(
    request: HttpRequest, body: Organisation, form: ReasonForm, end_form: EndForm | None = None
) -> HttpResponse:
    return TemplateResponse(
        request,
        "members/desk_organisation.html",
        {
            "organisation": body,
            "standing": standing_of(body),
            "periods": body.memberships.order_by("-valid_from"),
            "suspension": body.suspensions.in_force().select_related("imposed_by").first(),
            "people": body.affiliations.in_force().select_related("person"),
            "log": [as_line(entry) for entry in log_of(body, request.user)[:LATEST]],
            "form": form,
            "end_form": end_form or EndForm(prefix="end"),
            "readmission": ReasonForm(label=_("Why?")),
            "facts": registered_facts(body),
            "merges": undoable_merges(body),
            "licences": body.licences.select_related("service", "country", "confirmed_by"),
            "may_confirm": can_confirm_licences(request.user, body),
            "may_suspend": request.user.has_role("secretariat"),  # type: ignore[union-attr]
        },
    )


def suspension_form(data: Any = None) -> ReasonForm:
    return ReasonForm(data, label=_("Why?"), help_text=_("Kept in the log; the representatives read it word for word."))


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
