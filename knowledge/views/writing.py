"""Where members write case studies: their list, the editor with autosave, the preview, handing in, peer checks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.actions import case_studies as actions
from knowledge.actions import study_checks
from knowledge.forms.case_studies import StudyForm, StudyStartForm
from knowledge.forms.study_decisions import PeerCheckForm
from knowledge.models import CaseStudy
from knowledge.permissions import (
    can_answer_peer_check,
    can_restore_study,
    can_start_study,
    can_update_study,
    can_write_study,
)
from knowledge.queries import study_queues as queries
from knowledge.validators import study_problems
from network.core import audit
from network.core.errors import DomainError
from network.core.languages import content_language
from network.core.permissions import require, signed_in

PER_PAGE = 20


def own(request: HttpRequest, study_id: UUID) -> CaseStudy:
    """The study, for its author and those who speak for its organisation; for others it does not exist."""
    written = CaseStudy.objects.written_by(request.user).select_related("organisation", "country", "municipality")
    return get_object_or_404(written.distinct(), uuid=study_id)


@signed_in
@require_safe
def study_mine(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.own_studies(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_of_studies": page,
        "checks": queries.open_checks(request.user),
        "may_start": can_start_study(request.user),
    }
    return TemplateResponse(request, "knowledge/study_mine.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def study_start(request: HttpRequest) -> HttpResponse:
    require(can_start_study(request.user))
    data = request.POST if request.method == "POST" else None
    form = StudyStartForm(data, user=request.user, language=content_language(get_language()))
    if form.is_valid():
        try:
            return redirect(actions.start_study(by=request.user, **form.cleaned_data).get_writing_url())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return TemplateResponse(request, "knowledge/study_start.html", {"form": form})


@signed_in
@require_http_methods(["GET", "POST"])
def study_write(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """The editor. What it saves is shown next as readers will see it, with what is still missing."""
    study = own(request, study_id)
    if not can_write_study(request.user, study):
        return redirect("study-preview", study_id=study.uuid)
    draft = actions.draft_of(study)
    form = StudyForm(request.POST if request.method == "POST" else None, study=study, draft=draft)
    if form.is_valid():
        try:
            store(form, study, draft, request.user)
            goes_on = "study-pictures" if request.POST.get("next") == "pictures" else "study-preview"
            return redirect(goes_on, study_id=study.uuid)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {"study": study, "form": form, "note": last_note(study), "pictures": len(draft.pictures)}
    return TemplateResponse(request, "knowledge/study_form.html", context)


@signed_in
@require_POST
def study_autosave(request: HttpRequest, study_id: UUID) -> JsonResponse:
    """Stores whatever is valid of what was typed so far; 409 when somebody else saved in between."""
    study = own(request, study_id)
    draft = actions.draft_of(study)
    form = StudyForm(request.POST, study=study, draft=draft)
    form.full_clean()
    if "version" not in form.cleaned_data:
        return JsonResponse({"error": _("This form is out of date. Load it again.")}, status=400)
    try:
        saved = store(form, study, draft, request.user)
    except DomainError as refusal:
        return JsonResponse({"error": str(refusal)}, status=409)
    return JsonResponse({"saved_at": saved.saved_at, "version": saved.version})


def store(form: StudyForm, study: CaseStudy, draft: Any, user: Any) -> CaseStudy:
    return actions.save_draft(
        study,
        by=user,
        version=form.cleaned_data["version"],
        title=form.cleaned_data.get("title") or draft.title,
        texts=form.texts(draft),
        facts=form.facts(),
    )


@signed_in
@require_safe
def study_preview(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """The newest draft as readers will see it, for its author, its desk and the colleague who checks it."""
    study = get_object_or_404(CaseStudy.objects.with_drafts_for(request.user).distinct(), uuid=study_id)
    page = actions.draft_of(study)
    may_write = can_write_study(request.user, study)
    context = {
        **page.get_context(request),
        "preview": True,
        "problems": study_problems(study, page) if may_write else [],
        "may_write": may_write,
        "may_update": can_update_study(request.user, study),
        "may_restore": can_restore_study(request.user, study),
        "note": last_note(study),
    }
    response = TemplateResponse(request, "knowledge/study_preview.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def last_note(study: CaseStudy) -> Any:
    """What the desk said when it last returned the study."""
    return (
        audit.history(study).filter(verb="casestudy.revise").exclude(reason="").first()
        if study.is_with_author
        else None
    )


@signed_in
@require_POST
def study_submit(request: HttpRequest, study_id: UUID) -> HttpResponse:
    done = _("Handed in. The desk of your country reads it now, and you will get a message.")
    return decided(request, own(request, study_id), actions.submit_study, done)


@signed_in
@require_POST
def study_update(request: HttpRequest, study_id: UUID) -> HttpResponse:
    done = _("You can work on the next version now. Readers keep the present one meanwhile.")
    return decided(request, own(request, study_id), actions.update_study, done)


@signed_in
@require_POST
def study_restore(request: HttpRequest, study_id: UUID) -> HttpResponse:
    return decided(request, own(request, study_id), actions.restore_study, _("Taken up again as a draft."))


@signed_in
@require_POST
def study_discard(request: HttpRequest, study_id: UUID) -> HttpResponse:
    return decided(request, own(request, study_id), actions.discard_study, _("Put away. You can take it up again."))


def decided(request: HttpRequest, study: CaseStudy, action: Any, done: str) -> HttpResponse:
    try:
        action(study, by=request.user)
        messages.success(request, done)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("study-preview", study_id=study.uuid)


@signed_in
@require_http_methods(["GET", "POST"])
def study_check(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """A colleague from another country reads a study before it is published, and says what they think."""
    check = get_object_or_404(queries.open_checks(request.user), study__uuid=study_id)
    require(can_answer_peer_check(request.user, check))
    form = PeerCheckForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            study_checks.answer_peer_check(check, by=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. The desk and the author have your answer."))
            return redirect("study-mine")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    page = actions.draft_of(check.study)
    context = {**page.get_context(request), "check": check, "form": form}
    return TemplateResponse(request, "knowledge/study_check.html", context)
