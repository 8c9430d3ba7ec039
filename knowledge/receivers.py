"""What follows when an editor publishes or takes away one language of a study or report in the admin."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from knowledge.models import CaseStudyPage, ShadowReportPage
from network.core.search import index


@receiver([page_published, page_unpublished])
def refresh_search(sender: Any, instance: Any, **kwargs: Any) -> None:
    """The entries belong to the study or report, not to its pages."""
    if isinstance(instance, CaseStudyPage):
        refresh_after_commit(instance.study)
    elif isinstance(instance, ShadowReportPage):
        refresh_after_commit(instance.report)


def refresh_after_commit(record: Any) -> None:
    transaction.on_commit(lambda: index.refresh(record), robust=True)
