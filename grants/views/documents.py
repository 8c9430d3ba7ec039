from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.actions.drafts import attach_file, remove_file
from grants.drafts import Draft
from grants.forms.budget import FileForm
from grants.models import Application, ApplicationFile
from grants.permissions import can_edit
from network.core.errors import DomainError
from network.core.permissions import require, signed_in

from .drafting import steps, visible_application


@signed_in
@require_safe
def document_list(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Every document that the call asks for, with what is attached and a field to attach more."""
    application = visible_application(request, uuid)
    require(can_edit(request.user, application))
    return document_page(request, application)


@signed_in
@require_POST
def attach(request: HttpRequest, uuid: Any, key: str) -> HttpResponse:
    application = visible_application(request, uuid)
    require(can_edit(request.user, application))
    form = FileForm(request.POST, request.FILES, prefix=key)
    if form.is_valid():
        try:
            item = attach_file(application, key, form.cleaned_data["file"], by=request.user, now=timezone.now())
            messages.success(request, _("“%(name)s” is attached.") % {"name": item.file.name})
            return redirect(f"{Draft(application, [], []).url('documents')}#document-{key}")
        except DomainError as problem:
            form.add_error("file", str(problem))
    return document_page(request, application, refused={key: form})


@signed_in
@require_POST
def remove(request: HttpRequest, uuid: Any, file: Any) -> HttpResponse:
    application = visible_application(request, uuid)
    require(can_edit(request.user, application))
    item = get_object_or_404(ApplicationFile.objects.select_related("file"), application=application, uuid=file)
    try:
        remove_file(item, by=request.user)
        messages.success(request, _("“%(name)s” has been removed.") % {"name": item.file.name})
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("grants-application-documents", uuid=application.uuid)


def document_page(
    request: HttpRequest, application: Application, refused: dict[str, Any] | None = None
) -> HttpResponse:
    draft = Draft(application)
    documents = [
        {
            "upload": upload,
            "files": draft.files_for(upload.key),
            "form": (refused or {}).get(upload.key) or FileForm(prefix=upload.key),
        }
        for upload in draft.definition.uploads
    ]
    return TemplateResponse(
        request,
        "grants/application_documents.html",
        {
            "application": application,
            "call": application.call,
            "documents": documents,
            "steps": steps(application, draft, "documents"),
        },
        status=422 if refused else 200,
    )
