"""What is said before it is too late: drafts that are not submitted, assessments that are due. Each once per occasion."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.core import audit
from network.core.errors import NotAllowed
from network.core.mail import notify
from network.core.models import AuditEntry

from .deadlines import in_zone
from .models import Application, Assignment, Call
from .permissions import manages_grants, writers_of
from .queries.calls import Moment
from .states import OPEN_ASSESSMENT, ApplicationState

DRAFT_DAYS = (7, 2)
"""Days before the deadline on which everybody with a draft hears of it."""

ASSESSMENT_DAYS = 3
"""From so many days before it is due, an assessor hears of it; afterwards again every so many days."""


def remind_of_drafts(now: datetime | None = None) -> int:
    """Mail the writers of unsubmitted drafts of calls that close soon. Running twice a day says it once."""
    now = now or timezone.now()
    number = 0
    for call in Call.objects.counting().open(now).filter(closes_at__lte=now + timedelta(days=max(DRAFT_DAYS))):
        mark = min(days for days in DRAFT_DAYS if now >= call.closes_at - timedelta(days=days))
        drafts = Application.objects.filter(call=call, state=ApplicationState.DRAFT).select_related("organisation")
        for application in drafts:
            number += remind_of_draft(application, call, mark, now)
    return number


@transaction.atomic
def remind_of_draft(application: Application, call: Call, mark: int, now: datetime) -> bool:
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    verb = f"application.reminded_{mark}"
    said = AuditEntry.objects.filter(object_type="grants.application", object_id=str(locked.pk), verb=verb)
    if locked.state != ApplicationState.DRAFT or said.exists():
        return False
    audit.record(verb, locked, by=None)
    notify(
        writers_of(application.organisation),
        "grants/mail/draft_waits",
        {
            "application": application,
            "call": call,
            "days": max(1, (call.closes_at - now).days),
            "deadline": Moment(call.closes_at, call.time_zone),
        },
        kind="grants",
        link=application.get_absolute_url(),
    )
    return True


def remind_of_assessments(now: datetime | None = None) -> int:
    """One message per assessor and call for assessments that are due soon or late. Says how many were written."""
    now = now or timezone.now()
    number = 0
    for call, assessor in due_assignments(now):
        number += remind_assessor(call, assessor, now)
    return number


def remind_in_call(call: Call, *, by: Any, now: datetime | None = None) -> int:
    """The same for one call, now, because somebody asks: how many were written to. Nobody twice within three days."""
    if not manages_grants(by):
        raise NotAllowed(_("Only grants managers remind assessors."))
    now = now or timezone.now()
    waiting = [assessor for one, assessor in due_assignments(now) if one == call]
    return sum(remind_assessor(call, assessor, now) for assessor in waiting)


def due_assignments(now: datetime) -> dict[tuple[Call, Any], list[Assignment]]:
    soon = now.date() + timedelta(days=ASSESSMENT_DAYS)
    found = Assignment.objects.standing().filter(
        due_on__lte=soon,
        assessment__state__in=OPEN_ASSESSMENT,
        application__state=ApplicationState.ASSESSMENT,
        assessor__isnull=False,
    )
    grouped = defaultdict(list)
    for assignment in found.select_related("application__call", "assessor"):
        if waits_for_reminder(assignment, today_of(assignment.application.call, now)):
            grouped[assignment.application.call, assignment.assessor].append(assignment)
    return grouped


def waits_for_reminder(assignment: Assignment, today: date) -> bool:
    return assignment.reminded_on is None or assignment.reminded_on + timedelta(days=ASSESSMENT_DAYS) <= today


def today_of(call: Call, now: datetime) -> date:
    return in_zone(now, call.time_zone).date()


@transaction.atomic
def remind_assessor(call: Call, assessor: Any, now: datetime) -> bool:
    """Asks again under the lock, so that two runners write one message."""
    mine = due_assignments(now).get((call, assessor), [])
    locked = list(Assignment.objects.select_for_update().filter(pk__in=[one.pk for one in mine]).order_by("pk"))
    today = today_of(call, now)
    due = [one for one in locked if waits_for_reminder(one, today)]
    if not due:
        return False
    Assignment.objects.filter(pk__in=[one.pk for one in due]).update(reminded_on=today)
    notify(
        assessor,
        "grants/mail/assessment_late",
        {"call": call, "number": len(due), "due_on": min(one.due_on for one in due if one.due_on)},
        kind="grants_assessor",
        link="/grants/assess/",
    )
    return True
