"""Where organisations write the chapters that were given to them, and where the desk plans them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.actions import chapters as actions
from knowledge.forms.case_studies import ReasonForm
from knowledge.forms.reports import ChapterTextForm, PlanForm
from knowledge.models import Chapter
from knowledge.permissions import can_add_evidence, can_write_chapter, can_write_report
from knowledge.views.report_desk import KEEPERS, handled
from network.core.errors import DomainError
from network.core.permissions import desk, require, signed_in

FACTS = ("report__series", "organisation", "locked_by", "saved_by")


def visible(request: HttpRequest, chapter_id: UUID) -> Chapter:
    return get_object_or_404(Chapter.objects.visible_to(request.user).select_related(*FACTS), uuid=chapter_id)


@signed_in
@require_safe
def chapter_mine(request: HttpRequest) -> HttpResponse:
    """The chapters that wait for somebody of my organisations."""
    now = timezone.now()
    mine = Chapter.objects.in_work_for(request.user).select_related(*FACTS).order_by("report", "number")
    rows = [(one, one.holder(now)) for one in mine]
    return TemplateResponse(request, "knowledge/chapter_mine.html", {"rows": rows})


@signed_in
@require_safe
def chapter(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    """A chapter as it now stands, who writes in it, and what one may do."""
    found = visible(request, chapter_id)
    user, holder = request.user, found.holder(timezone.now())
    may_write, keeps = can_write_chapter(user, found), can_write_report(user, found.report)
    context = {
        "chapter": found,
        "report": found.report,
        "holder": holder,
        "is_mine": holder is not None and holder.pk == user.pk,
        "may": {
            "write": may_write and (holder is None or holder.pk == user.pk),
            "hand_in": may_write and found.handed_in_at is None and bool(found.text.strip()),
            "free": keeps and holder is not None and holder.pk != user.pk,
            "return": keeps and found.handed_in_at is not None and found.organisation_id is not None,
            "plan": keeps,
            "evidence": can_add_evidence(user, found.report),
        },
        "plan_form": PlanForm(report=found.report, initial=plan_of(found)) if keeps else None,
        "return_form": ReasonForm(auto_id="return_%s"),
    }
    return TemplateResponse(request, "knowledge/chapter.html", context)


def plan_of(found: Chapter) -> dict[str, str]:
    return {"title": found.title, "organisation": found.organisation.slug if found.organisation else ""}


@signed_in
@require_POST
def chapter_take(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    found = visible(request, chapter_id)
    try:
        actions.take_chapter(found, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    return redirect("chapter-write", chapter_id=found.uuid)


@signed_in
@require_http_methods(["GET", "POST"])
def chapter_write(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    """The writing room. Who comes here without holding the chapter is led back to where one takes it."""
    found = visible(request, chapter_id)
    if request.method == "GET":
        holder = found.holder(timezone.now())
        if holder is None or holder.pk != request.user.pk or not can_write_chapter(request.user, found):
            return redirect(found)
    data = request.POST if request.method == "POST" else None
    form = ChapterTextForm(data, initial={"version": found.version, "text": found.text})
    if form.is_valid():
        try:
            actions.save_chapter(found, by=request.user, **form.cleaned_data)
            actions.give_back_chapter(found, by=request.user)
            messages.success(request, _("Saved, and free for others to write in."))
            return redirect(found)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"chapter": found, "report": found.report, "form": form}
    return TemplateResponse(request, "knowledge/chapter_write.html", context)


@signed_in
@require_POST
def chapter_autosave(request: HttpRequest, chapter_id: UUID) -> JsonResponse:
    found = visible(request, chapter_id)
    form = ChapterTextForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        saved = actions.save_chapter(found, by=request.user, **form.cleaned_data)
    except DomainError as refusal:
        return JsonResponse({"error": str(refusal)}, status=409)
    return JsonResponse({"saved_at": saved.saved_at, "version": saved.version})


@signed_in
@require_POST
def chapter_give_back(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    return done_with(
        request, visible(request, chapter_id), actions.give_back_chapter, _("Free for others to write in.")
    )


@signed_in
@require_POST
def chapter_hand_in(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    return done_with(request, visible(request, chapter_id), actions.hand_in_chapter, _("Handed in. Thank you."))


# --- The desk -------------------------------------------------------------------------------------------------------


@desk(*KEEPERS)
@require_POST
def chapter_add(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = handled(request, report_id)
    require(can_write_report(request.user, report))
    form = PlanForm(request.POST, report=report)
    if not form.is_valid():
        messages.error(request, _("Give the chapter a title."))
        return redirect(report.get_desk_url())
    try:
        actions.add_chapter(report, by=request.user, **form.cleaned_data)
        messages.success(request, _("Added. Its writers have been told."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(report.get_desk_url())


@desk(*KEEPERS)
@require_POST
def chapter_plan(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    found = visible(request, chapter_id)
    require(can_write_report(request.user, found.report))
    form = PlanForm(request.POST, report=found.report)
    if not form.is_valid():
        messages.error(request, _("Give the chapter a title."))
        return redirect(found)
    return done_with(request, found, actions.plan_chapter, _("Saved."), **form.cleaned_data)


@desk(*KEEPERS)
@require_POST
def chapter_remove(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    found = visible(request, chapter_id)
    require(can_write_report(request.user, found.report))
    return done_with(request, found, actions.remove_chapter, _("Removed."), to=found.report.get_desk_url())


@desk(*KEEPERS)
@require_POST
def chapter_free(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    found = visible(request, chapter_id)
    require(can_write_report(request.user, found.report))
    return done_with(request, found, actions.free_chapter, _("The chapter is free again. What was saved stays."))


@desk(*KEEPERS)
@require_POST
def chapter_return(request: HttpRequest, chapter_id: UUID) -> HttpResponse:
    found = visible(request, chapter_id)
    require(can_write_report(request.user, found.report))
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return done_with(request, found, actions.return_chapter, _("Returned to its writers."), reason=reason)


def done_with(
    request: HttpRequest, found: Chapter, action: Any, done: str, *, to: str = "", **details: Any
) -> HttpResponse:
    try:
        action(found, by=request.user, **details)
        messages.success(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    return redirect(to or found.get_absolute_url())
