"""What the host and each peer think of each question, in their own words, before they know what others think."""

from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from knowledge.choices import RatingSource
from knowledge.models import PeerReview, Rating, Reviewer
from knowledge.permissions import can_rate_alone, can_rate_for_host, can_write_consensus, reviewer_of
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.transitions import locked_row

HIGHEST = 4


class Answer(NamedTuple):
    """A rating as it was given: 0 to 4, or None where the question does not apply, and what shows it."""

    item_id: int
    value: int | None
    evidence: str


@transaction.atomic
def rate(review: PeerReview, *, by: Any, answers: list[Answer]) -> None:
    """Store what a person of the host or of the team thinks so far; said again, it replaces what they said.

    Whose rating it is follows from who gives it and from where the review stands.
    """
    locked = locked_row(review)
    source, reviewer = side_of(by, locked)
    items = {item.pk: item for item in locked.instrument.items.all()}
    for answer in answers:
        if answer.item_id not in items:
            raise DomainError(_("This question is not one of the instrument."))
        if answer.value is not None and not 0 <= answer.value <= HIGHEST:
            raise DomainError(_("A rating is a number from 0 to 4, or “does not apply”."))
        with translation.override(locked.language):
            question = items[answer.item_id].question.text
        Rating.objects.update_or_create(
            review=locked,
            item_id=answer.item_id,
            source=source,
            reviewer=reviewer,
            defaults={
                "value": answer.value,
                "does_not_apply": answer.value is None,
                "evidence": answer.evidence,
                "question": question,
                "rated_by": by,
                "rated_at": timezone.now(),
            },
        )


def side_of(by: Any, review: PeerReview) -> tuple[str, Reviewer | None]:
    if can_rate_for_host(by, review):
        return RatingSource.SELF, None
    if can_rate_alone(by, review):
        return RatingSource.PEER, reviewer_of(by, review)
    if can_write_consensus(by, review):
        return RatingSource.CONSENSUS, None
    raise NotAllowed(_("You have nothing to rate in this review now."))


@transaction.atomic
def hand_in_ratings(review: PeerReview, *, by: Any) -> Reviewer:
    """A peer is done: their ratings stay as they are, and from now on they see those of others who are done."""
    locked = locked_row(review)
    reviewer = reviewer_of(by, locked)
    if reviewer is None or not can_rate_alone(by, locked):
        raise NotAllowed(_("You have nothing to rate in this review now."))
    missing = locked.instrument.items.count() - reviewer.ratings.count()
    if missing:
        raise DomainError(_("%(number)s questions have no rating yet.") % {"number": missing})
    reviewer.submitted_at = timezone.now()
    reviewer.save(update_fields=["submitted_at"])
    audit.record("peerreview.ratings_handed_in", locked, by=by)
    return reviewer
