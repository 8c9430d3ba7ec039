"""Where keepers of the library write a module: its lessons and questions, their order, and taking one out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge.actions import lessons
from knowledge.forms.library import LessonForm, QuestionForm, question_initial
from knowledge.models import Resource
from knowledge.removed import keep_removed, take_removed
from network.core.errors import DomainError
from network.core.permissions import desk

from .library_desk import KEEPERS, kept


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def lesson_write(request: HttpRequest, resource_id: UUID, language: str = "", position: int = 0) -> HttpResponse:
    resource = kept(request, resource_id)
    there = get_object_or_404(resource.lessons, language=language, position=position) if position else None
    initial = {"language": language or resource.language, "title": there and there.title, "text": there and there.text}
    form = LessonForm(request.POST if request.method == "POST" else None, initial=initial)
    return written(request, resource, form, lessons.save_lesson, "knowledge/lesson_form.html", position)


@desk(*KEEPERS)
@require_http_methods(["GET", "POST"])
def question_write(request: HttpRequest, resource_id: UUID, language: str = "", position: int = 0) -> HttpResponse:
    resource = kept(request, resource_id)
    there = get_object_or_404(resource.questions, language=language, position=position) if position else None
    initial = question_initial(there) if there else {"language": resource.language}
    form = QuestionForm(request.POST if request.method == "POST" else None, initial=initial)
    return written(request, resource, form, lessons.save_question, "knowledge/question_form.html", position)


def written(
    request: HttpRequest, resource: Resource, form: Any, action: Any, template: str, position: int
) -> HttpResponse:
    """Saves a lesson or question at its place, or as the last one."""
    if form.is_valid():
        names = ("language", "title", "text")
        details = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
        if isinstance(form, QuestionForm):
            details["answers"] = form.answers()
        try:
            action(resource, by=request.user, position=position or None, **details)
            messages.success(request, _("Saved."))
            return redirect(resource.get_desk_url())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, template, {"resource": resource, "form": form})


@desk(*KEEPERS)
@require_POST
def lesson_move(request: HttpRequest, resource_id: UUID, language: str, position: int) -> HttpResponse:
    resource = kept(request, resource_id)
    return moved(request, resource, get_object_or_404(resource.lessons, language=language, position=position))


@desk(*KEEPERS)
@require_POST
def question_move(request: HttpRequest, resource_id: UUID, language: str, position: int) -> HttpResponse:
    resource = kept(request, resource_id)
    return moved(request, resource, get_object_or_404(resource.questions, language=language, position=position))


@desk(*KEEPERS)
@require_POST
def lesson_remove(request: HttpRequest, resource_id: UUID, language: str, position: int) -> HttpResponse:
    resource = kept(request, resource_id)
    return removed(request, resource, get_object_or_404(resource.lessons, language=language, position=position))


@desk(*KEEPERS)
@require_POST
def question_remove(request: HttpRequest, resource_id: UUID, language: str, position: int) -> HttpResponse:
    resource = kept(request, resource_id)
    return removed(request, resource, get_object_or_404(resource.questions, language=language, position=position))


@desk(*KEEPERS)
@require_POST
def part_restore(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Put back what was taken out last."""
    resource = kept(request, resource_id)
    part = take_removed(request, resource)
    if part is None:
        messages.error(request, _("There is nothing to put back."))
    else:
        lessons.restore_part(resource, by=request.user, kept=part)
        messages.success(request, _("It is back where it was."))
    return redirect(f"{resource.get_desk_url()}#module")


def moved(request: HttpRequest, resource: Resource, part: Any) -> HttpResponse:
    lessons.move_part(part, by=request.user, up=request.POST.get("to") != "down")
    return redirect(f"{resource.get_desk_url()}#module")


def removed(request: HttpRequest, resource: Resource, part: Any) -> HttpResponse:
    try:
        keep_removed(request, resource, lessons.remove_part(part, by=request.user))
        messages.success(request, _("Taken out. You can put it back."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{resource.get_desk_url()}#module")
