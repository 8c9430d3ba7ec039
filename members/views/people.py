"""The people of an organisation: who belongs to it, who speaks for it, who is asked in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.forms.people import InvitationForm
from members.models import Affiliation, Invitation, Organisation
from members.permissions import belongs_to, can_manage_people, can_speak_for
from members.queries.organisations import standing_of
from members.queries.people import people_of
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .organisations import visible


@signed_in
@require_safe
def people(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = visible(request, organisation)
    require(belongs_to(request.user, body) or can_manage_people(request.user, body))
    return people_page(request, body)


@signed_in
@require_POST
def invite(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = managed(request, organisation)
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            actions.invite_colleague(body, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except DomainError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("organisation-people", body.uuid)
    return people_page(request, body, form)


@signed_in
@require_POST
def withdraw_invitation(request: HttpRequest, organisation: Any, invitation: Any) -> HttpResponse:
    body = managed(request, organisation)
    found = get_object_or_404(body.invitations, uuid=invitation)
    return done(request, body, lambda: actions.withdraw_invitation(found, by=request.user), _("It is taken back."))  # type: ignore[arg-type]


@signed_in
def invitation(request: HttpRequest, invitation: Any) -> HttpResponse:
    """An invitation, for whoever has shown that the invited address is theirs; to others it does not exist."""
    mine = Invitation.objects.open().for_person(request.user).select_related("organisation", "invited_by")
    found = get_object_or_404(mine, uuid=invitation)
    if request.method == "POST":
        try:
            actions.accept_invitation(found, by=request.user)  # type: ignore[arg-type]
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Welcome. You belong to the organisation now."))
        return redirect("account-settings")
    return TemplateResponse(request, "members/invitation.html", {"invitation": found})


@signed_in
@require_POST
def end_affiliation(request: HttpRequest, organisation: Any, person: Any) -> HttpResponse:
    """Leave, or have somebody else leave."""
    body = visible(request, organisation)
    affiliation = current(body, person)
    mine = affiliation.person_id == request.user.pk
    require(mine or can_manage_people(request.user, body))
    sentence = _("You have left the organisation.") if mine else _("The person has left the organisation.")
    answer = done(request, body, lambda: actions.end_affiliation(affiliation, by=request.user), sentence)
    stays = can_manage_people(request.user, body) or belongs_to(request.user, body)
    return answer if stays else redirect("account-settings")


@signed_in
@require_POST
def change_role(request: HttpRequest, organisation: Any, person: Any, role: str) -> HttpResponse:
    body = managed(request, organisation)
    affiliation = current(body, person)
    return done(
        request,
        body,
        lambda: actions.change_affiliation_role(affiliation, role=role, by=request.user),
        _("The role is changed."),
    )


@signed_in
@require_POST
def hand_over(request: HttpRequest, organisation: Any, person: Any) -> HttpResponse:
    """Make somebody else the representative in one's own place."""
    body = visible(request, organisation)
    require(can_speak_for(request.user, body))
    mine = get_object_or_404(body.affiliations.in_force().speaking(), person=request.user)
    taker = current(body, person)
    return done(
        request,
        body,
        lambda: actions.hand_over(mine, to=taker, by=request.user),
        _("You have handed over. You are an editor of the organisation now."),
    )


def people_page(request: HttpRequest, body: Organisation, form: InvitationForm | None = None) -> HttpResponse:
    now = timezone.now()
    return TemplateResponse(
        request,
        "members/organisation_people.html",
        {
            "organisation": body,
            "people": people_of(body, request.user),
            "former": body.affiliations.ended(now).select_related("person").order_by("-until")[:20],
            "standing": standing_of(body),
            "may_manage": can_manage_people(request.user, body),
            "invitations": body.invitations.open().select_related("invited_by"),
            "form": form or InvitationForm(),
        },
    )


def done(request: HttpRequest, body: Organisation, act: Callable[[], object], sentence: str) -> HttpResponse:
    """Act, say how it went, and go back to the page."""
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, sentence)
    return redirect("organisation-people", body.uuid)


def managed(request: HttpRequest, organisation: Any) -> Organisation:
    body = visible(request, organisation)
    require(can_manage_people(request.user, body))
    return body


def current(body: Organisation, person: Any) -> Affiliation:
    return get_object_or_404(body.affiliations.in_force().select_related("person"), person__uuid=person)
