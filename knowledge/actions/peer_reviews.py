"""A peer review from the first letter to the final text; who may do what stands in `permissions`."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.actions.instruments import freeze
from knowledge.actions.review_people import handles, host_people, needs, team, tell
from knowledge.choices import RatingSource, Standing
from knowledge.models import Instrument, PeerReview
from knowledge.permissions import (
    can_propose_review,
    can_write_consensus,
    leads_team,
    speaks_for_host,
)
from knowledge.queries.people import desk_of
from knowledge.states import ReviewState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.transitions import locked_row, transition


@transaction.atomic
def propose_review(*, by: Any, host: Any, service: str, instrument: Instrument, language: str) -> PeerReview:
    """Ask an organisation whether colleagues may look at a service of theirs."""
    if not can_propose_review(by, host.country_id):
        raise NotAllowed(_("The coordinator of the country or the secretariat proposes a peer review."))
    review = PeerReview.objects.create(
        host=host, country_id=host.country_id, service=service, instrument=instrument, language=language, proposed_by=by
    )
    audit.record("peerreview.proposed", review, by=by)
    tell(host_people(review), "review_proposed", review)
    return review


@transaction.atomic
def agree_to_review(review: PeerReview, *, by: Any) -> PeerReview:
    """The host says yes. From now on the questions cannot change any more."""
    check = needs(speaks_for_host, by, _("A representative of the host agrees to the review."))
    agreed = transition(review, ReviewState.AGREED, by=by, check=check)
    freeze(review.instrument)
    tell(desk_of(review.country_id), "review_moved", review)
    return agreed


@transaction.atomic
def cancel_review(review: PeerReview, *, by: Any, reason: str) -> PeerReview:
    """Stop it, with a reason that the others get to read: the host, the coordinator or the secretariat."""
    if not reason.strip():
        raise DomainError(_("Say why the review is cancelled."))

    def check(locked: PeerReview) -> None:
        if not (handles(by, locked) or speaks_for_host(by, locked)):
            raise NotAllowed(_("The host, the coordinator or the secretariat cancels a review."))

    cancelled = transition(review, ReviewState.CANCELLED, by=by, reason=reason, check=check)
    tell([*host_people(review), *team(review)], "review_moved", review)
    return cancelled


@transaction.atomic
def hand_in_self_assessment(review: PeerReview, *, by: Any) -> PeerReview:
    """The host has rated every question; now the team reads."""

    def check(locked: PeerReview) -> None:
        needs(speaks_for_host, by, _("A representative of the host hands in its self-assessment."))(locked)
        must_be_complete(locked, source=RatingSource.SELF)

    handed_in = transition(review, ReviewState.DESK, by=by, check=check)
    tell(team(review), "review_moved", review)
    return handed_in


@transaction.atomic
def plan_visit(review: PeerReview, *, by: Any, visit_from: date, visit_until: date) -> PeerReview:
    """The papers are read; the team comes."""
    if visit_until < visit_from:
        raise DomainError(_("The visit cannot end before it begins."))

    def check(locked: PeerReview) -> None:
        if not (handles(by, locked) or leads_team(by, locked)):
            raise NotAllowed(_("The lead of the team or the coordinator plans the visit."))

    planned = transition(review, ReviewState.VISIT, by=by, check=check, visit_from=visit_from, visit_until=visit_until)
    tell([*host_people(review), *team(review)], "review_moved", review)
    return planned


@transaction.atomic
def begin_draft(review: PeerReview, *, by: Any) -> PeerReview:
    """Everybody has rated alone; now the team looks at each other's ratings and agrees."""

    def check(locked: PeerReview) -> None:
        needs(leads_team, by, _("The lead of the team begins to write it up."))(locked)
        if locked.reviewers.filter(standing=Standing.ACCEPTED, submitted_at=None).exists():
            raise DomainError(_("Every reviewer hands in their own ratings first."))

    return transition(review, ReviewState.DRAFT, by=by, check=check)


@transaction.atomic
def write_up(review: PeerReview, *, by: Any, strengths: str, advice: str) -> PeerReview:
    """What the team found good and what it advises, while it is drafted."""
    locked = locked_row(review)
    needs(can_write_consensus, by, _("The lead of the team writes it up."))(locked)
    locked.strengths, locked.advice = strengths, advice
    locked.save(update_fields=["strengths", "advice"])
    return locked


@transaction.atomic
def send_to_host(review: PeerReview, *, by: Any) -> PeerReview:
    """The draft goes to the host, who has the right to reply before it is final."""

    def check(locked: PeerReview) -> None:
        needs(leads_team, by, _("The lead of the team sends the draft to the host."))(locked)
        must_be_complete(locked, source=RatingSource.CONSENSUS)
        if not (locked.strengths.strip() and locked.advice.strip()):
            raise DomainError(_("Write down strengths and recommendations first."))

    sent = transition(review, ReviewState.HOST_COMMENT, by=by, check=check)
    tell(host_people(review), "review_moved", review)
    return sent


@transaction.atomic
def reply_and_finish(review: PeerReview, *, by: Any, comment: str) -> PeerReview:
    """The host replies, or says that it has nothing to add; its words stand beside the team's, and the text is final."""
    check = needs(speaks_for_host, by, _("A representative of the host replies."))
    done = transition(review, ReviewState.FINAL, by=by, check=check, host_comment=comment, final_at=timezone.now())
    tell([*team(review), *desk_of(review.country_id)], "review_moved", review)
    return done


def must_be_complete(review: PeerReview, **whose: Any) -> None:
    rated = review.ratings.filter(**whose).count()
    asked = review.instrument.items.count()
    if rated < asked:
        missing = asked - rated
        raise DomainError(_("%(number)s questions have no rating yet.") % {"number": missing})
