"""Whose a step of a peer review is, and whom to tell of it."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from knowledge.choices import Standing
from knowledge.models import PeerReview
from knowledge.permissions import (
    can_handle_country,
)
from members.models import User
from network.core.errors import NotAllowed
from network.core.mail import notify

KIND = "peer_review"


Check = Callable[[PeerReview], None]


def needs(allowed: Callable[[Any, PeerReview], bool], by: Any, sentence: str) -> Check:
    def check(locked: PeerReview) -> None:
        if not allowed(by, locked):
            raise NotAllowed(sentence)

    return check


def handles(user: Any, review: PeerReview) -> bool:
    return can_handle_country(user, review.country_id)


def tell(people: Any, template: str, review: PeerReview) -> None:
    notify(people, f"knowledge/mail/{template}", {"review": review}, kind=KIND, link=review.get_absolute_url())


def host_people(review: PeerReview) -> Any:
    speaking = review.host.affiliations.current(timezone.now()).speaking()
    return User.objects.filter(affiliations__in=speaking).distinct()


def team(review: PeerReview) -> Any:
    standings = [Standing.INVITED, Standing.ACCEPTED]
    return User.objects.filter(peer_reviews__review=review, peer_reviews__standing__in=standings).distinct()
