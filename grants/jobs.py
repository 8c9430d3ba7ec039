"""What returns with the clock in the grants."""

from datetime import timedelta

from network.core.jobs import periodic

from .reminders import remind_of_assessments, remind_of_drafts


@periodic(every=timedelta(hours=1))
def remind_writers() -> None:
    remind_of_drafts()


@periodic(every=timedelta(hours=6))
def remind_assessors() -> None:
    remind_of_assessments()
