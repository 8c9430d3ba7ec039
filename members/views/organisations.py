"""What an organisation's people keep up to date themselves: profile, picture, licences, and the membership itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import actions
from members.declarations import CURRENT
from members.forms.licences import LicenceForm, LogoForm
from members.forms.memberships import RenewalForm
from members.forms.profiles import ProfileForm
from members.models import Licence, Organisation
from members.permissions import can_edit_profile, can_manage_people, can_renew
from members.queries.organisations import next_period, standing_of
from members.queries.profiles import preview_of
from members.states import RENEWABLE
from network.core.errors import DomainError
from network.core.permissions import require, signed_in


@signed_in
def edit(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = editable(request, organisation)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=body)
    if request.method == "POST" and form.is_valid():
        actions.save_profile(body, by=request.user, words=form.words(), **form.facts())
        messages.success(request, _("The profile is saved. This is how it looks now."))
        return redirect("directory-profile", body.slug)
    return edit_page(request, visible(request, organisation), form)


@signed_in
@require_POST
def preview(request: HttpRequest, organisation: Any) -> HttpResponse:
    """The profile as the public would see it with what the form says; nothing is stored."""
    form = ProfileForm(request.POST, instance=editable(request, organisation))
    if not form.is_valid():
        return edit_page(request, visible(request, organisation), form)
    body = form.instance
    for name, value in form.facts().items():
        setattr(body, name, value)
    return TemplateResponse(
        request,
        "members/organisation_preview.html",
        {"organisation": body, "profile": preview_of(body, form.words()), "form": form, "country_urls": {}},
    )


@signed_in
@require_POST
def edit_again(request: HttpRequest, organisation: Any) -> HttpResponse:
    """From the preview back to the form, with everything that was typed."""
    body = editable(request, organisation)
    return edit_page(request, visible(request, organisation), ProfileForm(request.POST, instance=body))


def edit_page(request: HttpRequest, body: Organisation, form: ProfileForm) -> HttpResponse:
    return TemplateResponse(
        request, "members/organisation_edit.html", {"organisation": body, "form": form, "logo_form": LogoForm()}
    )


@signed_in
@require_POST
def set_logo(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = editable(request, organisation)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        actions.set_logo(body, form.cleaned_data["logo"], by=request.user)
        messages.success(request, _("The picture is stored."))
        return redirect("organisation-edit", body.uuid)
    return TemplateResponse(
        request,
        "members/organisation_edit.html",
        {"organisation": body, "form": ProfileForm(instance=body), "logo_form": form},
    )


@signed_in
@require_POST
def remove_logo(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = editable(request, organisation)
    actions.remove_logo(body, by=request.user)
    messages.success(request, _("The picture is removed."))
    return redirect("organisation-edit", body.uuid)


# --- Licences -----------------------------------------------------------------------------------------------------


@signed_in
def licences(request: HttpRequest, organisation: Any) -> HttpResponse:
    """All lines, and a form for another."""
    body = editable(request, organisation)
    form = LicenceForm(request.POST if request.method == "POST" else None, instance=Licence(organisation=body))
    if request.method == "POST" and form.is_valid():
        actions.save_licence(body, by=request.user, **form.cleaned_data)
        messages.success(request, _("The licence is written down. The coordinator confirms it when they have seen it."))
        return redirect("organisation-licences", body.uuid)
    return TemplateResponse(
        request,
        "members/organisation_licences.html",
        {
            "organisation": body,
            "licences": body.licences.select_related("service", "country", "confirmed_by"),
            "form": form,
        },
    )


@signed_in
def licence(request: HttpRequest, organisation: Any, service: str, country: str) -> HttpResponse:
    body = editable(request, organisation)
    line = licence_of(body, service, country)
    form = LicenceForm(request.POST if request.method == "POST" else None, instance=line)
    if request.method == "POST" and form.is_valid():
        actions.save_licence(body, service=line.service, country=line.country, by=request.user, **form.cleaned_data)
        messages.success(request, _("The licence is changed."))
        return redirect("organisation-licences", body.uuid)
    return TemplateResponse(
        request,
        "members/organisation_licence.html",
        {"organisation": body, "licence": licence_of(body, service, country), "form": form},
    )


@signed_in
@require_POST
def remove_licence(request: HttpRequest, organisation: Any, service: str, country: str) -> HttpResponse:
    body = editable(request, organisation)
    line = body.licences.filter(service__slug=service, country=country).first()
    if line:
        actions.remove_licence(line, by=request.user)
        messages.success(request, _("The line is removed."))
    return redirect("organisation-licences", body.uuid)


def licence_of(body: Organisation, service: str, country: str) -> Licence:
    lines = body.licences.select_related("service", "country")
    return get_object_or_404(lines, service__slug=service, country=country)


# --- The membership -----------------------------------------------------------------------------------------------


@signed_in
def renew(request: HttpRequest, organisation: Any) -> HttpResponse:
    """Where the membership stands, and renewing it by confirming what was declared on joining."""
    body = visible(request, organisation)
    require(can_renew(request.user, body) if request.method == "POST" else can_manage_people(request.user, body))
    form = RenewalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            period = actions.renew_membership(body, by=request.user, declarations_version=CURRENT)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request,
                _("Thank you. The membership runs until %(date)s.") % {"date": date_format(period.valid_until)},
            )
        return redirect("organisation-renew", body.uuid)
    return renewal_page(request, body, form)


def renewal_page(request: HttpRequest, body: Organisation, form: RenewalForm) -> HttpResponse:
    standing = standing_of(body)
    return TemplateResponse(
        request,
        "members/organisation_renew.html",
        {
            "organisation": body,
            "standing": standing,
            "periods": body.memberships.order_by("-valid_from"),
            "next_period": next_period(body),
            "may_renew_now": standing.state in RENEWABLE and can_renew(request.user, body),
            "form": form,
        },
    )


def editable(request: HttpRequest, uuid: Any) -> Organisation:
    body = visible(request, uuid)
    require(can_edit_profile(request.user, body))
    return body


def visible(request: HttpRequest, uuid: Any) -> Organisation:
    return get_object_or_404(
        Organisation.objects.visible_to(request.user).select_related("country", "municipality"), uuid=uuid
    )
