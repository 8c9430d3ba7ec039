"""What knowledge does by the clock."""

from datetime import timedelta

from knowledge.actions.case_studies import mark_due_rechecks
from knowledge.actions.reports import publish_due_reports
from network.core.jobs import periodic


@periodic(every=timedelta(minutes=1))
def end_embargoes() -> None:
    publish_due_reports()


@periodic(every=timedelta(days=1))
def ask_for_rechecks() -> None:
    mark_due_rechecks()
