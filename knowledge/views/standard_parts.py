"""The parts of a draft of standards, each with a form of its own.

Addresses name a part by what stands on paper: `1` a section, `1/1.1` a standard in it, `1/1.1/1.1.a` an indicator,
`1/1.1/1.1.a/2` its second requirement.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge.actions import standard_parts as actions
from knowledge.forms.standard_parts import IndicatorForm, RemarkForm, SectionForm, StandardForm
from knowledge.models import FrameworkVersion, Indicator, Remark, Section, Standard
from knowledge.states import VersionState
from network.core.errors import DomainError
from network.core.languages import content_language
from network.core.permissions import desk

from .standard_desk import KEEPERS, desk_url, kept

LEVELS: list[tuple[Any, str, Any, Any]] = [
    (Section, "number", SectionForm, gettext_lazy("Section")),
    (Standard, "code", StandardForm, gettext_lazy("Standard")),
    (Indicator, "code", IndicatorForm, gettext_lazy("Indicator")),
    (Remark, "number", RemarkForm, gettext_lazy("Requirement")),
]


def draft(slug: str, label: str) -> FrameworkVersion:
    version = kept(slug, label)
    if version.state != VersionState.DRAFT:
        raise Http404
    return version


def found(version: FrameworkVersion, place: str) -> Any:
    """The part at a place; the version itself for an empty one."""
    part: Any = version
    names = [name for name in place.split("/") if name]
    if len(names) > len(LEVELS):
        raise Http404
    for (model, key, _form, _label), name in zip(LEVELS, names, strict=False):
        if key == "number" and not name.isdigit():
            raise Http404
        part = get_object_or_404(model, **{actions.ABOVE[model]: part, key: name})
    return part


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def part_add(request: HttpRequest, slug: str, label: str, place: str = "") -> HttpResponse:
    """A new part below the one at `place`."""
    version = draft(slug, label)
    above, depth = found(version, place), len([name for name in place.split("/") if name])
    if depth >= len(LEVELS):
        raise Http404
    model, _key, form_class, kind = LEVELS[depth]
    form = form_class(request.POST if request.method == "POST" else None, initial=start_of(above, model))
    if form.is_valid():
        try:
            actions.add_part(model, above, version=version, by=request.user, **form.facts())
            messages.success(request, _("Added."))
            return redirect(desk_url(version))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return page(request, version, form, kind)


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def part_write(request: HttpRequest, slug: str, label: str, place: str) -> HttpResponse:
    version = draft(slug, label)
    part = found(version, place)
    if part == version:
        raise Http404
    _model, _key, form_class, kind = next(level for level in LEVELS if isinstance(part, level[0]))
    language = content_language(request.GET.get("language") or get_language())
    initial = {"language": language, **form_class.initial_of(part, language)}
    form = form_class(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.change_part(part, version=version, by=request.user, **form.facts())
            messages.success(request, _("Saved."))
            return redirect(desk_url(version))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return page(request, version, form, kind, place)


@desk(*KEEPERS)
@require_POST
def part_remove(request: HttpRequest, slug: str, label: str, place: str) -> HttpResponse:
    version = draft(slug, label)
    part = found(version, place)
    if part == version:
        raise Http404
    actions.remove_part(part, version=version, by=request.user)
    messages.success(request, _("Removed."))
    return redirect(desk_url(version))


def start_of(above: Any, model: Any) -> dict[str, Any]:
    """The language of the reader, and the number that follows."""
    numbered = model in (Section, Remark)
    last = model.objects.filter(**{actions.ABOVE[model]: above}).order_by("-number").first() if numbered else None
    number = {"number": last.number + 1 if last else 1} if numbered else {}
    return {"language": content_language(get_language()), **number}


def page(request: HttpRequest, version: FrameworkVersion, form: Any, kind: Any, place: str = "") -> HttpResponse:
    context = {"version": version, "form": form, "kind": kind, "place": place, "desk_url": desk_url(version)}
    return TemplateResponse(request, "knowledge/standard_part.html", context)
