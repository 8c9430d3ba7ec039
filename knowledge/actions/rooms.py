"""The room of the team of a peer review, from the moment the team stands until the review is over."""

from typing import Any

from django.db import transaction

from knowledge.choices import Standing
from knowledge.models import PeerReview
from members.models import User
from messaging.actions import archive_room, open_room, set_people
from messaging.models import Room
from messaging.states import RoomKind


@transaction.atomic
def open_team_room(review: PeerReview) -> Room:
    """The peers who declared that they have no conflict, and whoever proposed the review. Idempotent."""
    peers = User.objects.filter(peer_reviews__review=review, peer_reviews__standing=Standing.ACCEPTED, is_active=True)
    by: Any = review.proposed_by
    titles = {review.language: f"{review.host}: {review.service}"[:200]}
    room = open_room(kind=RoomKind.REVIEW, titles=titles, by=by, key=review.room_key)
    set_people(room, [*peers.distinct(), *([by] if by else [])])
    return room


@transaction.atomic
def close_team_room(review: PeerReview, *, reason: str = "") -> None:
    for room in Room.objects.filter(key=review.room_key):
        archive_room(room, by=None, reason=reason)
