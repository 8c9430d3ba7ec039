"""What peer reviews and reports wait for from one person: to declare, to rate, to answer, to look back, to write."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.choices import Standing
from knowledge.models import Chapter, FollowUp, FrameworkVersion, PeerReview, Reviewer
from knowledge.states import REVIEW_RATED, REVIEW_TEAM_OPEN, ReviewState, VersionState
from members.permissions import current_affiliations, organisations_spoken_for

AHEAD = timedelta(days=30)
"""How long before its day a look back is announced."""


@dataclass(frozen=True)
class Duty:
    """Something that waits for the person, and the page on which it is done."""

    title: str
    text: str
    url: str
    badge: str
    on: date | None = None


def duties_of(user: Any, today: date) -> Iterator[Duty]:
    """In at most five queries, however many there are."""
    yield from team_duties(user)
    yield from host_duties(user)
    yield from look_backs(user, today)
    for chapter in Chapter.objects.in_work_for(user).filter(handed_in_at=None).select_related("report"):
        yield Duty(str(chapter), chapter.report.title, chapter.get_absolute_url(), _("Chapter to write"))


def team_duties(user: Any) -> Iterator[Duty]:
    places = Reviewer.objects.filter(person=user, standing__in=[Standing.INVITED, Standing.ACCEPTED])
    for place in places.select_related("review").order_by("review__proposed_at"):
        review = place.review
        if place.standing == Standing.INVITED and review.state in REVIEW_TEAM_OPEN:
            yield duty(review, _("You are asked into the team. Say whether anything ties you to the host."))
        elif place.standing == Standing.ACCEPTED and review.state in REVIEW_RATED and place.submitted_at is None:
            yield duty(review, _("Rate what you read and saw; nobody else’s ratings are shown before."), rate=True)
        elif place.is_lead and review.state == ReviewState.DRAFT:
            yield duty(review, _("Agree on the ratings with your team and write it up."))


SPOKEN = {ReviewState.PROPOSED, ReviewState.HOST_COMMENT, ReviewState.FINAL}


def host_duties(user: Any) -> Iterator[Duty]:
    words = {
        ReviewState.PROPOSED: _("Colleagues would like to look at your service. Agree or decline."),
        ReviewState.SELF_ASSESSMENT: _("Look at your own service first, question by question."),
        ReviewState.HOST_COMMENT: _("The draft is with you. Reply before it is final."),
        ReviewState.FINAL: _("Plan what you will improve, and adopt the plan."),
    }
    hosts = current_affiliations(user).values("organisation")
    own = list(PeerReview.objects.filter(host__in=hosts, state__in=words).order_by("proposed_at").distinct())
    spoken = set(organisations_spoken_for(user).values_list("pk", flat=True)) if own else set()
    for review in own:
        state = ReviewState(review.state)
        if state not in SPOKEN or review.host_id in spoken:
            yield duty(review, words[state], rate=state == ReviewState.SELF_ASSESSMENT)


def look_backs(user: Any, today: date) -> Iterator[Duty]:
    hosts = current_affiliations(user).values("organisation")
    due = FollowUp.objects.filter(review__host__in=hosts, written_at=None, due_on__lte=today + AHEAD)
    for follow_up in due.select_related("review").order_by("due_on").distinct():
        text = _("What came of it after %(months)s months?") % {"months": follow_up.months}
        yield duty(follow_up.review, text, on=follow_up.due_on)


def duty(review: PeerReview, text: str, *, rate: bool = False, on: date | None = None) -> Duty:
    url = reverse("peer-review-rate", args=[review.uuid]) if rate else review.get_absolute_url()
    return Duty(review.service, text, url, _("Peer review"), on)


def reviews_at_the_desk(user: Any) -> int:
    """Reviews for which the coordinator or the secretariat has the next step: a team to put together, a visit to plan."""
    waiting = PeerReview.objects.visible_to(user).filter(state__in=[ReviewState.AGREED, ReviewState.DESK])
    return waiting.distinct().count()


def drafts_of_standards() -> int:
    return FrameworkVersion.objects.filter(state=VersionState.DRAFT).count()
