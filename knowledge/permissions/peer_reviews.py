"""Who sees and does what in a peer review. `PeerReview.objects.visible_to` is the twin of `can_see_review`."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from knowledge.choices import Standing
from knowledge.states import (
    REVIEW_DONE,
    REVIEW_RATED,
    REVIEW_TEAM_OPEN,
    REVIEW_TOLD_TO_HOST,
    ReviewState,
)
from members.permissions import belongs_to, can_speak_for

from .reports import can_handle_country

if TYPE_CHECKING:
    from knowledge.models import (
        PeerReview,
        Reviewer,
    )


def can_propose_review(user: Any, country: Any) -> bool:
    """The host's coordinator or the secretariat."""
    return can_handle_country(user, country)


def is_host(user: Any, review: "PeerReview") -> bool:
    """Anybody of the host organisation."""
    return belongs_to(user, review.host)


def speaks_for_host(user: Any, review: "PeerReview") -> bool:
    """A representative of the host: agrees, hands in, replies, consents."""
    return can_speak_for(user, review.host)


def reviewer_of(user: Any, review: "PeerReview") -> "Reviewer | None":
    """The person's place in the team, whether they have declared themselves yet or not."""
    if not user.is_authenticated:
        return None
    return review.reviewers.filter(person=user, standing__in=[Standing.INVITED, Standing.ACCEPTED]).first()


def is_in_team(user: Any, review: "PeerReview") -> bool:
    place = reviewer_of(user, review)
    return place is not None and place.standing == Standing.ACCEPTED


def leads_team(user: Any, review: "PeerReview") -> bool:
    place = reviewer_of(user, review)
    return place is not None and place.standing == Standing.ACCEPTED and place.is_lead


def can_see_review(user: Any, review: "PeerReview") -> bool:
    """Twin of `PeerReview.objects.visible_to`."""
    return can_handle_country(user, review.country_id) or is_host(user, review) or reviewer_of(user, review) is not None


def can_be_reviewer_of(user: Any, review: "PeerReview") -> bool:
    """A member of another country who has nothing to do with the host."""
    if not user.is_authenticated or belongs_to(user, review.host):
        return False
    return user.organisations().listed().exclude(country=review.country_id).exists()


def can_offer_to_review(user: Any, review: "PeerReview") -> bool:
    """Answer an open call, once."""
    if review.state != ReviewState.AGREED or review.call_until is None or review.call_until < timezone.localdate():
        return False
    return can_be_reviewer_of(user, review) and not review.reviewers.filter(person=user).exists()


def can_rate_for_host(user: Any, review: "PeerReview") -> bool:
    """People of the host, while it assesses itself."""
    return review.state == ReviewState.SELF_ASSESSMENT and is_host(user, review)


def can_rate_alone(user: Any, review: "PeerReview") -> bool:
    """A member of the team, while reading and visiting, until they have handed in."""
    place = reviewer_of(user, review)
    in_team = place is not None and place.standing == Standing.ACCEPTED and place.submitted_at is None
    return review.state in REVIEW_RATED and in_team


def can_write_consensus(user: Any, review: "PeerReview") -> bool:
    """The lead, for the team, while it is written up."""
    return review.state == ReviewState.DRAFT and leads_team(user, review)


def can_read_peer_ratings(user: Any, review: "PeerReview") -> bool:
    """What each peer gave: within the team only, and only for who has handed in their own."""
    place = reviewer_of(user, review)
    return place is not None and place.standing == Standing.ACCEPTED and place.submitted_at is not None


def can_read_self_ratings(user: Any, review: "PeerReview") -> bool:
    """The host always; all others once it has handed in."""
    if not can_see_review(user, review):
        return False
    return is_host(user, review) or review.state not in (*REVIEW_TEAM_OPEN, ReviewState.SELF_ASSESSMENT)


def can_read_consensus(user: Any, review: "PeerReview") -> bool:
    """The team while it is written; the host and the coordinators when it goes to the host."""
    if is_in_team(user, review):
        return can_read_peer_ratings(user, review)
    return review.state in REVIEW_TOLD_TO_HOST and can_see_review(user, review)


def can_write_summary(user: Any, review: "PeerReview") -> bool:
    """Either side words what the public might read; each new wording needs both consents anew."""
    return review.state in REVIEW_DONE and (speaks_for_host(user, review) or leads_team(user, review))
