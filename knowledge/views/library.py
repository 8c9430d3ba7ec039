"""The library for readers: the list, one thing, and learning a module on the site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.actions.library import record_completion
from knowledge.forms.filters import resource_choices
from knowledge.forms.library import QuizForm
from knowledge.models import Resource
from knowledge.passport import passport_of
from knowledge.permissions import keeps_library
from knowledge.queries import library as queries
from knowledge.states import ResourceState
from network.core.permissions import public, signed_in

from .case_studies import citation_file


@public
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    resources = queries.public_list(resource_choices(request.GET), request.GET, request.GET.get("page"))
    context = {"resources": resources, "may_keep": keeps_library(request.user)}
    return TemplateResponse(request, "knowledge/library.html", context)


@public
@require_safe
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    """A thing of the library; one that was withdrawn says why, and nothing else."""
    found = get_object_or_404(Resource.objects.ever_public().select_related("organisation", "country"), slug=slug)
    if found.state == ResourceState.WITHDRAWN:
        return TemplateResponse(request, "knowledge/resource_withdrawn.html", {"resource": found}, status=410)
    context = {**queries.reading(found), "preview": False}
    return TemplateResponse(request, "knowledge/resource.html", context)


@public
@require_safe
def cite_resource(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = get_object_or_404(Resource.objects.public().select_related("organisation"), slug=slug)
    return citation_file(queries.citation(found), form)


def module(request: HttpRequest, slug: str) -> Resource:
    """A published module; keepers of the library also read one that is not published yet."""
    return get_object_or_404(Resource.objects.visible_to(request.user).filter(kind="module"), slug=slug)


@public
@require_safe
def lesson(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = module(request, slug)
    lessons = queries.lessons_of(found)
    if not 1 <= number <= len(lessons):
        raise Http404
    context = {
        "resource": found,
        "lessons": lessons,
        "lesson": lessons[number - 1],
        "number": number,
        "language": queries.language_name(lessons[0].language),
        "is_fallback": lessons[0].language != queries.chain(request.LANGUAGE_CODE)[0],
    }
    return TemplateResponse(request, "knowledge/lesson.html", context)


@public
@require_http_methods(["GET", "POST"])
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """The self-check. Anybody may take it; who is signed in gets a record of it."""
    found = module(request, slug)
    questions = list(queries.questions_of(found))
    if not questions:
        raise Http404
    form = QuizForm(request.POST if request.method == "POST" else None, questions=questions)
    marked = [queries.Marked(question, form.chosen(question)) for question in questions] if form.is_valid() else []
    right = sum(one.is_right for one in marked)
    completion = None
    if marked and found.is_public and request.user.is_authenticated:
        language = questions[0].language
        completion = record_completion(found, by=request.user, language=language, right=right, questions=len(questions))
    context = {
        "resource": found,
        "lessons": queries.lessons_of(found),
        "form": form,
        "marked": marked,
        "right": right,
        "completion": completion,
        "quiz_lang": questions[0].language,
    }
    return TemplateResponse(request, "knowledge/quiz.html", context)


@signed_in
@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "knowledge/learning.html", {"records": passport_of(request.user)})
