"""What follows when an editor publishes or takes away one language of a study or report, and when a review moves on."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from knowledge.actions.rooms import close_team_room, open_team_room
from knowledge.models import CaseStudyPage, PeerReview, ShadowReportPage
from knowledge.states import ReviewState
from network.core.search import index
from network.core.transitions import transitioned


@receiver([page_published, page_unpublished])
def refresh_search(sender: Any, instance: Any, **kwargs: Any) -> None:
    """The entries belong to the study or report, not to its pages."""
    if isinstance(instance, CaseStudyPage):
        refresh_after_commit(instance.study)
    elif isinstance(instance, ShadowReportPage):
        refresh_after_commit(instance.report)


def refresh_after_commit(record: Any) -> None:
    transaction.on_commit(lambda: index.refresh(record), robust=True)


@receiver(transitioned, sender=PeerReview, dispatch_uid="knowledge_team_room")
def keep_team_room(obj: PeerReview, to: str, reason: str, **kwargs: Any) -> None:
    """The team stands once the host looks at itself; it has nothing more to talk about once the review is over."""
    if to == ReviewState.SELF_ASSESSMENT:
        open_team_room(obj)
    elif to in (ReviewState.CLOSED, ReviewState.CANCELLED):
        close_team_room(obj, reason=reason)
