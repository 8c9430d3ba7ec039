"""One address for each thing that somebody may do to a peer review."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from knowledge.actions import peer_reviews as actions
from knowledge.actions import ratings, review_outcomes, review_summaries, review_teams
from knowledge.forms import peer_reviews as forms
from knowledge.forms.case_studies import ReasonForm
from knowledge.queries.people import possible_reviewers
from knowledge.views.peer_reviews import visible
from network.core.errors import DomainError
from network.core.permissions import signed_in

View = Callable[..., HttpResponse]


def step(action: Any, done: str | Promise, form_class: type[django_forms.Form] | None = None) -> View:
    """A view that does `action` with what `form_class` cleans; the action decides who may."""

    @signed_in
    @require_POST
    def view(request: HttpRequest, review_id: UUID) -> HttpResponse:
        review = visible(request, review_id)
        form = form_class(request.POST) if form_class else None
        return acted(request, review, action, done, review, form)

    return view


def acted(request: HttpRequest, review: Any, action: Any, done: Any, subject: Any, form: Any) -> HttpResponse:
    """Do it and say so, or say why not; the first thing wrong with the form is said in its own words."""
    if form is not None and not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}: {errors[0]}" if label else str(errors[0]))
        return redirect(review)
    try:
        action(subject, by=request.user, **(form.cleaned_data if form is not None else {}))
        messages.success(request, str(done))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(review)


agree = step(actions.agree_to_review, _("Agreed. The team can be put together now."))
cancel = step(actions.cancel_review, _("Cancelled."), ReasonForm)
declare = step(review_teams.declare, _("Thank you. Your declaration is kept."), forms.DeclarationForm)
call = step(review_teams.call_for_reviewers, _("The call is public."), forms.CallForm)
begin = step(review_teams.begin_self_assessment, _("The host can begin to look at itself."))
hand_in_self = step(actions.hand_in_self_assessment, _("Handed in. The team reads it now."))
hand_in_ratings = step(ratings.hand_in_ratings, _("Handed in. You see what others thought once they have, too."))
plan_visit = step(actions.plan_visit, _("The visit is planned."), forms.VisitForm)
begin_draft = step(actions.begin_draft, _("Now the team can compare and agree."))
write_up = step(actions.write_up, _("Saved."), forms.WriteUpForm)
send_to_host = step(actions.send_to_host, _("With the host now, who may reply."))
reply = step(actions.reply_and_finish, _("Thank you. The review is final."), forms.ReplyForm)
improve = step(review_outcomes.add_improvement, _("Planned."), forms.ImprovementForm)
adopt_plan = step(
    review_outcomes.adopt_action_plan, _("The plan stands. You will be asked after six and twelve months.")
)
close = step(review_outcomes.close_review, _("Closed."))
word_summary = step(
    review_summaries.write_summary, _("Saved. It is private until both sides have consented."), forms.SummaryForm
)
consent = step(review_summaries.consent_to_summary, _("Your consent is kept."), forms.ConsentForm)
take_back = step(review_summaries.take_back_consent, _("Taken back. The summary is private."))


@signed_in
@require_POST
def invite(request: HttpRequest, review_id: UUID) -> HttpResponse:
    review = visible(request, review_id)
    form = forms.InvitationForm(request.POST, people=possible_reviewers(review))
    return acted(request, review, review_teams.invite_reviewer, _("Asked."), review, form)


@signed_in
@require_POST
def improvement_done(request: HttpRequest, review_id: UUID) -> HttpResponse:
    review = visible(request, review_id)
    form = forms.DoneForm(request.POST, review=review)
    found = form.cleaned_data.pop("improvement") if form.is_valid() else None
    return acted(request, review, review_outcomes.finish_improvement, _("Done."), found, form)


@signed_in
@require_POST
def follow_up(request: HttpRequest, review_id: UUID, months: int) -> HttpResponse:
    review = visible(request, review_id)
    found = get_object_or_404(review.follow_ups, months=months)
    return acted(
        request, review, review_outcomes.write_follow_up, _("Thank you."), found, forms.FollowUpForm(request.POST)
    )


STEPS: dict[str, View] = {
    "agree": agree,
    "cancel": cancel,
    "declare": declare,
    "invite": invite,
    "call": call,
    "begin": begin,
    "hand-in-self": hand_in_self,
    "hand-in-ratings": hand_in_ratings,
    "plan-visit": plan_visit,
    "begin-draft": begin_draft,
    "write-up": write_up,
    "send-to-host": send_to_host,
    "reply": reply,
    "improve": improve,
    "adopt-plan": adopt_plan,
    "close": close,
    "word-summary": word_summary,
    "consent": consent,
    "take-back": take_back,
}
