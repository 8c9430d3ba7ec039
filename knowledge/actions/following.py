from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.models import Follow, Recommendation
from knowledge.permissions import can_follow
from members.models import User
from network.core.errors import NotAllowed
from network.core.mail import notify

KIND = "tracker"


@transaction.atomic
def follow_recommendation(recommendation: Recommendation, *, by: Any) -> None:
    """Tell `by` from now on what becomes of it. Idempotent."""
    if not can_follow(by, recommendation):
        raise NotAllowed(_("Sign in to follow a recommendation."))
    Follow.objects.get_or_create(person=by, recommendation=recommendation)


@transaction.atomic
def unfollow_recommendation(recommendation: Recommendation, *, by: Any) -> None:
    """Idempotent."""
    Follow.objects.filter(person=by, recommendation=recommendation).delete()


def tell_followers(changed: Iterable[Recommendation]) -> None:
    """Part of an action that made something public: one message to each follower, about all that they follow of it."""
    found = {recommendation.pk: recommendation for recommendation in changed}
    by_person: dict[Any, list[Recommendation]] = {}
    follows = Follow.objects.filter(recommendation__in=found, person__is_active=True).order_by("recommendation__code")
    for person, recommendation in follows.values_list("person", "recommendation"):
        by_person.setdefault(person, []).append(found[recommendation])
    people = User.objects.in_bulk(by_person)
    for person, theirs in by_person.items():
        link = theirs[0].get_absolute_url() if len(theirs) == 1 else reverse("tracker-followed")
        context = {"recommendations": theirs}
        notify(people[person], "knowledge/mail/recommendation_changed", context, kind=KIND, link=link)
