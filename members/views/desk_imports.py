"""Tables of organisations: brought, looked at row by row, entered, undone. The secretariat's."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import actions, tasks
from members.forms.many import ImportForm
from members.importing import COLUMNS, csv_template, xlsx_template
from members.models import Organisation, RegistryImport
from members.registry_states import ImportState
from network.core.errors import DomainError
from network.core.permissions import desk

ROWS = 200
"""Of the report on one page; what is wrong or doubtful stands on the first."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk("secretariat")
def imports(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.read_import(form.cleaned_data["file"], was_converted=form.was_converted, by=request.user)
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect(found)
    context = {
        "form": form,
        "columns": COLUMNS,
        "imports": RegistryImport.objects.select_related("uploaded_by")[:20],
        "is_secretariat": True,
    }
    return TemplateResponse(request, "members/desk_imports.html", context)


@desk("secretariat")
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    content, content_type = (xlsx_template(), XLSX) if kind == "xlsx" else (csv_template(), "text/csv; charset=utf-8")
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="iris-organisations.{kind}"'
    return response


@desk("secretariat")
@require_safe
def registry_import(request: HttpRequest, registry_import: Any) -> HttpResponse:
    found = get_object_or_404(RegistryImport.objects.select_related("uploaded_by"), uuid=registry_import)
    last = RegistryImport.objects.last()
    rows = sorted(found.rows, key=lambda row: (row["verdict"] != "error", not row["warnings"], row["number"]))
    context = {
        "found": found,
        "counts": found.counts,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "progress": actions.progress_of(found),
        "may_undo": found.state == ImportState.DONE and last is not None and last.pk == found.pk,
        "organisations": Organisation.objects.filter(pk__in=found.entered[:ROWS]),
    }
    return TemplateResponse(request, "members/desk_import.html", context)


@desk("secretariat")
@require_safe
def progress(request: HttpRequest, registry_import: Any) -> HttpResponse:
    """How far it has come, for a page that asks again and again; once it is over the page is told to begin anew."""
    found = get_object_or_404(RegistryImport, uuid=registry_import)
    running = actions.progress_of(found)
    if running is None and not (found.can_run and "waiting" in request.GET):
        return HttpResponse(headers={"HX-Redirect": found.get_absolute_url()})
    context = {"found": found, "progress": running or (0, found.counts["new"])}
    return TemplateResponse(request, "members/desk_import.html#progress", context)


@desk("secretariat")
@require_POST
def enter(request: HttpRequest, registry_import: Any) -> HttpResponse:
    """Enter it in the background. Where nothing works there, on a laptop, it is done when this answers, and the page
    follows it meanwhile by asking for its progress."""
    found = get_object_or_404(RegistryImport, uuid=registry_import)
    RegistryImport.objects.filter(pk=found.pk).update(problem="")
    if found.can_run:
        actions.say_progress(found, 0, found.counts["new"])
        tasks.enter_import.enqueue(found.pk, request.user.pk)
    found.refresh_from_db()
    if found.state == ImportState.DONE:
        messages.success(request, _("The organisations are in the registry."))
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Redirect": found.get_absolute_url()})
    return redirect(found)


@desk("secretariat")
@require_POST
def undo(request: HttpRequest, registry_import: Any) -> HttpResponse:
    found = get_object_or_404(RegistryImport, uuid=registry_import)
    try:
        actions.undo_import(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The import is undone: its organisations are out of the registry again."))
    return redirect(found)
