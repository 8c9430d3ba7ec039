"""The private calendar of what is due, and the reminders of it."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from grants.agreement_states import REPORTED_UNDER, AgreementState, Condition, InstalmentState, ReportState
from grants.models import DueFeed, DueReminder, Instalment, Report
from grants.permissions import manager_people
from network.core import audit
from network.core.mail import notify

from .grantees import tell_grantee

BEFORE = (14, 3)
"""How many days before a report is due the grantee is reminded."""
AFTER = (1, 8, 15, 29)
"""How many days after it was due, until it is handed in."""
CONDITION_LATE = (1, 15, 29)
"""How many days after the expected day the desk is told that the condition of an instalment is not met."""


@transaction.atomic
def due_feed_of(person: Any) -> DueFeed:
    """The person's feed, made when they first ask for it. Idempotent."""
    feed, is_new = DueFeed.objects.get_or_create(person=person)
    if is_new:
        audit.record("due_feed.opened", feed, by=person)
    return feed


@transaction.atomic
def renew_due_feed(person: Any) -> DueFeed:
    """Give the feed a new address; the old one is dead at once."""
    feed = due_feed_of(person)
    feed.key = uuid.uuid4()
    feed.save(update_fields=["key"])
    audit.record("due_feed.renewed", feed, by=person)
    return feed


@transaction.atomic
def revoke_due_feed(person: Any) -> None:
    """Close the feed: its address is dead at once. Nothing happens where there is none."""
    for feed in DueFeed.objects.select_for_update().filter(person=person):
        audit.record("due_feed.revoked", feed, by=person)
        feed.delete()


def remind_of_reports(today: date) -> int:
    """Remind grantees of reports that are due soon or late, each once per stage; how many were sent.

    A run that comes late catches up with the newest stage only.
    """
    sent = 0
    reports = Report.objects.filter(agreement__state__in=REPORTED_UNDER, state=ReportState.DRAFT).for_list()
    for report in reports:
        days = (report.due_on - today).days
        stage = stage_of(days)
        if stage and once(f"report:{report.uuid}:{report.due_on}:{stage}"):
            tell_grantee(
                "report_late" if days < 0 else "report_due",
                report.agreement,
                report=report,
                days=abs(days),
                kind="grants_due",
                link=report.get_absolute_url(),
            )
            sent += 1
    return sent


def stage_of(days: int) -> str:
    """The newest stage reached with so many days left; empty when there is nothing to say yet."""
    if days < 0:
        passed = [after for after in AFTER if -days >= after]
        return f"late-{passed[-1]}"
    reached = [before for before in BEFORE if days <= before]
    return f"before-{reached[-1]}" if reached else ""


def remind_of_conditions(today: date) -> int:
    """Tell the desk which instalments were expected and still wait for their condition; how many."""
    sent = 0
    for item in unmet(today):
        days = (today - item.due_on).days
        stage = [late for late in CONDITION_LATE if days >= late][-1]
        if once(f"instalment:{item.uuid}:{item.due_on}:{stage}"):
            notify(
                manager_people(),
                "grants/mail/condition_unmet",
                {"instalment": item, "agreement": item.agreement},
                kind="grants_desk",
                link=reverse("desk-agreement", kwargs={"uuid": item.agreement.uuid}),
            )
            sent += 1
    return sent


def unmet(today: date) -> Iterator[Instalment]:
    yield from (
        Instalment.objects.filter(
            agreement__state=AgreementState.IN_FORCE, state=InstalmentState.PLANNED, due_on__lt=today
        )
        .exclude(condition=Condition.SIGNATURE)
        .select_related("agreement__award", "agreement__organisation", "report")
    )


def once(key: str) -> bool:
    """Whether this is the first time; the row is written in the transaction of the letter."""
    try:
        with transaction.atomic():
            DueReminder.objects.create(key=key)
    except IntegrityError:
        return False
    return True
