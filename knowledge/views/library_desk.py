"""Where editors and the secretariat keep the library."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.actions import library as actions
from knowledge.deeds import deeds
from knowledge.forms.case_studies import ReasonForm
from knowledge.forms.library import (
    ResourceForm,
    ResourceStartForm,
    VersionForm,
)
from knowledge.models import Resource
from knowledge.removed import removed_of
from knowledge.states import ResourceState
from knowledge.translations import translations_of_versions
from knowledge.validators import resource_problems
from network.core import audit
from network.core.errors import DomainError
from network.core.permissions import desk
from network.core.uploads import UploadRefused

PER_PAGE = 30
KEEPERS = ("editor", "secretariat")


def kept(request: HttpRequest, resource_id: UUID) -> Resource:
    return get_object_or_404(Resource.objects.visible_to(request.user).with_facts(), uuid=resource_id)


@desk(*KEEPERS)
@require_safe
def library_desk(request: HttpRequest) -> HttpResponse:
    resources = Resource.objects.visible_to(request.user).with_facts().order_by("state", "-created_at")
    page = Paginator(resources, PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "knowledge/library_desk.html", {"page_of_resources": page})


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def resource_start(request: HttpRequest) -> HttpResponse:
    form = ResourceStartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = actions.start_resource(by=request.user, key=form.cleaned_data["key"], **form.facts())
        return redirect(made.get_desk_url())
    return TemplateResponse(request, "knowledge/resource_start.html", {"form": form})


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def resource_desk_detail(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    resource = kept(request, resource_id)
    form = ResourceForm(request.POST if request.method == "POST" else None, resource=resource)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.save_resource(resource, by=request.user, version=version, **form.facts())
            messages.success(request, _("Saved."))
            return redirect(resource.get_desk_url())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return detail(request, resource, form=form)


def detail(request: HttpRequest, resource: Resource, **forms: Any) -> HttpResponse:
    context = {
        "resource": resource,
        "form": ResourceForm(resource=resource),
        "version_form": VersionForm(resource=resource),
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
        "languages": translations_of_versions(resource.versions.select_related("file")),
        "lessons": resource.lessons.order_by("language", "position"),
        "questions": resource.questions.order_by("language", "position"),
        "removed": removed_of(request, resource),
        "problems": resource_problems(resource),
        "may": {
            "publish": ResourceState.PUBLISHED in resource.TRANSITIONS[resource.state],
            "withdraw": ResourceState.WITHDRAWN in resource.TRANSITIONS[resource.state],
        },
        "history": deeds(audit.history(resource)[:20]),
        **forms,
    }
    return TemplateResponse(request, "knowledge/resource_desk_detail.html", context)


@desk(*KEEPERS)
@require_POST
def version_add(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    resource = kept(request, resource_id)
    form = VersionForm(request.POST, request.FILES, resource=resource)
    if form.is_valid():
        try:
            actions.add_version(resource, by=request.user, **form.cleaned_data)
            messages.success(request, _("The file has been added."))
            return redirect(resource.get_desk_url())
        except DomainError as refusal:
            form.add_error("file" if isinstance(refusal, UploadRefused) else None, str(refusal))
    return detail(request, resource, version_form=form)


@desk(*KEEPERS)
@require_POST
def resource_publish(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    return decided(request, resource_id, actions.publish_resource, _("Published."))


@desk(*KEEPERS)
@require_POST
def resource_withdraw(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    done = _("Withdrawn. Its address says why.")
    return decided(request, resource_id, actions.withdraw_resource, done, reason=reason)


def decided(request: HttpRequest, resource_id: UUID, action: Any, done: str, **details: Any) -> HttpResponse:
    resource = kept(request, resource_id)
    try:
        action(resource, by=request.user, **details)
        messages.success(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(resource.get_desk_url())
