"""Two entries that are one: compared side by side, then merged. The secretariat's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.forms.many import MergeForm
from members.forms.people import PersonSearchForm
from members.models import Merge, Organisation, User
from members.models.merges import TIME_TO_UNDO
from members.queries.merges import likely_twins, people_like, preview
from members.queries.organisations import registry
from members.queries.people import people_named
from network.core.errors import DomainError
from network.core.permissions import desk


@desk("secretariat")
@require_safe
def choose_organisation(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = get_object_or_404(Organisation, uuid=organisation)
    form = PersonSearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    found = (
        registry(request.user, query=query).filter(country=body.country_id).exclude(pk=body.pk)[:20] if query else []
    )
    context = {
        "entry": body,
        "entry_url": reverse("desk-organisation", args=[body.uuid]),
        "form": form,
        "likely": [(twin, why, merge_url("organisation", body, twin)) for twin, why in likely_twins(body)],
        "found": [(other, "", merge_url("organisation", body, other)) for other in found],
        "query": query,
    }
    return TemplateResponse(request, "members/desk_merge_choose.html", context)


@desk("secretariat")
@require_safe
def choose_person(request: HttpRequest, person: Any) -> HttpResponse:
    somebody = get_object_or_404(User, uuid=person, erased_at=None)
    form = PersonSearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    found = people_named(query).exclude(pk=somebody.pk)[:20] if query else []
    context = {
        "entry": somebody,
        "entry_url": reverse("desk-person", args=[somebody.uuid]),
        "form": form,
        "likely": [(other, other.email, merge_url("person", somebody, other)) for other in people_like(somebody)],
        "found": [(other, other.email, merge_url("person", somebody, other)) for other in found],
        "query": query,
    }
    return TemplateResponse(request, "members/desk_merge_choose.html", context)


@desk("secretariat")
def merge_organisations(request: HttpRequest, kept: Any, gone: Any) -> HttpResponse:
    one, other = get_object_or_404(Organisation, uuid=kept), get_object_or_404(Organisation, uuid=gone)
    return merge(request, "organisation", one, other, actions.merge_organisations)


@desk("secretariat")
def merge_people(request: HttpRequest, kept: Any, gone: Any) -> HttpResponse:
    people = User.objects.filter(erased_at=None)
    one, other = get_object_or_404(people, uuid=kept), get_object_or_404(people, uuid=gone)
    return merge(request, "person", one, other, actions.merge_people)


@desk("secretariat")
@require_POST
def undo(request: HttpRequest, organisation: Any, gone: Any) -> HttpResponse:
    body = get_object_or_404(Organisation, uuid=organisation)
    made_one = get_object_or_404(Merge.objects.organisations().into(body.pk), gone_uuid=gone)
    try:
        back = actions.undo_merge(made_one, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("They are two again. “%(name)s” is back.") % {"name": back.name})
    return redirect("desk-organisation", body.uuid)


def merge(request: HttpRequest, kind: str, kept: Any, gone: Any, act: Any) -> HttpResponse:
    """Show what would happen, and do it once it is agreed to."""
    form = MergeForm(request.POST if request.method == "POST" else None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            act(kept, gone, by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("They are one now. Everything is under “%(name)s”.") % {"name": kept})
            return redirect(f"desk-{kind}", kept.uuid)
    context = {
        "form": form,
        "days_to_undo": TIME_TO_UNDO.days if kind == "organisation" else 0,
        "kept": kept,
        "gone": gone,
        "preview": preview(kept, gone, request.user),
        "swap_url": merge_url(kind, gone, kept),
        "back_url": reverse(f"desk-merge-{kind}", args=[kept.uuid]),
    }
    return TemplateResponse(request, "members/desk_merge.html", context)


def merge_url(kind: str, kept: Any, gone: Any) -> str:
    return reverse(f"desk-merge-{kind}-into", args=[kept.uuid, gone.uuid])
