"""Case studies as those see them who write them, check them and decide on them."""

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet

from knowledge.models import CaseStudy, PeerCheck


def own_studies(user: Any) -> QuerySet[CaseStudy]:
    return CaseStudy.objects.written_by(user).select_related("organisation", "country").order_by("-saved_at", "-id")


def open_checks(user: Any) -> QuerySet[PeerCheck]:
    return PeerCheck.objects.filter(peer=user, answered_at=None).select_related("study__organisation__country")


def desk_queue(user: Any, state: str = "") -> QuerySet[CaseStudy]:
    """What the desk of this person holds; without a state, what waits for a decision, longest waiting first."""
    studies = CaseStudy.objects.handled_by(user).select_related("organisation", "country", "author")
    studies = studies.filter(state=state) if state else studies.awaiting_desk()
    return studies.order_by("submitted_at", "id")


def desk_counts(user: Any) -> Counter:
    """How many studies of this person's desk are in which state."""
    rows = CaseStudy.objects.handled_by(user).order_by().values_list("state").annotate(number=Count("pk"))
    return Counter(dict(rows))
