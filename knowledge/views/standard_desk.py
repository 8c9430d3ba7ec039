"""Where editors and the secretariat draft, adopt and relate standards, and keep what countries license."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.actions import standards as actions
from knowledge.actions.standards_import import import_standards
from knowledge.exports import csv_lines
from knowledge.forms.responses import TableForm
from knowledge.forms.standards import CrosswalkForm, FrameworkForm, LicensingForm, VersionForm
from knowledge.models import Framework, FrameworkVersion
from knowledge.queries.standards_table import COLUMNS, version_rows
from knowledge.states import VersionState
from network.core.errors import DomainError
from network.core.languages import content_language
from network.core.permissions import desk

KEEPERS = ("editor", "secretariat")


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def standard_desk(request: HttpRequest) -> HttpResponse:
    """All frameworks with their versions, and the beginning of a new one."""
    initial = {"language": content_language(get_language())}
    form = FrameworkForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            return redirect(desk_url(actions.start_framework(by=request.user, **form.facts())))
        except DomainError as refusal:
            form.add_error("title", str(refusal))
    frameworks = Framework.objects.prefetch_related("versions")
    return TemplateResponse(request, "knowledge/standard_desk.html", {"frameworks": frameworks, "form": form})


def desk_url(version: FrameworkVersion) -> str:
    return reverse("version-desk", kwargs={"slug": version.framework.slug, "label": version.label})


def kept(slug: str, label: str) -> FrameworkVersion:
    return get_object_or_404(FrameworkVersion.objects.select_related("framework"), framework__slug=slug, label=label)


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def version_desk(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """A version at the desk: as a draft it takes the table back in, adopted it only leads on."""
    version, outcome = kept(slug, label), None
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if request.method == "POST" and form.is_valid():
        content, only_check = form.cleaned_data["table"].read(), form.cleaned_data["only_check"]
        try:
            outcome = import_standards(version, by=request.user, content=content, only_check=only_check)
        except DomainError as refusal:
            form.add_error("table", str(refusal))
        if outcome and outcome.is_applied:
            messages.success(request, _("Taken in: %(number)s rows.") % {"number": len(outcome.lines)})
            return redirect(desk_url(version))
    context = {
        "version": version,
        "framework": version.framework,
        "sections": version.sections.prefetch_related("standards__indicators__remarks"),
        "form": form,
        "outcome": outcome,
        "is_draft": version.state == VersionState.DRAFT,
        "version_form": VersionForm(auto_id="version_%s"),
        "crosswalk_form": CrosswalkForm(version=version, auto_id="crosswalk_%s"),
    }
    return TemplateResponse(request, "knowledge/version_desk.html", context)


@desk(*KEEPERS)
@require_safe
def version_table(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    lines = csv_lines(COLUMNS, version_rows(kept(slug, label)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{label}.csv"'
    return response


@desk(*KEEPERS)
@require_POST
def version_adopt(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    version = kept(slug, label)
    return done(request, version, lambda: actions.adopt_version(version, by=request.user), _("In force from now on."))


@desk(*KEEPERS)
@require_POST
def version_start(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    version, form = kept(slug, label), VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the next version a short name, such as 2027."))
        return redirect(desk_url(version))
    try:
        begun = actions.start_version(version.framework, by=request.user, **form.cleaned_data)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(desk_url(version))
    return redirect(desk_url(begun))


@desk(*KEEPERS)
@require_POST
def crosswalk_save(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    version = kept(slug, label)
    form = CrosswalkForm(request.POST, version=version)
    if not form.is_valid():
        messages.error(request, _("Choose a standard on both sides."))
        return redirect(desk_url(version))
    return done(request, version, lambda: actions.relate_standards(by=request.user, **form.cleaned_data), _("Saved."))


def done(request: HttpRequest, version: FrameworkVersion, act: Any, sentence: str) -> HttpResponse:
    try:
        act()
        messages.success(request, sentence)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(desk_url(version))


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def licensing_desk(request: HttpRequest) -> HttpResponse:
    """Enter or put right what a country asks of a kind of service."""
    initial = {"language": content_language(get_language())}
    form = LicensingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.save_licensing(by=request.user, **form.facts())
            messages.success(request, _("Saved."))
            return redirect("licensing")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "title": _("Licensing requirement"), "report": None, "lead": None}
    return TemplateResponse(request, "knowledge/report_part_form.html", context)
