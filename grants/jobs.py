"""What returns with the clock in the grants."""

from datetime import timedelta

from django.utils import timezone

from network.core.jobs import periodic

from .actions.dues import remind_of_conditions, remind_of_reports
from .actions.rooms import keep_all_rooms
from .reminders import remind_of_assessments, remind_of_drafts


@periodic(every=timedelta(hours=1))
def remind_writers() -> None:
    remind_of_drafts()


@periodic(every=timedelta(hours=6))
def remind_assessors() -> None:
    remind_of_assessments()


@periodic(every=timedelta(hours=6))
def remind_of_what_is_due() -> None:
    today = timezone.localdate()
    remind_of_reports(today)
    remind_of_conditions(today)


@periodic(every=timedelta(hours=1))
def keep_rooms() -> None:
    """Roles and affiliations end by their dates, without anybody saving anything."""
    keep_all_rooms()
