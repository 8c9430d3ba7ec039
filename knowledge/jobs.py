"""What knowledge does by the clock."""

from datetime import timedelta

from django.utils import timezone

from knowledge.actions.reports import publish_due_reports
from knowledge.actions.review_outcomes import remind_of_follow_ups
from knowledge.actions.study_decisions import mark_due_rechecks
from network.core.jobs import periodic


@periodic(every=timedelta(minutes=1))
def end_embargoes() -> None:
    publish_due_reports()


@periodic(every=timedelta(days=1))
def ask_for_rechecks() -> None:
    mark_due_rechecks()


@periodic(every=timedelta(days=1))
def ask_what_came_of_reviews() -> None:
    remind_of_follow_ups(timezone.localdate())
