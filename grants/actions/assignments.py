"""Asking assessors to read, by hand or evenly, and letting them go again."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.models import Application, Assessment, Assignment, Call
from grants.permissions import can_manage, manages_grants
from grants.queries.assessors import plan_for, reason_against_assessor
from grants.states import ApplicationState
from members.models import User
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import locked_row


@transaction.atomic
def assign_assessor(application: Application, assessor: Any, *, by: Any, due_on: date | None = None) -> Assignment:
    """Ask an assessor to read an application. It opens for them once they have declared to have no conflict.

    Asking the same person again changes nothing. Raises DomainError for somebody tied to the applicant.
    """
    locked = locked_row(application)
    if not can_manage(by, locked):
        raise NotAllowed(_("You belong to the applicant, so somebody else must assign its assessors."))
    if locked.state != ApplicationState.ASSESSMENT:
        raise DomainError(_("Assessors are assigned while an application is being assessed, not before or after."))
    if sentence := reason_against_assessor(locked, assessor):
        raise DomainError(sentence)
    assignment, created = ask(locked, assessor, by=by, due_on=due_on)
    if not assignment.is_standing:
        raise DomainError(_("This person had a conflict of interest here, or was released; that stands."))
    if created:
        tell_assessor(assessor, locked.call, 1, due_on)
    return assignment


@transaction.atomic
def assign_evenly(call: Call, *, by: Any, due_on: date | None = None) -> int:
    """Carry out the even plan for all applications that lack assessors, and write each assessor one message.

    Applications of the manager's own organisations are left to somebody else. Gives how many were assigned.
    """
    locked_row(call)
    if not manages_grants(by):
        raise NotAllowed(_("Only grants managers assign assessors."))
    own = set(by.organisations().values_list("pk", flat=True))
    told: dict[Any, int] = {}
    for application, assessor in with_people(plan_for(call).pairs):
        if application.organisation_id in own:
            continue
        ask(application, assessor, by=by, due_on=due_on)
        told[assessor] = told.get(assessor, 0) + 1
    for assessor, number in told.items():
        tell_assessor(assessor, call, number, due_on)
    return sum(told.values())


def with_people(pairs: Any) -> list[tuple[Application, Any]]:
    """The planned pairs as objects, the applications locked."""
    applications = Application.objects.select_for_update().order_by("pk").in_bulk([one for one, _reader in pairs])
    people = User.objects.in_bulk([reader for _one, reader in pairs])
    return [(applications[one], people[reader]) for one, reader in pairs]


def ask(application: Application, assessor: Any, *, by: Any, due_on: date | None) -> tuple[Assignment, bool]:
    """The assignment of this pair, and whether it is new. The caller has locked and checked."""
    assignment, created = Assignment.objects.get_or_create(
        application=application,
        assessor=assessor,
        defaults={"assigned_by": by, "assessor_name": str(assessor)[:150], "due_on": due_on},
    )
    if created:
        Assessment.objects.create(assignment=assignment)
        audit.record("application.assessor_assigned", application, by=by, after={"assessor": str(assessor)})
    return assignment, created


@transaction.atomic
def release_assessor(assignment: Assignment, *, by: Any, reason: str, now: datetime | None = None) -> Assignment:
    """Take an application from an assessor: it shuts for them, and what they wrote counts no longer but stays."""
    application = locked_row(assignment.application)
    locked = locked_row(assignment)
    if not can_manage(by, application):
        raise NotAllowed(_("You belong to the applicant, so somebody else must decide about its assessors."))
    if application.state != ApplicationState.ASSESSMENT:
        raise DomainError(_("The assessment of this application is closed."))
    if not reason.strip():
        raise DomainError(_("Write the reason."))
    if locked.released_at is None:
        locked.released_at, locked.released_reason = now or timezone.now(), reason.strip()
        locked.save(update_fields=["released_at", "released_reason"])
        audit.record(
            "application.assessor_released", application, by=by, reason=reason, after={"assessor": locked.assessor_name}
        )
    return locked


def tell_assessor(assessor: Any, call: Call, number: int, due_on: date | None) -> None:
    notify(
        assessor,
        "grants/mail/assigned",
        {"call": call, "number": number, "due_on": due_on},
        kind="grants_assessor",
        link="/grants/assess/",
    )
