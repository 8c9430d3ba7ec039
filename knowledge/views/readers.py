"""What readers do with a case study: mark it, comment, say that they took it over, write to its author."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge.actions import readers as actions
from knowledge.forms.case_studies import ReasonForm
from knowledge.forms.readers import AdaptationForm, CommentForm
from knowledge.models import Adaptation, CaseStudy, Comment
from knowledge.permissions import can_ask_author, can_comment
from knowledge.queries import readers as queries
from knowledge.queries.study_reading import whole
from messaging.actions.rooms import open_direct
from network.core.errors import DomainError
from network.core.languages import content_language
from network.core.permissions import desk, require, signed_in

from .case_studies import study_response

KEEPERS = ("coordinator", "secretariat", "editor")


def published(slug: str) -> CaseStudy:
    return get_object_or_404(CaseStudy.objects.public().select_related("organisation", "author"), slug=slug)


def said(comment_id: UUID) -> Comment:
    comments = Comment.objects.filter(study__is_public=True).select_related("study__organisation", "author")
    return get_object_or_404(comments, uuid=comment_id)


@signed_in
@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    page, cards = queries.bookmarked(request.user, request.GET.get("page"))
    return TemplateResponse(request, "knowledge/bookmarks.html", {"page_of_studies": page, "cards": cards})


@signed_in
@require_POST
def bookmark(request: HttpRequest, slug: str) -> HttpResponse:
    study = published(slug)
    actions.bookmark_study(study, by=request.user)
    messages.success(request, _("Marked. You find it under “My bookmarks”."))
    return redirect(study.get_absolute_url())


@signed_in
@require_POST
def bookmark_forget(request: HttpRequest, slug: str) -> HttpResponse:
    study = published(slug)
    actions.forget_bookmark(study, by=request.user)
    return redirect(study.get_absolute_url())


@signed_in
@require_POST
def ask_author(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens the conversation with the author; the first time it is a request that they may decline."""
    study = published(slug)
    require(can_ask_author(request.user, study))
    try:
        return redirect(open_direct(study.author, by=request.user).get_absolute_url())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(study.get_absolute_url())


@signed_in
@require_POST
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    study = published(slug)
    require(can_comment(request.user, study))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return again(request, study, comment_form=form)
    return done(request, study, "comments", actions.comment_on_study, study, language=written_in(), **form.cleaned_data)


@signed_in
@require_POST
def comment_take_back(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    mine = said(comment_id)
    return done(request, mine.study, "comments", actions.take_back_comment, mine)


@signed_in
@require_POST
def comment_report(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    reported = said(comment_id)
    words = _("Thank you. The desk of the country looks at it.")
    return done(request, reported.study, "comments", actions.report_comment, reported, words, reason=reason(request))


@desk(*KEEPERS)
@require_POST
def comment_hide(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    hidden = said(comment_id)
    return done(request, hidden.study, "comments", actions.hide_comment, hidden, reason=reason(request))


@desk(*KEEPERS)
@require_POST
def comment_show(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    shown = said(comment_id)
    return done(request, shown.study, "comments", actions.show_comment, shown)


@desk(*KEEPERS)
@require_safe
def comment_desk(request: HttpRequest) -> HttpResponse:
    context = {"comments": queries.reported_comments(request.user)[:100]}
    return TemplateResponse(request, "knowledge/comment_desk.html", context)


@signed_in
@require_POST
def adapt(request: HttpRequest, slug: str) -> HttpResponse:
    study = published(slug)
    form = AdaptationForm(request.POST, organisations=queries.organisations_to_adapt(request.user, study))
    if not form.is_valid():
        return again(request, study, adaptation_form=form)
    words = _("Thank you. The author has been asked to confirm it.")
    details = {**form.cleaned_data, "language": written_in()}
    return done(request, study, "adopted", actions.propose_adaptation, study, words, **details)


@signed_in
@require_POST
def adaptation_confirm(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    return answered(request, adaptation_id, actions.confirm_adaptation)


@signed_in
@require_POST
def adaptation_decline(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    return answered(request, adaptation_id, actions.decline_adaptation)


@signed_in
@require_POST
def adaptation_take_back(request: HttpRequest, adaptation_id: UUID) -> HttpResponse:
    return answered(request, adaptation_id, actions.take_back_adaptation)


def answered(request: HttpRequest, adaptation_id: UUID, action: Any) -> HttpResponse:
    seen = Adaptation.objects.visible_to(request.user) | Adaptation.objects.filter(
        study__in=CaseStudy.objects.handled_by(request.user)
    )
    linked = seen.filter(study__is_public=True).distinct().select_related("study__organisation", "organisation")
    adaptation = get_object_or_404(linked, uuid=adaptation_id)
    return done(request, adaptation.study, "adopted", action, adaptation)


def done(
    request: HttpRequest, study: CaseStudy, anchor: str, action: Any, record: Any, words: str = "", **details: Any
) -> HttpResponse:
    """Does it and goes back to where it stands on the page of the study; a refusal is said there."""
    try:
        action(record, by=request.user, **details)
        if words:
            messages.success(request, words)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{study.get_absolute_url()}#{anchor}")


def again(request: HttpRequest, study: CaseStudy, **forms: Any) -> HttpResponse:
    """The page of the study with the form as it was sent, and what is wrong with it."""
    return study_response(request, whole(str(study.slug)), **forms)


def reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


def written_in() -> str:
    return content_language(get_language())
