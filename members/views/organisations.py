"""An organisation as its own people see it: the profile they edit and who belongs to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.forms.people import InvitationForm
from members.forms.profiles import ProfileForm
from members.models import Invitation, Organisation
from members.permissions import belongs_to, can_edit_profile, can_speak_for
from members.queries.organisations import standing_of
from network.core.errors import DomainError
from network.core.permissions import require, signed_in


@signed_in
def edit(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = visible(request, organisation)
    require(can_edit_profile(request.user, body))
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=body)
    if request.method == "POST" and form.is_valid():
        actions.save_profile(body, by=request.user, words=form.words(), **form.facts())
        messages.success(request, _("The profile is saved. This is how it looks now."))
        return redirect("directory-profile", body.slug)
    return TemplateResponse(
        request, "members/organisation_edit.html", {"organisation": visible(request, organisation), "form": form}
    )


@signed_in
@require_safe
def people(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = visible(request, organisation)
    require(belongs_to(request.user, body))
    return people_page(request, body)


@signed_in
@require_POST
def invite(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = visible(request, organisation)
    require(can_speak_for(request.user, body))
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            actions.invite_colleague(body, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("organisation-people", body.uuid)
    return people_page(request, body, form)


@signed_in
@require_POST
def withdraw_invitation(request: HttpRequest, organisation: Any, invitation: Any) -> HttpResponse:
    body = visible(request, organisation)
    require(can_speak_for(request.user, body))
    try:
        actions.withdraw_invitation(get_object_or_404(body.invitations, uuid=invitation), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("organisation-people", body.uuid)


@signed_in
def invitation(request: HttpRequest, invitation: Any) -> HttpResponse:
    """An invitation, for whoever has shown that the invited address is theirs; to others it does not exist."""
    mine = Invitation.objects.open().for_person(request.user).select_related("organisation", "invited_by")
    found = get_object_or_404(mine, uuid=invitation)
    if request.method == "POST":
        try:
            actions.accept_invitation(found, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Welcome. You belong to the organisation now."))
        return redirect("account-settings")
    return TemplateResponse(request, "members/invitation.html", {"invitation": found})


def people_page(request: HttpRequest, body: Organisation, form: InvitationForm | None = None) -> HttpResponse:
    return TemplateResponse(
        request,
        "members/organisation_people.html",
        {
            "organisation": body,
            "affiliations": body.affiliations.in_force().select_related("person"),
            "standing": standing_of(body),
            "may_manage": can_speak_for(request.user, body),
            "invitations": body.invitations.open(),
            "form": form or InvitationForm(),
        },
    )


@signed_in
@require_POST
def end_affiliation(request: HttpRequest, organisation: Any, person: Any) -> HttpResponse:
    """Leave, or have somebody else leave."""
    body = visible(request, organisation)
    affiliation = get_object_or_404(body.affiliations.in_force(), person__uuid=person)
    mine = affiliation.person_id == request.user.pk
    require(mine or can_speak_for(request.user, body))
    try:
        actions.end_affiliation(affiliation, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("You have left the organisation.") if mine else _("The person has left the organisation.")
        )
        if mine:
            return redirect("account-settings")
    return redirect("organisation-people", body.uuid)


@signed_in
@require_POST
def change_role(request: HttpRequest, organisation: Any, person: Any, role: str) -> HttpResponse:
    body = visible(request, organisation)
    require(can_speak_for(request.user, body))
    affiliation = get_object_or_404(body.affiliations.in_force(), person__uuid=person)
    try:
        actions.change_affiliation_role(affiliation, role=role, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role is changed."))
    return redirect("organisation-people", body.uuid)


def visible(request: HttpRequest, uuid: Any) -> Organisation:
    return get_object_or_404(
        Organisation.objects.visible_to(request.user).select_related("country", "municipality"), uuid=uuid
    )
