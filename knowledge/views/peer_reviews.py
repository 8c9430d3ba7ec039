"""Peer reviews for the public, which sees little, and the room in which host and team work."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge import permissions
from knowledge.actions import ratings as rating_actions
from knowledge.actions import review_teams
from knowledge.choices import RatingSource, Standing
from knowledge.deeds import deeds
from knowledge.forms import peer_reviews as forms
from knowledge.forms.case_studies import ReasonForm
from knowledge.models import PeerReview, Rating
from knowledge.queries import peer_reviews as queries
from knowledge.queries.people import possible_reviewers
from knowledge.states import REVIEW_DONE, REVIEW_TEAM_OPEN, ReviewState
from messaging.queries import room_opened
from network.core import audit
from network.core.errors import DomainError
from network.core.permissions import public, require, signed_in

from .case_studies import citation_file


def visible(request: HttpRequest, review_id: UUID) -> PeerReview:
    reviews = PeerReview.objects.visible_to(request.user).select_related(*queries.FACTS).distinct()
    return get_object_or_404(reviews, uuid=review_id)


# --- The public -----------------------------------------------------------------------------------------------------


@public
@require_safe
def peer_review_list(request: HttpRequest) -> HttpResponse:
    """Published summaries and open calls."""
    keeps = request.user.is_authenticated and request.user.has_role("coordinator", "secretariat")  # type: ignore[union-attr]
    summaries, calls = (
        [(review, queries.label_of(review)) for review in found]
        for found in (queries.published()[:100], queries.calls(timezone.localdate())[:50])
    )
    context = {"summaries": summaries, "calls": calls, "keeps": keeps}
    return TemplateResponse(request, "knowledge/peer_review_list.html", context)


@public
@require_safe
def peer_review_summary(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """What both sides agreed to publish: the summary, who, what and when, and averages. Nothing else."""
    review = get_object_or_404(queries.published(), uuid=review_id)
    return TemplateResponse(request, "knowledge/peer_review_summary.html", queries.summary_of(review))


@public
@require_safe
def cite_peer_review(request: HttpRequest, review_id: UUID, form: str) -> HttpResponse:
    return citation_file(queries.citation(get_object_or_404(queries.published(), uuid=review_id)), form)


@signed_in
@require_http_methods(["GET", "POST"])
def peer_review_offer(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Answer a call. The page tells no more of the review than the call does."""
    review = get_object_or_404(queries.calls(timezone.localdate()), uuid=review_id)
    form = forms.OfferForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            review_teams.offer_to_review(review, by=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. The coordinator will write to you."))
            return redirect("peer-review-list")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    may_offer = permissions.can_offer_to_review(request.user, review)
    context = {"review": review, "form": form, "may_offer": may_offer}
    return TemplateResponse(request, "knowledge/peer_review_offer.html", context)


# --- The room -------------------------------------------------------------------------------------------------------


@signed_in
@require_safe
def peer_review_mine(request: HttpRequest) -> HttpResponse:
    reviews = queries.mine(request.user).distinct()[:200]
    return TemplateResponse(request, "knowledge/peer_review_mine.html", {"reviews": reviews})


@signed_in
@require_safe
def peer_review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """All that this person may know of the review and do about it."""
    review, user = visible(request, review_id), request.user
    place = permissions.reviewer_of(user, review)
    declared = permissions.is_host(user, review) or place is None or place.standing == Standing.ACCEPTED
    rows = queries.answered(review, queries.readable_ratings(user, review)) if declared else []
    handles = permissions.can_handle_country(user, review.country_id)
    people = possible_reviewers(review) if handles and review.state in REVIEW_TEAM_OPEN else None
    context = {
        "review": review,
        "steps": queries.steps_of(review),
        "reviewers": review.reviewers.select_related("person", "organisation__country"),
        "rows": [row for row in rows if row.own or row.peers or row.consensus],
        "picture": queries.picture(rows),
        "shows_text": permissions.can_read_consensus(user, review),
        "place": place,
        "actions": review.actions.all() if review.state in REVIEW_DONE else [],
        "follow_ups": review.follow_ups.all(),
        "history": deeds(audit.history(review)[:30]) if handles else [],
        "handles": handles,
        "room": room_opened(user, review.room_key),
        "may": what_one_may(user, review, place, handles),
        "forms": room_forms(review, people),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "knowledge/peer_review.html", context)


STEPS_BESIDE = (
    "agree", "declare", "rate", "hand_in_self", "hand_in_ratings", "invite", "call", "begin", "plan_visit", "begin_draft",
    "write_up", "reply", "adopt_plan", "close", "cancel",
)  # fmt: skip
"""What stands under “Next”; the rest stands with the texts that it is about."""


def what_one_may(user: Any, review: PeerReview, place: Any, handles: bool) -> dict[str, bool]:
    state, speaks, host = review.state, permissions.speaks_for_host(user, review), permissions.is_host(user, review)
    leads = permissions.leads_team(user, review)
    may = {
        "agree": state == ReviewState.PROPOSED and speaks,
        "declare": bool(place and place.standing == Standing.INVITED and state in REVIEW_TEAM_OPEN),
        "invite": handles and state in REVIEW_TEAM_OPEN,
        "call": handles and state == ReviewState.AGREED,
        "begin": handles and state == ReviewState.AGREED,
        "rate": permissions.can_rate_for_host(user, review)
        or permissions.can_rate_alone(user, review)
        or permissions.can_write_consensus(user, review),
        "hand_in_self": state == ReviewState.SELF_ASSESSMENT and speaks,
        "plan_visit": state == ReviewState.DESK and (handles or leads),
        "hand_in_ratings": permissions.can_rate_alone(user, review),
        "begin_draft": state == ReviewState.VISIT and leads,
        "write_up": permissions.can_write_consensus(user, review),
        "reply": state == ReviewState.HOST_COMMENT and speaks,
        "improve": state in (ReviewState.FINAL, ReviewState.ACTION_PLAN) and host,
        "adopt_plan": state == ReviewState.FINAL and speaks,
        "follow_up": host,
        "close": state == ReviewState.ACTION_PLAN and handles,
        "summary": permissions.can_write_summary(user, review),
        "consent": not (review.host_consented_at if speaks else review.team_consented_at),
        "cancel": ReviewState.CANCELLED in review.TRANSITIONS[state] and (handles or speaks),
    }
    return {**may, "next": any(may[step] for step in STEPS_BESIDE)}


def room_forms(review: PeerReview, people: Any) -> dict[str, Any]:
    return {
        "declare": forms.DeclarationForm(auto_id="declare_%s"),
        "invite": forms.InvitationForm(people=people, auto_id="invite_%s") if people is not None else None,
        "call": forms.CallForm(initial={"text": review.call_text, "until": review.call_until}, auto_id="call_%s"),
        "visit": forms.VisitForm(auto_id="visit_%s"),
        "write_up": forms.WriteUpForm(
            initial={"strengths": review.strengths, "advice": review.advice}, auto_id="write_%s"
        ),
        "reply": forms.ReplyForm(auto_id="reply_%s"),
        "improvement": forms.ImprovementForm(auto_id="improve_%s"),
        "follow_up": forms.FollowUpForm(auto_id=False),
        "summary": forms.SummaryForm(initial={"summary": review.summary}, auto_id="summary_%s"),
        "consent": forms.ConsentForm(initial={"summary": review.summary}, auto_id=False),
        "cancel": ReasonForm(auto_id="cancel_%s"),
    }


@signed_in
@require_http_methods(["GET", "POST"])
def peer_review_rate(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The questions, one after the other: for the host itself, for each peer alone, for the lead in the team's name."""
    review = visible(request, review_id)
    try:
        source, reviewer = rating_actions.side_of(request.user, review)
    except DomainError:
        require(False)
    given = Rating.objects.filter(review=review, source=source, reviewer=reviewer)
    data = request.POST if request.method == "POST" else None
    form = forms.RatingForm(data, review=review, given={one.item_id: one for one in given})
    if data and form.is_valid():
        try:
            rating_actions.rate(review, by=request.user, answers=form.answers())
            messages.success(request, _("Saved. You can go on later."))
            return redirect(review)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    rows = queries.answered(review, queries.readable_ratings(request.user, review))
    context = {
        "review": review,
        "form": form,
        "questions": [(*parts, row) for parts, row in zip(form.questions, rows, strict=True)],
        "label": RatingSource(source).label,
        "shows_others": source == RatingSource.CONSENSUS,
    }
    return TemplateResponse(request, "knowledge/peer_review_rate.html", context)
