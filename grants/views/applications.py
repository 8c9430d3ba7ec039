from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.actions.drafts import discard_kept_text, use_kept_text
from grants.drafts import Draft
from grants.forms.project import ProjectForm
from grants.models.applications import PartName
from grants.permissions import can_edit, can_submit, can_withdraw
from grants.queries.calls import Moment, applications_of, page_of
from grants.queries.desk import phases
from grants.queries.differences import differences
from grants.writing import is_autosave, keeps_writing
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .drafting import come_too_late, device, kept_texts, saved, steps, version, visible_application, visible_kept_text

PER_PAGE = 20


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    page = Paginator(applications_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "grants/mine.html", {"applications": page})


@signed_in
@require_safe
def overview(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Where an application stands: for a draft what is still to do, then the public name of its phase."""
    application = visible_application(request, uuid)
    draft = Draft(application) if application.is_draft else None
    return TemplateResponse(
        request,
        "grants/application_overview.html",
        {
            "application": application,
            "call": application.call,
            "page": page_of(application.call),
            "deadline": Moment(application.call.closes_at, application.call.time_zone),
            "is_open": timezone.now() <= application.call.closes_at,
            "steps": steps(application, draft, "overview"),
            "draft": draft,
            "phases": phases(application),
            "letters": application.letters.filter(sent_at__isnull=False) if application.submitted_at else [],
            "submission": None if application.submitted_at is None else application.submission,
            "kept_texts": kept_texts(application) if draft else [],
            "may_edit": can_edit(request.user, application),
            "may_submit": can_submit(request.user, application),
            "may_withdraw": can_withdraw(request.user, application),
        },
    )


@keeps_writing
def project(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Write title, summary and answers. The same address takes autosaves and answers them as JSON."""
    application = visible_application(request, uuid)
    if late := come_too_late(request, application):
        return late
    require(can_edit(request.user, application))
    draft = Draft(application)
    part = draft.part(PartName.PROJECT)
    if request.method == "POST":
        form = ProjectForm(request.POST, draft=draft)
        if form.is_valid():
            return saved(request, application, PartName.PROJECT, form.content())
        if is_autosave(request):
            return JsonResponse({"errors": form.errors}, status=422)
    else:
        form = ProjectForm(request.kept_writing, draft=draft)  # type: ignore[attr-defined]
        if request.kept_writing is None and part.version:  # type: ignore[attr-defined]
            form = ProjectForm(form.initial, draft=draft)
            form.is_valid()
            form.point_out()
    return TemplateResponse(
        request,
        "grants/application_project.html",
        {
            "application": application,
            "call": application.call,
            "form": form,
            "part": part,
            "device": device(request),
            "version": version(request, part),
            "kept_texts": kept_texts(application).filter(part__name=part.name),
            "steps": steps(application, draft, "project"),
            "was_kept": request.kept_writing is not None,  # type: ignore[attr-defined]
        },
    )


@signed_in
@require_safe
def kept_text(request: HttpRequest, uuid: Any, kept: Any) -> HttpResponse:
    """Two versions side by side: the saved one and the one that came second."""
    application, item = visible_kept_text(request, uuid, kept)
    return TemplateResponse(
        request,
        "grants/kept_text.html",
        {
            "application": application,
            "kept": item,
            "differences": differences(application, item),
            "part_url": Draft(application).url(item.part.name),
        },
    )


@signed_in
@require_POST
def use_kept(request: HttpRequest, uuid: Any, kept: Any) -> HttpResponse:
    application, item = visible_kept_text(request, uuid, kept)
    try:
        use_kept_text(item, by=request.user, now=timezone.now())
        messages.success(request, _("This version is the saved one now. The other one is kept in its place."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect(Draft(application).url(item.part.name))


@signed_in
@require_POST
def discard_kept(request: HttpRequest, uuid: Any, kept: Any) -> HttpResponse:
    application, item = visible_kept_text(request, uuid, kept)
    try:
        discard_kept_text(item, by=request.user)
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect(application)
