"""Who holds which role in the network: given and taken by the secretariat."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.forms.people import PersonSearchForm, RoleForm
from members.models import RoleGrant, User
from members.queries.people import people_named
from network.core.errors import DomainError
from network.core.permissions import desk


@desk("secretariat")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    form = PersonSearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    return TemplateResponse(
        request,
        "members/desk_people.html",
        {
            "form": form,
            "page": Paginator(people_named(query), 30).get_page(request.GET.get("page")),
            "is_secretariat": True,
        },
    )


@desk("secretariat")
@require_safe
def person(request: HttpRequest, person: Any) -> HttpResponse:
    return person_page(request, get_object_or_404(User, uuid=person), RoleForm())


@desk("secretariat")
@require_POST
def grant_role(request: HttpRequest, person: Any) -> HttpResponse:
    somebody = get_object_or_404(User, uuid=person)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            actions.grant_role(somebody, by=request.user, **form.terms())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The role is given."))
            return redirect("desk-person", somebody.uuid)
    return person_page(request, somebody, form)


@desk("secretariat")
@require_POST
def end_role(request: HttpRequest, person: Any, grant: int) -> HttpResponse:
    held = get_object_or_404(RoleGrant.objects.running(), pk=grant, person__uuid=person)
    try:
        actions.end_role(held, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role is taken back."))
    return redirect("desk-person", person)


def person_page(request: HttpRequest, somebody: User, form: RoleForm) -> HttpResponse:
    return TemplateResponse(
        request,
        "members/desk_person.html",
        {
            "person": somebody,
            "form": form,
            "grants": somebody.role_grants.running(),
            "past_grants": somebody.role_grants.over().select_related("country", "given_by"),
            "affiliations": somebody.current_affiliations(),
        },
    )
