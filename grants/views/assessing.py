"""The assessor's own pages: what is asked, the declarations that gate it, reading and scoring side by side."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.actions.assessments import (
    SavedScores,
    discard_kept_scores,
    save_assessment,
    submit_assessment,
    use_kept_scores,
)
from grants.actions.calls import NotReady
from grants.actions.declarations import declare_conflict, declare_for_call, declare_no_conflict
from grants.anonymity import without_maker
from grants.declarations import CALL_VERSION
from grants.forms.assessing import ApplicationPromiseForm, CallPromiseForm, ConflictForm
from grants.models import Assignment, Call, KeptScores
from grants.permissions import assignments_of, open_assignments
from grants.queries.assessing import (
    calls_to_assess,
    for_assessing,
    given_sections,
    others_of,
    record_for,
    score_sections,
)
from grants.queries.differences import score_differences
from grants.scores import Scores, missing, read_typed
from grants.states import Recommendation
from grants.writing import is_autosave, keeps_writing
from network.core.errors import DomainError
from network.core.models import PrivateFile
from network.core.permissions import signed_in

from .drafting import device, version, whole_number


@signed_in
@require_safe
def to_assess(request: HttpRequest) -> HttpResponse:
    if not request.user.has_role("assessor"):  # type: ignore[union-attr]
        raise Http404
    return TemplateResponse(request, "grants/assess/index.html", {"calls": calls_to_assess(request.user)})


@signed_in
def call_declaration(request: HttpRequest, slug: str) -> HttpResponse:
    """Impartiality and confidentiality for a whole call, before anything of it opens."""
    mine = assignments_of(request.user).filter(application__call__slug=slug)
    call = get_object_or_404(Call.objects.filter(pk__in=mine.values("application__call")))
    form = CallPromiseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        declare_for_call(call, by=request.user, now=timezone.now())
        messages.success(request, _("Thank you. The applications assigned to you are below."))
        return redirect("grants-assess")
    return TemplateResponse(request, "grants/assess/call_declaration.html", {"call": call, "form": form})


@keeps_writing
def assess(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Reading and scoring. Before the declarations this page asks for them and shows nothing of the application."""
    assignment = my_assignment(request, uuid)
    if not open_assignments(request.user).filter(pk=assignment.pk).exists():
        if request.method == "POST":
            raise Http404
        return gate(request, assignment)
    if request.method != "POST":
        kept = request.kept_writing  # type: ignore[attr-defined]
        typed = read_typed(assignment.application.call.form.definition, kept) if kept else None
        return assessment_page(request, assignment, typed=typed)
    typed = read_typed(assignment.application.call.form.definition, request.POST)
    try:
        saved = save(request, assignment, typed)
        if saved.kept:
            return kept_aside(request, assignment, saved.kept)
        if request.POST.get("next") == "submit":
            submit_assessment(assignment, by=request.user, now=timezone.now())
            messages.success(request, _("Your assessment is submitted. Thank you."))
            return redirect("grants-assess-application", uuid=uuid)
    except NotReady as problem:
        if is_autosave(request):
            return JsonResponse({"error": f"{problem.problems[0].label}: {problem.problems[0].sentence}"}, status=422)
        assignment.refresh_from_db()
        return assessment_page(request, assignment, typed=typed, problems=problem.problems, sentence=str(problem))
    except DomainError as problem:
        if is_autosave(request):
            return JsonResponse({"error": str(problem)}, status=422)
        messages.error(request, str(problem))
        return redirect("grants-assess")
    assessment = assignment.assessment
    assessment.refresh_from_db()
    if is_autosave(request):
        saved_at = assessment.saved_at.isoformat() if assessment.saved_at else None
        return JsonResponse({"saved_at": saved_at, "version": assessment.version})
    messages.success(request, _("Saved."))
    return redirect("grants-assess-application", uuid=uuid)


@signed_in
@require_POST
def declare(request: HttpRequest, uuid: Any) -> HttpResponse:
    assignment = my_assignment(request, uuid)
    form = ApplicationPromiseForm(request.POST)
    if not form.is_valid():
        return gate(request, assignment, form=form)
    try:
        declare_no_conflict(assignment, by=request.user, now=timezone.now())
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("grants-assess-application", uuid=uuid)


@signed_in
def conflict(request: HttpRequest, uuid: Any) -> HttpResponse:
    """A conflict can be declared at any time, also while reading; from then on nothing is shown."""
    assignment = my_assignment(request, uuid)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        declare_conflict(assignment, by=request.user, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("Thank you for saying so. The application is closed to you now."))
        return redirect("grants-assess")
    return TemplateResponse(request, "grants/assess/conflict.html", {"assignment": assignment, "form": form})


@signed_in
@require_safe
def document(request: HttpRequest, uuid: Any, file: Any) -> HttpResponse:
    """A document of an application that is open to the assessor; in a call without names also without its maker."""
    assignment = my_assignment(request, uuid)
    if not open_assignments(request.user).filter(pk=assignment.pk).exists():
        raise Http404
    item = next((one for one in record_for(assignment)["documents"] if one["file"] == str(file)), None)
    stored = PrivateFile.objects.filter(pk=file).first() if item else None
    if item is None or stored is None:
        raise Http404
    content = stored.file.read()
    if assignment.application.call.is_anonymous:
        try:
            content = without_maker(content, stored.content_type)
        except DomainError as problem:
            messages.error(request, str(problem))
            return redirect("grants-assess-application", uuid=uuid)
    response = HttpResponse(content, content_type=stored.content_type)
    response["Content-Disposition"] = content_disposition_header(True, item["name"]) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def my_assignment(request: HttpRequest, uuid: Any) -> Assignment:
    """What I am asked to assess now; anything else does not exist for me."""
    return get_object_or_404(for_assessing(assignments_of(request.user)), application__uuid=uuid)


def save(request: HttpRequest, assignment: Assignment, typed: Scores) -> SavedScores:
    return save_assessment(
        assignment,
        typed,
        version=whole_number(request.POST.get("version", "")),
        device=request.POST.get("device", "")[:40],
        by=request.user,
        now=timezone.now(),
    )


def kept_aside(request: HttpRequest, assignment: Assignment, kept: KeptScores) -> HttpResponse:
    """The answer to a page that was overtaken by another device: both versions, side by side."""
    if is_autosave(request):
        return JsonResponse({"kept": str(kept.uuid)}, status=409)
    messages.warning(
        request, _("You saved this assessment on another device meanwhile. Both versions are here; choose one.")
    )
    return redirect("grants-assess-kept", uuid=assignment.application.uuid, kept=kept.uuid)


@signed_in
@require_safe
def kept(request: HttpRequest, uuid: Any, kept: Any) -> HttpResponse:
    assignment, item = my_kept_scores(request, uuid, kept)
    return TemplateResponse(
        request,
        "grants/assess/kept.html",
        {
            "application": assignment.application,
            "assignment": assignment,
            "kept": item,
            "differences": score_differences(assignment.application.call.form.definition, assignment.assessment, item),
        },
    )


@signed_in
@require_POST
def use_kept(request: HttpRequest, uuid: Any, kept: Any) -> HttpResponse:
    _assignment, item = my_kept_scores(request, uuid, kept)
    try:
        use_kept_scores(item, by=request.user, now=timezone.now())
        messages.success(request, _("This version is the saved one now. The other one is kept in its place."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("grants-assess-application", uuid=uuid)


@signed_in
@require_POST
def discard_kept(request: HttpRequest, uuid: Any, kept: Any) -> HttpResponse:
    _assignment, item = my_kept_scores(request, uuid, kept)
    try:
        discard_kept_scores(item, by=request.user)
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("grants-assess-application", uuid=uuid)


def my_kept_scores(request: HttpRequest, uuid: Any, kept: Any) -> tuple[Assignment, KeptScores]:
    """SECURITY: only of an application that is open to the assessor, and only their own."""
    assignment = my_assignment(request, uuid)
    if not open_assignments(request.user).filter(pk=assignment.pk).exists():
        raise Http404
    item = get_object_or_404(assignment.assessment.kept_scores.select_related("assessment__assignment"), uuid=kept)
    return assignment, item


def gate(request: HttpRequest, assignment: Assignment, form: Any = None) -> HttpResponse:
    """The declaration before the application; who applies is named here unless the call is without names."""
    call = assignment.application.call
    if not call.assessor_declarations.filter(assessor=request.user, version=CALL_VERSION).exists():
        return redirect("grants-assess-declaration", slug=call.slug)
    return TemplateResponse(
        request,
        "grants/assess/gate.html",
        {"assignment": assignment, "call": call, "form": form or ApplicationPromiseForm()},
        status=422 if form else 200,
    )


def assessment_page(
    request: HttpRequest,
    assignment: Assignment,
    *,
    typed: Scores | None = None,
    problems: list[Any] | None = None,
    sentence: str = "",
) -> HttpResponse:
    application, assessment = assignment.application, assignment.assessment
    definition = application.call.form.definition
    if typed is not None:
        assessment.points, assessment.reasons = dict(typed.points), dict(typed.reasons)
        assessment.comment, assessment.recommendation = typed.comment, typed.recommendation
    return TemplateResponse(
        request,
        "grants/assess/application.html",
        {
            "application": application,
            "call": application.call,
            "assignment": assignment,
            "assessment": assessment,
            "record": record_for(assignment),
            "sections": score_sections(definition.criteria, assessment) if assessment.is_open else [],
            "own_scores": [] if assessment.is_open else given_sections(definition.criteria, assessment),
            "total_points": definition.total_points,
            "given": sum(one.weight * assessment.points.get(one.key, 0) for one in definition.criteria),
            "recommendations": Recommendation.choices,
            "others": others_of(assignment),
            "still_missing": len(missing(definition, assessment)),
            "problems": problems or [],
            "sentence": sentence,
            "device": device(request),
            "version": version(request, assessment),
            "kept_scores": list(assessment.kept_scores.all()) if assessment.is_open else [],
            "was_kept": request.kept_writing is not None,  # type: ignore[attr-defined]
        },
        status=422 if sentence else 200,
    )
